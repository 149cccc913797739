"""Reads what the packager wrote: every sample's time, by track, straight from the boxes."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from footlights.services.live.adapters.program import program
from footlights.services.live.core.playlist import SegmentLine, init_name, segment_name


@dataclass(frozen=True)
class Timed:
    """A sample: when it is decoded and shown, and how long it lasts, in seconds."""

    decoded: float
    shown: float
    lasts: float


def boxes(data: bytes, begin: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Yield (name, begin of the body, end) of each box."""
    end = len(data) if end is None else end
    while begin + 8 <= end:
        size = int.from_bytes(data[begin : begin + 4], "big")
        yield data[begin + 4 : begin + 8].decode(), begin + 8, begin + size
        begin += size


def find(data: bytes, path: str, begin: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where the boxes of a path such as moov/trak lie."""
    name, _, rest = path.partition("/")
    for each, first, last in boxes(data, begin, end):
        if each == name:
            if rest:
                yield from find(data, rest, first, last)
            else:
                yield first, last


def scales(init: bytes) -> dict[int, int]:
    """Return the scale of each track."""
    found = {}
    for first, last in find(init, "moov/trak"):
        tkhd = next(find(init, "tkhd", first, last))[0]
        mdhd = next(find(init, "mdia/mdhd", first, last))[0]
        found[int.from_bytes(init[tkhd + 12 : tkhd + 16], "big")] = int.from_bytes(
            init[mdhd + 12 : mdhd + 16], "big"
        )
    return found


def samples(init: bytes, fragments: bytes) -> dict[int, list[Timed]]:
    """Return the samples of each track."""
    scale, found = scales(init), {1: [], 2: []}  # type: ignore[var-annotated]
    for first, last in find(fragments, "moof/traf"):
        head = next(find(fragments, "tfhd", first, last))[0]
        track = int.from_bytes(fragments[head + 4 : head + 8], "big")
        tfdt = next(find(fragments, "tfdt", first, last))[0]
        at = int.from_bytes(fragments[tfdt + 4 : tfdt + 12], "big")
        trun = next(find(fragments, "trun", first, last))[0]
        flags = int.from_bytes(fragments[trun + 1 : trun + 4], "big")
        count, place = int.from_bytes(fragments[trun + 4 : trun + 8], "big"), trun + 12
        shape = ">IIIi" if flags & 0x800 else ">II"
        for _ in range(count):
            row = struct.unpack_from(shape, fragments, place)
            shift = row[3] if flags & 0x800 else 0
            found[track].append(Timed(at / scale[track], (at + shift) / scale[track], row[0] / scale[track]))
            at += row[0]
            place += struct.calcsize(shape)
    return found


def read_all(show: Path, segments: list[SegmentLine]) -> dict[int, list[Timed]]:
    """Return every sample of a relay, by track."""
    found: dict[int, list[Timed]] = {1: [], 2: []}
    for segment in segments:
        init = (show / init_name(segment.init)).read_bytes()
        for track, listed in samples(init, (show / segment_name(segment.number)).read_bytes()).items():
            found[track] += listed
    return found


def gaps(listed: list[Timed]) -> list[float]:
    """Return by how many seconds each sample is shown later than the end of the one shown before it."""
    in_order = sorted(listed, key=lambda s: s.shown)
    return [after.shown - before.shown - before.lasts for before, after in pairwise(in_order)]


def steps(listed: list[Timed]) -> list[float]:
    """Return the seconds between one sample shown and the next."""
    return [after - before for before, after in pairwise(sorted(s.shown for s in listed))]


def decode(show: Path, segments: list[SegmentLine]) -> tuple[int, str]:
    """Decode everything, run by run of one initialisation; return the pictures and what the decoder complained of."""
    runs: list[list[SegmentLine]] = []
    for segment in segments:
        if not runs or segment.is_break or runs[-1][-1].init != segment.init:
            runs.append([])
        runs[-1].append(segment)
    pictures, said = 0, ""
    for run in runs:
        film = (show / init_name(run[0].init)).read_bytes()
        film += b"".join((show / segment_name(s.number)).read_bytes() for s in run)
        done = subprocess.run(
            [program(), "-v", "error", "-f", "mp4", "-i", "pipe:0", "-f", "null", "-progress", "pipe:1", "-"],
            input=film, capture_output=True, check=False,
        )  # fmt: skip
        said += done.stderr.decode("utf-8", "replace")
        counted = [line for line in done.stdout.decode().splitlines() if line.startswith("frame=")]
        pictures += int(counted[-1].partition("=")[2]) if counted else 0
    return pictures, said
