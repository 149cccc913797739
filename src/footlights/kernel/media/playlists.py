"""HLS playlists from measured segments: what they say of bandwidth is what the files weigh.

Source: RFC 8216 and draft-pantos-hls-rfc8216bis-17 (sections 4.3, 4.4).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

AUDIO_GROUP: Final = "sound"
_VERSION: Final = 7  # EXT-X-MAP without I-frames needs 6, fMP4 with an audio group 7


@dataclass(frozen=True, slots=True)
class Segment:
    """One media segment as it lies on disk."""

    uri: str
    seconds: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Track:
    """One rendition: its own playlist's address, codec and segments. Width 0 means sound alone."""

    uri: str
    codecs: str
    segments: tuple[Segment, ...]
    width: int = 0
    height: int = 0
    frame_rate: float = 0.0
    language: str | None = None


def media_playlist(segments: Sequence[Segment], *, map_uri: str) -> str:
    """Return the playlist of one rendition, whole and ended.

    Raises ValueError when there is no segment: such a playlist is no stream.
    """
    if not segments:
        raise ValueError("a playlist needs a segment")
    # "rounded to the nearest integer … less than or equal to the target duration" (4.4.3.1)
    longest = max(math.floor(segment.seconds + 0.5) for segment in segments)
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{_VERSION}",
        f"#EXT-X-TARGETDURATION:{max(longest, 1)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{_quoted(map_uri)}"',
    ]
    for segment in segments:
        lines += (f"#EXTINF:{segment.seconds:.6f},", segment.uri)
    return "\n".join((*lines, "#EXT-X-ENDLIST", ""))


def master_playlist(videos: Sequence[Track], audio: Track | None) -> str:
    """Return the master playlist: each rung with its real bandwidth, lightest first, sound in one group.

    Raises ValueError when there is no video.
    """
    if not videos:
        raise ValueError("a master playlist needs a video")
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{_VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if audio:
        language = f',LANGUAGE="{_quoted(audio.language)}"' if audio.language else ""
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{AUDIO_GROUP}",NAME="{_quoted(audio.language or "main")}"'
            f'{language},DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="{_quoted(audio.uri)}"'
        )
    more = [audio] if audio else []
    for video in sorted(videos, key=lambda v: (v.height * v.width, v.uri)):
        codecs = ",".join(track.codecs for track in (video, *more))
        peak = sum(peak_bandwidth(track.segments) for track in (video, *more))
        average = sum(average_bandwidth(track.segments) for track in (video, *more))
        lines += (
            f"#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average},"
            f'CODECS="{_quoted(codecs)}",RESOLUTION={video.width}x{video.height},'
            f"FRAME-RATE={video.frame_rate:.3f}" + (f',AUDIO="{AUDIO_GROUP}"' if audio else ""),
            video.uri,
        )
    return "\n".join((*lines, ""))


def peak_bandwidth(segments: Sequence[Segment]) -> int:
    """Return the bits per second of the heaviest stretch of segments, rounded up.

    A stretch lasts between half and one and a half target durations, so that a last segment of a few
    frames, heavy for its length, does not stand for the whole stream.
    Source: draft-pantos-hls-rfc8216bis-17, 4.1 (peak segment bit rate).
    """
    target = max((math.floor(s.seconds + 0.5) for s in segments), default=0)
    peak = 0.0
    for first in range(len(segments)):
        seconds, size = 0.0, 0
        for segment in segments[first:]:
            seconds, size = seconds + segment.seconds, size + segment.size_bytes
            if seconds > 1.5 * target:
                break
            if seconds >= 0.5 * target and seconds > 0:
                peak = max(peak, size * 8 / seconds)
    return math.ceil(peak) or average_bandwidth(segments)


def average_bandwidth(segments: Sequence[Segment]) -> int:
    """Return the mean bits per second of the whole, rounded up; 0 for nothing."""
    seconds = sum(segment.seconds for segment in segments)
    return math.ceil(sum(segment.size_bytes for segment in segments) * 8 / seconds) if seconds > 0 else 0


def _quoted(text: str) -> str:
    """Return text for a quoted string, which must hold no quote and no line break (4.2)."""
    if any(c in text for c in '"\r\n'):
        raise ValueError(f"cannot stand in a playlist: {text!r}")
    return text
