"""The switch: of many sources one is on, and what comes out is one stream that never goes back in time.

Sources change at key frames only. A source that is not heard for 600 ms gives way to the slate, which also fills
the time that was lost. Everything that comes out is stamped anew along one clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from .rundown import SLATE, Wanted

LOSS_MS: Final = 600  # unheard for this long, a source is lost
STEADY_MS: Final = 400  # heard in its own time for this long, a source may come (back) on
FRAME_MS: Final = 40  # what a first picture is taken to last
SOUND_MS: Final = 21  # about what 1,024 samples last
OVERLAP_MS: Final = 10  # by which sound of two sources may run into one another
JUMP_MS: Final = 150  # a source that leaves out more than this has lost its place


@dataclass(frozen=True, slots=True)
class Packet:
    """A picture or a frame of sound. at_ms: decoded; by the source's clock coming in, by the relay's going out."""

    is_video: bool
    at_ms: int
    body: bytes
    is_key: bool = True
    shift_ms: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """How a source's packets are to be read: avcC and AudioSpecificConfig."""

    video: bytes
    audio: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """Another source, or another slot, is on from here."""

    source: str
    slot: int
    why: str
    at_ms: int
    format: Format


@dataclass(slots=True)
class Source:
    """What the switch knows of a source."""

    format: Format | None = None
    heard_ms: float = float("-inf")
    heard: deque[tuple[float, int]] = field(default_factory=deque)  # when, and the packet's own time
    sick: str = ""  # why it may not be on though it is heard, e.g. black for longer than its hold
    reorders: bool = False
    waiting: list[Packet] = field(default_factory=list)  # pictures of a group that is not whole yet
    groups: list[list[Packet]] = field(default_factory=list)  # whole groups; an empty one begins another slot
    sounds: list[Packet] = field(default_factory=list)  # what is heard beside them
    highest_ms: int = -(1 << 60)

    def forget(self) -> None:
        """Let go of what waits: a group that is not whole would leave a hole."""
        self.waiting, self.groups, self.sounds = [], [], []
        self.highest_ms = -(1 << 60)

    def is_heard(self, now_ms: float) -> bool:
        """Return whether it was heard lately and can be read."""
        return self.format is not None and now_ms - self.heard_ms < LOSS_MS

    def is_steady(self, now_ms: float) -> bool:
        """Return whether it comes in its own time: not in a burst after a stall, not too slow."""
        if not self.heard or now_ms - self.heard[0][0] < STEADY_MS:
            return False
        (first_ms, first), (last_ms, last) = self.heard[0], self.heard[-1]
        passed = last_ms - first_ms
        return passed >= STEADY_MS / 2 and 0.25 <= (last - first) / passed <= 3.0

    def note(self, packet: Packet, now_ms: float) -> None:
        """Take note that a packet came."""
        self.heard_ms = now_ms
        if packet.is_video:
            self.heard.append((now_ms, packet.at_ms))
            while now_ms - self.heard[0][0] > STEADY_MS * 2 and len(self.heard) > 2:
                self.heard.popleft()
            self.reorders = self.reorders or packet.shift_ms != 0


