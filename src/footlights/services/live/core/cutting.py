"""From packets to parts and segments: where to cut, and each sample's exact time.

A part lasts at most a quarter of a second, a segment about two and begins with a key frame wherever there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .codecs import read_sound
from .fmp4 import AAC_FRAME, VIDEO_SCALE, Piece, write_fragment
from .switch import Format, Packet

PART_MS: Final = 260  # no part is longer
SEGMENT_MS: Final = 2_000  # what segments aim at
LONGEST_MS: Final = 2_450  # a segment is cut here even where no key frame is: its length must round to two
_APART_MS: Final = 40  # sound that strays further from its even pace is set anew


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment as it stands in its segment. seconds: as long as its pictures last. …_ms: when samples are decoded."""

    seconds: float
    body: bytes
    is_independent: bool
    pictures: int
    begun_ms: int
    last_video_ms: int
    last_audio_ms: int


@dataclass(slots=True)
class Cutter:
    """Cuts what one format's packets make. Feed it; it says when a segment ends and hands out parts."""

    form: Format
    number: int  # of the next fragment, 1 for the first
    starts_ms: int | None = None  # when its first picture is decoded, for the sound to begin then too
    rate: int = 0
    video: list[Packet] = field(default_factory=list)
    audio: list[Packet] = field(default_factory=list)
    frame_ms: float = 40.0
    last_gop_ms: float = 0.0
    key_ms: float | None = None  # when the last key frame was decoded
    sound_next: int | None = None  # where the next frame of sound begins, in samples
    segment_ms: float | None = None  # when the segment that is being made began

    def __post_init__(self) -> None:
        """Read the sound's rate."""
        self.rate = read_sound(self.form.audio).rate

    def ends_segment(self, packet: Packet) -> bool:
        """Return whether a new segment begins with this packet; call it before ``add``."""
        if not packet.is_video or self.segment_ms is None:
            return False
        length = packet.at_ms - self.segment_ms
        gop = packet.at_ms - self.key_ms if packet.is_key and self.key_ms is not None else 0
        return (packet.is_key and length + gop > SEGMENT_MS + 50) or length >= LONGEST_MS - self.frame_ms

    def begin_segment(self) -> None:
        """Start the next segment with the next picture."""
        self.segment_ms = None

    def add(self, packet: Packet) -> Part | None:
        """Take a packet; return the part that was whole before it, if it does not fit any more."""
        if not packet.is_video:
            self.audio.append(packet)
            return None
        part = None
        if self.video:
            self.frame_ms = min(max(packet.at_ms - self.video[-1].at_ms, 1), 250)
            if packet.at_ms + self.frame_ms - self.video[0].at_ms > PART_MS:
                part = self.cut(packet.at_ms)
        if packet.is_key:
            self.key_ms = packet.at_ms
        if self.segment_ms is None:
            self.segment_ms = packet.at_ms
        self.video.append(packet)
        return part

    def cut(self, next_ms: float | None = None, *, is_last: bool = False) -> Part | None:
        """Return what has gathered as a part, None when there is no picture in it.

        next_ms: when the next picture is decoded, where that is known.
        is_last: another format begins then, so picture and sound last until just then.
        """
        if not self.video:
            return None
        times = [packet.at_ms for packet in self.video]
        times.append(round(next_ms if next_ms is not None else times[-1] + self.frame_ms))
        pictures = [
            Piece((after - p.at_ms) * 90, p.body, p.is_key, p.shift_ms * 90)
            for p, after in zip(self.video, times[1:], strict=True)
        ]
        kept = [] if is_last else self.audio[-1:]  # one frame waits: a last one may have to last longer
        sounds = self.audio if is_last else self.audio[:-1]
        begin, frames = self._sound(sounds, times[-1] if is_last else None)
        part = Part(
            (times[-1] - times[0]) / 1000,
            write_fragment(self.number, (times[0] * VIDEO_SCALE // 1000, pictures), (begin, frames)),
            self.video[0].is_key,
            len(pictures),
            times[0],
            times[-2],
            sounds[-1].at_ms if sounds else -1,
        )
        self.number += 1
        self.video, self.audio = [], kept
        return part

    def _sound(self, sounds: list[Packet], until_ms: int | None) -> tuple[int, list[Piece]]:
        """Return when the sound of a part begins, in samples, and its frames; ends of runs are made to meet."""
        if not sounds:
            return self.sound_next or 0, []
        told = sounds[0].at_ms * self.rate // 1000
        first = AAC_FRAME
        if self.sound_next is None:  # the run's first: it begins with the picture
            begin = told if self.starts_ms is None else self.starts_ms * self.rate // 1000
            first = max(AAC_FRAME + told - begin, AAC_FRAME // 2)
        else:
            is_near = abs(told - self.sound_next) <= _APART_MS * self.rate // 1000
            begin = self.sound_next if is_near else told
        lengths = [first, *[AAC_FRAME] * (len(sounds) - 1)]
        if until_ms is not None:
            short = until_ms * self.rate // 1000 - begin - sum(lengths)
            lengths[-1] = max(lengths[-1] + short, 1)
        self.sound_next = begin + sum(lengths)
        return begin, [Piece(ticks, packet.body) for ticks, packet in zip(lengths, sounds, strict=True)]
