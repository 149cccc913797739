"""What of a relay is kept for its replay, and where each slot stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .playlist import SegmentLine


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a slot begins in the replay and how long it is there, in seconds."""

    slot: int
    starts_seconds: float
    seconds: float


def keep(
    segments: Sequence[SegmentLine], slots: Sequence[tuple[int, int, int]], may: Callable[[int], bool]
) -> list[SegmentLine]:
    """Return the segments that stay.

    slots: number, begin and end in milliseconds since 1970. may: whether a slot's rights let it stay.
    A slot that may not goes, and so does the slate that stood in for it; what was before the first slot and after the
    last one goes too.
    """
    return [s for s in segments if (slot := slot_of(s, slots)) is not None and may(slot)]


def slot_of(segment: SegmentLine, slots: Sequence[tuple[int, int, int]]) -> int | None:
    """Return the slot that a segment counts for: the one it was on for, else the one whose time it is."""
    if segment.slot >= 0:
        return segment.slot
    middle = segment.at_ms + segment.seconds * 500
    return next((number for number, begin, end in slots if begin <= middle < end), None)


def chapters(kept: Sequence[SegmentLine], slots: Sequence[tuple[int, int, int]]) -> list[Mark]:
    """Return a mark for each slot that is there, in the order of the replay."""
    marks: dict[int, Mark] = {}
    passed = 0.0
    for segment in kept:
        slot = slot_of(segment, slots)
        if slot is not None:
            before = marks.get(slot, Mark(slot, passed, 0.0))
            marks[slot] = Mark(slot, before.starts_seconds, before.seconds + segment.seconds)
        passed += segment.seconds
    return list(marks.values())
