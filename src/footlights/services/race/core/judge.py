"""A run, written down and judged: driven again from its inputs alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Final

from . import kernel
from .cars import Car, find_car
from .driver import LONGEST
from .tracks import Track, find_track

MARK: Final = 600  # ticks between fingerprints


@dataclass(frozen=True, slots=True)
class Driven:
    """What came of driving inputs: laps, fingerprints, ticks up to the end, and whether every state was finite.

    lap_ticks: when each lap was finished. path: (x, y) in metres at each mark.
    """

    laps: int
    marks: tuple[str, ...]
    ticks: int
    is_sound: bool = True
    lap_ticks: tuple[int, ...] = ()
    path: tuple[tuple[float, float], ...] = ()


Kernel = Callable[[Track, Car, bytes], Driven]


@dataclass(frozen=True, slots=True)
class Record:
    """What a run claims. marks: fingerprints at every 600th tick and at the end, in hexadecimal."""

    track: str
    track_sha256: str
    car: str
    car_sha256: str
    kernel: str
    time_ms: int
    inputs: bytes
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run holds; time_ms as driven again, None when it was not finished; reason: a word, None when it holds."""

    verified: bool
    time_ms: int | None
    reason: str | None


def write_down(track: Track, car: Car, inputs: bytes) -> Record:
    """Return the record of inputs driven on a track with a car."""
    driven = drive_again(track, car, inputs)
    time_ms = kernel.time_ms(driven.ticks)
    return Record(track.id, track.sha256, car.id, car.sha256, kernel.VERSION, time_ms, inputs, driven.marks)


def judge(record: Record, again: Kernel | None = None) -> Verdict:
    """Drive a record again and say whether it holds, and if not, why: the first thing that is wrong.

    again: the kernel to drive it with, the reference when None.
    """
    track, car = find_track(record.track), find_car(record.car)
    refusal = _refuse_unread(record, track, car)
    if refusal or track is None or car is None:
        return Verdict(False, None, refusal)
    driven = (again or drive_again)(track, car, record.inputs)
    if not driven.is_sound:
        return Verdict(False, None, "state_not_finite")
    if driven.laps < track.laps:
        return Verdict(False, None, "not_finished")
    time_ms = kernel.time_ms(driven.ticks)
    if driven.ticks < len(record.inputs):
        return Verdict(False, time_ms, "trailing_inputs")
    if record.time_ms != time_ms:
        return Verdict(False, time_ms, "time_differs")
    if driven.marks != record.marks:
        return Verdict(False, time_ms, "state_differs")
    return Verdict(True, time_ms, None)


def _refuse_unread(record: Record, track: Track | None, car: Car | None) -> str | None:
    """Return why a record is not worth driving again, or None."""
    if record.kernel != kernel.VERSION:
        return "unknown_kernel"
    if track is None or record.track_sha256 != track.sha256:
        return "unknown_track"
    if car is None or record.car_sha256 != car.sha256:
        return "unknown_car"
    if not record.inputs:
        return "not_finished"
    if len(record.inputs) > LONGEST:
        return "too_long"
    if not all(map(kernel.is_input, set(record.inputs))):
        return "input_out_of_domain"
    return None


def drive_again(track: Track, car: Car, inputs: bytes) -> Driven:
    """Return what comes of inputs by the reference kernel, at most to the end of the race."""
    run = kernel.start(track)
    marks: list[str] = []
    path: list[tuple[float, float]] = []
    lap_ticks: list[int] = []
    is_sound = True
    for byte in inputs:
        kernel.step(run, byte, track, car)
        if run.laps > len(lap_ticks):
            lap_ticks.append(run.tick)
        if run.tick % MARK == 0:
            marks.append(f"{kernel.fingerprint(run):016x}")
            path.append((run.x, run.y))
            is_sound = isfinite(run.x + run.y + run.vx + run.vy + run.hx + run.hy)
        if run.laps >= track.laps or not is_sound:
            break
    if is_sound:
        marks.append(f"{kernel.fingerprint(run):016x}")
        path.append((run.x, run.y))
    return Driven(run.laps, tuple(marks), run.tick, is_sound, tuple(lap_ticks), tuple(path))
