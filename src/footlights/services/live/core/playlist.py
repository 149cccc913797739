"""The relay's playlists: one for the live edge with parts, one for the whole event.

Source: draft-pantos-hls-rfc8216bis-17: 4.4.3.7 (parts), 4.4.3.8 (server control), 4.4.5.2 (skip), 4.4.5.3 (hints), 6.2.5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

TARGET_SECONDS: Final = 2
PART_TARGET: Final = 0.26  # holds six pictures at 24 or 25 a second, seven at 30, thirteen at 50
HOLD_BACK: Final = 0.78  # three parts, the least that is allowed (4.4.3.8)
SKIP_SECONDS: Final = 6 * TARGET_SECONDS  # the least that is allowed (4.4.3.8)
WINDOW_SECONDS: Final = 600  # how far back the live playlist reaches
PARTS_SECONDS: Final = 3 * TARGET_SECONDS  # how far back parts are listed
Allowed = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a segment: its length, where it stands in the segment's file."""

    seconds: float
    offset: int
    size: int
    is_independent: bool


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment. at_ms: on the wall clock; init: number of its initialisation; slot: whose rights it needs, -1 none."""

    number: int
    seconds: float
    size: int
    pictures: int
    init: int
    at_ms: int
    slot: int
    is_break: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the relay is: the segment being made, the parts of it and of those lately made, by segment."""

    number: int
    init: int
    at_ms: int
    slot: int
    is_break: bool
    parts: dict[int, tuple[PartLine, ...]]
    is_over: bool

    def has(self, number: int, part: int | None) -> bool:
        """Return whether a segment, or a part of it, is there."""
        if self.is_over or number < self.number:
            return True
        return part is not None and number == self.number and part < len(self.parts.get(number, ()))


def live_playlist(
    segments: Sequence[SegmentLine], edge: Edge, *, allowed: Allowed, skip: bool = False
) -> str:
    """Return the playlist of the live edge: at most ten minutes, parts at its end.

    segments: all that are whole. allowed: whether a slot's rights let this reader see it.
    skip: leave out what a reader who comes again knows.
    """
    first, seconds = len(segments), 0.0
    while first > 0 and seconds + segments[first - 1].seconds <= WINDOW_SECONDS:
        first -= 1
        seconds += segments[first].seconds
    lines = _head(segments[first].number if first < len(segments) else edge.number, segments[:first])
    lines[3:3] = [
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={HOLD_BACK},CAN-SKIP-UNTIL={SKIP_SECONDS}.0",
        f"#EXT-X-PART-INF:PART-TARGET={PART_TARGET}",
    ]
    shown = segments[first:]
    skipped = _skippable(shown, edge) if skip else 0
    if skipped:
        lines.append(f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}")
    last_init = None
    with_parts = _from_the_end(shown, PARTS_SECONDS)
    for place, segment in enumerate(shown[skipped:], skipped):
        parts = edge.parts.get(segment.number, ()) if place >= with_parts else ()
        lines += _segment(segment, last_init, allowed, parts=parts, dated=True)
        last_init = segment.init
    if edge.is_over:
        return "\n".join((*lines, "#EXT-X-ENDLIST", ""))
    lines += _opening(edge, last_init, allowed)
    return "\n".join((*lines, ""))


def event_playlist(
    segments: Sequence[SegmentLine], *, allowed: Allowed, is_over: bool, skip: bool = False
) -> str:
    """Return the playlist of the whole event, from its first segment; only breaks are dated, to keep it small."""
    lines = _head(segments[0].number if segments else 0, ())
    lines[3:3] = [f"#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL={SKIP_SECONDS}.0", "#EXT-X-PLAYLIST-TYPE:EVENT"]
    skipped = _from_the_end(segments, SKIP_SECONDS) if skip else 0
    if skipped:
        lines.append(f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}")
    last_init = None
    for place, segment in enumerate(segments[skipped:], skipped):
        dated = place == skipped or segment.is_break
        lines += _segment(segment, last_init, allowed, parts=(), dated=dated)
        last_init = segment.init
    return "\n".join((*lines, *(["#EXT-X-ENDLIST"] if is_over else []), ""))


