"""ISO media segments, box by box: whether one is whole, and a segment moved to its place in time.

Source: ISO/IEC 14496-12 (4.2 boxes, 8.4.2 mdhd, 8.8.5 mfhd, 8.8.12 tfdt, 8.16.3 sidx).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_INSIDE: Final = {b"moov", b"trak", b"mdia", b"moof", b"traf"}


def is_whole(segment: bytes) -> bool:
    """Return whether a segment's boxes fill it exactly, a fragment and its data among them."""
    try:
        kinds = [kind for kind, _, _ in _boxes(segment, 0, len(segment))]
    except (struct.error, ValueError):
        return False
    return b"moof" in kinds and kinds[-1:] == [b"mdat"]


def timescale(init: bytes) -> int:
    """Return the ticks a second of a header's track.

    Raises ValueError when it names none.
    """
    for kind, begin, _ in _walk(init, 0, len(init)):
        if kind == b"mdhd":
            at = begin + (20 if init[begin] else 12)
            return int(struct.unpack_from(">I", init, at)[0])
    raise ValueError("no mdhd")


def shifted(segment: bytes, ticks: int, fragments: int) -> bytes:
    """Return a segment that begins later by so many ticks, and stands so many fragments further on."""
    moved = bytearray(segment)
    for kind, begin, _ in _walk(segment, 0, len(segment)):
        if kind == b"mfhd":
            _add(moved, begin + 4, ">I", fragments)
        elif kind == b"tfdt":
            _add(moved, begin + 4, ">Q" if segment[begin] else ">I", ticks)
        elif kind == b"sidx":
            _add(moved, begin + 12, ">Q" if segment[begin] else ">I", ticks)
    return bytes(moved)


def _add(moved: bytearray, at: int, form: str, more: int) -> None:
    struct.pack_into(form, moved, at, struct.unpack_from(form, moved, at)[0] + more)


def _walk(content: bytes, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    for kind, inner, stop in _boxes(content, begin, end):
        yield kind, inner, stop
        if kind in _INSIDE:
            yield from _walk(content, inner, stop)


def _boxes(content: bytes, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, where its content begins, where it ends) of the boxes in a stretch."""
    while begin < end:
        size, kind = struct.unpack_from(">I4s", content, begin)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", content, begin + 8)[0], 16
        if size < head or begin + size > end:
            raise ValueError(f"a box of {size} bytes at {begin} of {end}")
        yield kind, begin + head, begin + size
        begin += size
