"""A run, written down and judged: driven again from its inputs alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Final

from . import kernel
from .cars import Car, find_car
from .driver import LONGEST
from .tracks import Track, find_track

MARK: Final = 600  # ticks between fingerprints


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
    _, marks, ticks, _ = _drive_again(track, car, inputs)
    return Record(
        track.id,
        track.sha256,
        car.id,
        car.sha256,
        kernel.VERSION,
        kernel.time_ms(ticks),
        inputs,
        tuple(marks),
    )


def judge(record: Record) -> Verdict:
    """Drive a record again and say whether it holds, and if not, why: the first thing that is wrong."""
    track, car = find_track(record.track), find_car(record.car)
    refusal = _refuse_unread(record, track, car)
    if refusal or track is None or car is None:
        return Verdict(False, None, refusal)
    laps, marks, ticks, is_sound = _drive_again(track, car, record.inputs)
    if not is_sound:
        return Verdict(False, None, "state_not_finite")
    if laps < track.laps:
        return Verdict(False, None, "not_finished")
    driven = kernel.time_ms(ticks)
    if ticks < len(record.inputs):
        return Verdict(False, driven, "trailing_inputs")
    if record.time_ms != driven:
        return Verdict(False, driven, "time_differs")
    if tuple(marks) != record.marks:
        return Verdict(False, driven, "state_differs")
    return Verdict(True, driven, None)


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
    if not all(map(kernel.is_input, record.inputs)):
        return "input_out_of_domain"
    return None


def _drive_again(track: Track, car: Car, inputs: bytes) -> tuple[int, list[str], int, bool]:
    """Return laps, fingerprints, ticks up to the end of the race, and whether every state was finite."""
    run, marks = kernel.start(track), []
    for byte in inputs:
        kernel.step(run, byte, track, car)
        if run.tick % MARK == 0:
            marks.append(f"{kernel.fingerprint(run):016x}")
            if not isfinite(run.x + run.y + run.vx + run.vy + run.hx + run.hy):
                return run.laps, marks, run.tick, False
        if run.laps >= track.laps:
            break
    marks.append(f"{kernel.fingerprint(run):016x}")
    return run.laps, marks, run.tick, True