def replay_playlist(segments: Sequence[SegmentLine], names: Sequence[str]) -> str:
    """Return the playlist of a replay: the segments that may be kept, under the names they have there."""
    longest = max((math.floor(s.seconds + 0.5) for s in segments), default=1)
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{max(longest, 1)}"]
    lines += ["#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD"]
    before: SegmentLine | None = None
    for segment, name in zip(segments, names, strict=True):
        follows = before is not None and before.number + 1 == segment.number
        if before is not None and (segment.is_break or not follows):
            lines.append("#EXT-X-DISCONTINUITY")
        if before is None or before.init != segment.init:
            lines.append(f'#EXT-X-MAP:URI="{init_name(segment.init)}"')
        lines += [f"#EXTINF:{segment.seconds:.5f},", name]
        before = segment
    return "\n".join((*lines, "#EXT-X-ENDLIST", ""))


def master_playlist(*, codecs: str, width: int, height: int, bandwidth: int, name: str) -> str:
    """Return the master playlist of a relay: one rendition, as its contributors send it."""
    return "\n".join((
        "#EXTM3U", "#EXT-X-VERSION:9",
        f'#EXT-X-STREAM-INF:BANDWIDTH={bandwidth},CODECS="{codecs}",RESOLUTION={width}x{height}', name, "",
    ))  # fmt: skip


def segment_name(number: int) -> str:
    """Return the file of a segment."""
    return f"{number:05d}.m4s"


def part_name(number: int, part: int) -> str:
    """Return the address of a part."""
    return f"{number:05d}.{part}.m4s"


def init_name(number: int) -> str:
    """Return the file of an initialisation."""
    return f"init{number}.mp4"


def _head(first: int, before: Sequence[SegmentLine]) -> list[str]:
    breaks = sum(segment.is_break for segment in before)
    return [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        f"#EXT-X-TARGETDURATION:{TARGET_SECONDS}",
        f"#EXT-X-MEDIA-SEQUENCE:{first}",
        *([f"#EXT-X-DISCONTINUITY-SEQUENCE:{breaks}"] if breaks else []),
    ]


def _segment(
    segment: SegmentLine, last_init: int | None, allowed: Allowed, *, parts: Sequence[PartLine], dated: bool
) -> list[str]:
    may = allowed(segment.slot)
    lines = _opened(segment, last_init, dated=dated)
    lines += [_part(segment.number, place, part, may) for place, part in enumerate(parts)]
    if not may:
        lines.append("#EXT-X-GAP")
    return [*lines, f"#EXTINF:{segment.seconds:.3f},", segment_name(segment.number)]


def _opened(segment: SegmentLine | Edge, last_init: int | None, *, dated: bool) -> list[str]:
    lines = ["#EXT-X-DISCONTINUITY"] if segment.is_break else []
    if segment.init != last_init:
        lines.append(f'#EXT-X-MAP:URI="{init_name(segment.init)}"')
    if dated:
        at = datetime.fromtimestamp(segment.at_ms / 1000, UTC)
        lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z")
    return lines


def _opening(edge: Edge, last_init: int | None, allowed: Allowed) -> list[str]:
    """Return the lines of the segment that is being made, and what comes next."""
    parts = edge.parts.get(edge.number, ())
    lines = _opened(edge, last_init, dated=True) if parts else []
    may = allowed(edge.slot)
    lines += [_part(edge.number, place, part, may) for place, part in enumerate(parts)]
    hint = part_name(edge.number, len(parts))
    return [*lines, *([f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{hint}"'] if may else [])]


def _part(number: int, place: int, part: PartLine, may: bool) -> str:
    more = (",INDEPENDENT=YES" if part.is_independent else "") + ("" if may else ",GAP=YES")
    return f'#EXT-X-PART:DURATION={part.seconds:.3f},URI="{part_name(number, place)}"{more}'


def _skippable(shown: Sequence[SegmentLine], edge: Edge) -> int:
    opening = sum(part.seconds for part in edge.parts.get(edge.number, ()))
    return _from_the_end(shown, SKIP_SECONDS - opening)


def _from_the_end(segments: Sequence[SegmentLine], seconds: float) -> int:
    """Return the place of the first segment that lies within so many seconds of the end."""
    place = len(segments)
    while place > 0 and seconds > 0:
        place -= 1
        seconds -= segments[place].seconds
    return place