class Switch:
    """The switch of one relay. What it lets out is collected in ``out`` and taken from there."""

    def __init__(self, slate: tuple[Format, tuple[Packet, ...], int], *, start_ms: float = 0) -> None:
        """Begin with the slate on.

        slate: format, packets and length in milliseconds of a loop that begins with a key frame.
        start_ms: the relay's time up to which everything is out already.
        """
        self.slate_format, self.slate_packets, self.slate_length = slate
        self.sources: dict[str, Source] = {}
        self.wanted = Wanted(SLATE, -1, 0, "start")
        self.on = SLATE
        self.slot = -1
        self.why = ""
        self.offset_ms = 0
        self.ends: dict[bool, float] = {True: start_ms, False: start_ms}  # of video, of sound
        self.lasts: dict[bool, float] = {True: start_ms - 1, False: start_ms - 1}  # when the last was decoded
        self.advance_ms = (
            0  # pictures are shown earlier by this, so that the first is shown when it is decoded
        )
        self.came_ms: dict[bool, int] = {}  # the last packets' own times, of what is on
        self.is_fresh = True  # no picture of what is on has come out yet
        self.slate_base, self.slate_next = start_ms, 0
        self.shown_ms = -(1 << 60)  # the moment at which the first picture of the source that is on is shown
        self.out: list[Packet | Change] = []
        self._change(SLATE, "start", start_ms)

    @property
    def end_ms(self) -> float:
        """Return up to when everything is out."""
        return max(self.ends.values())

    def take(self) -> list[Packet | Change]:
        """Return what has come out since it was last taken."""
        out, self.out = self.out, []
        return out

    def connect(self, source: str, form: Format) -> None:
        """Note how a source is to be read; one that is on and changes its format loses its place until a key frame."""
        known = self.sources.setdefault(source, Source())
        if known.format is not None and known.format != form and self.on == source:
            self._to_slate("format", None)
        known.format = form

    def drop(self, source: str, now_ms: float) -> None:
        """Forget a source whose connection ended; if it was on, the slate takes over at once."""
        if self.on == source:
            self._to_slate("lost", now_ms)
        self.sources.pop(source, None)

    def tick(self, wanted: Wanted, now_ms: float) -> None:
        """Look what is to be on and who is lost; let the slate run. now_ms: by the relay's clock."""
        self.wanted = wanted
        if self.on != SLATE:
            source = self.sources.get(self.on)
            if source is None or not source.is_heard(now_ms):
                self._to_slate("lost", now_ms)
            elif wanted.source == SLATE:
                self._to_slate(wanted.why, now_ms)
            elif source.sick:
                self._to_slate(source.sick, now_ms)
        if self.on == SLATE:
            self._run_slate(now_ms)

    def push(self, name: str, packet: Packet, now_ms: float) -> None:
        """Take a packet of a source; it comes out if the source is on, and may bring the source on."""
        source = self.sources.get(name)
        if source is None or source.format is None:
            return
        source.note(packet, now_ms)
        if self._may_come_on(name, source, packet, now_ms):
            self._bring_on(name, source, packet, now_ms)
        elif self._begins_another_slot(name, packet):
            if source.reorders:
                source.groups += [source.waiting, []]
                source.waiting = []
            else:
                self._change(name, self.wanted.why, self.end_ms)
        if self.on == name:
            self._let_out(source, packet, now_ms)

    def _may_come_on(self, name: str, source: Source, packet: Packet, now_ms: float) -> bool:
        return (
            name == self.wanted.source
            and name != self.on
            and packet.is_video
            and packet.is_key
            and not source.sick
            and source.is_steady(now_ms)
        )

    def _begins_another_slot(self, name: str, packet: Packet) -> bool:
        is_next = name == self.on == self.wanted.source and self.wanted.slot != self.slot
        return is_next and packet.is_video and packet.is_key and [] not in self.sources[name].groups

    def _bring_on(self, name: str, source: Source, key: Packet, now_ms: float) -> None:
        """Go over to a source at its key frame: shown where all that was before ends, sound in step with it."""
        if (before := self.sources.get(self.on)) is not None:
            before.forget()
        if self.on == SLATE:
            self._run_slate(now_ms - FRAME_MS)
        self.offset_ms = round(self.end_ms) - key.at_ms
        self.advance_ms = key.shift_ms
        source.forget()
        self.shown_ms = key.at_ms + key.shift_ms
        self._change(name, self.wanted.why, self.end_ms)

    def _let_out(self, source: Source, packet: Packet, now_ms: float) -> None:
        shown = packet.at_ms + packet.shift_ms
        if shown < self.shown_ms:
            return  # a picture that leans on what was before the change, or the sound beside it
        came = self.came_ms.get(packet.is_video, packet.at_ms)
        self.came_ms[packet.is_video] = packet.at_ms
        if packet.at_ms - came > JUMP_MS:
            self._to_slate("jump", now_ms)
        elif not source.reorders:
            self._emit(packet)
        else:
            # Pictures that are shown out of order leave in whole groups, so that a cut leaves no hole.
            if packet.is_video and shown > source.highest_ms:
                source.groups += [source.waiting] if source.waiting else []
                source.waiting, source.highest_ms = [], shown
            (source.waiting if packet.is_video else source.sounds).append(packet)
            self._release(source)

    def _release(self, source: Source) -> None:
        """Let out the groups whose sound has come, with that sound, so that both end together at any cut."""
        while source.groups:
            group = source.groups[0]
            if not group:
                self._change(self.on, self.wanted.why, self.end_ms)
                source.groups.pop(0)
                continue
            end = group[-1].at_ms + FRAME_MS + self.advance_ms  # by the sound's own time
            if not source.sounds or source.sounds[-1].at_ms + 2 * SOUND_MS < end:
                return
            beside = [sound for sound in source.sounds if sound.at_ms < end]
            source.sounds = source.sounds[len(beside) :]
            for packet in sorted(group + beside, key=self._stamp):
                self._emit(packet)
            source.groups.pop(0)

    def _stamp(self, packet: Packet) -> int:
        return packet.at_ms + self.offset_ms - (0 if packet.is_video else self.advance_ms)

    def _emit(self, packet: Packet) -> None:
        """Let a packet out, stamped by the relay's clock; one that would go back in time stays in."""
        is_video = packet.is_video
        at = self._stamp(packet)
        last, end = self.lasts[is_video], self.ends[is_video]
        if at <= last or (not is_video and at < end - OVERLAP_MS):
            return
        lasts = min(max(at - last, 1), JUMP_MS) if is_video and not self.is_fresh else FRAME_MS
        self.is_fresh = self.is_fresh and not is_video
        self.lasts[is_video] = at
        self.ends[is_video] = at + (lasts if is_video else SOUND_MS)
        shift = packet.shift_ms - self.advance_ms if is_video else 0
        self.out.append(Packet(is_video, at, packet.body, packet.is_key, shift))

    def _to_slate(self, why: str, now_ms: float | None) -> None:
        source = self.sources.get(self.on)
        if source is not None:
            source.forget()
        self._change(SLATE, why, self.end_ms)
        self.slate_base, self.slate_next = self.end_ms, 0
        if now_ms is not None:
            self._run_slate(now_ms)

    def _run_slate(self, now_ms: float) -> None:
        while True:
            turn, place = divmod(self.slate_next, len(self.slate_packets))
            packet = self.slate_packets[place]
            at = round(self.slate_base + turn * self.slate_length + packet.at_ms)
            if at > now_ms:
                return
            self.offset_ms, self.advance_ms = at - packet.at_ms, 0
            self._emit(packet)
            self.slate_next += 1

    def _change(self, source: str, why: str, at_ms: float) -> None:
        self.on, self.slot, self.why = source, (-1 if source == SLATE else self.wanted.slot), why
        form = self.slate_format if source == SLATE else self.sources[source].format
        assert form is not None
        self.is_fresh = True
        self.came_ms.clear()
        self.out.append(Change(source, self.slot, why, round(at_ms), form))
