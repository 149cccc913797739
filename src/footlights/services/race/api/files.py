"""Runs in files: drive one, and judge one."""

from __future__ import annotations

from pathlib import Path

from footlights.kernel.text import Both
from footlights.services.race.adapters import twin
from footlights.services.race.adapters.runs import read_run, write_run
from footlights.services.race.core import judge as core
from footlights.services.race.core.cars import CARS, find_car
from footlights.services.race.core.driver import drive
from footlights.services.race.core.judge import Record, Verdict
from footlights.services.race.core.tracks import find_track, list_tracks
from footlights.services.race.types import BadRun, NotThere

_NO_TRACK = Both("There is no track {name}. There are: {names}.", "没有赛道 {name}。现有：{names}。")
_NO_CAR = Both("There is no car {name}. There are: {names}.", "没有赛车 {name}。现有：{names}。")


def drive_run(track: str, car: str, seed: int, out: Path) -> Record:
    """Let the house's driver race; write the run into a file and return it. Raises NotThere, BadRun."""
    where, what = find_track(track), find_car(car)
    if where is None:
        names = ", ".join(each.id for each in list_tracks())
        raise NotThere(_NO_TRACK.filled(name=track, names=names))
    if what is None:
        raise NotThere(_NO_CAR.filled(name=car, names=", ".join(each.id for each in CARS)))
    record = core.write_down(where, what, drive(where, what, seed))
    write_run(out, record)
    return record


def verify_run(path: Path, kernel: str = "python") -> Verdict:
    """Drive the run in a file again from its inputs and say whether it holds; a file that is no run does not.

    kernel: "python", the reference, or "wasm", its twin. Raises NotThere when the twin is not built.
    """
    try:
        return core.judge(read_run(path), twin.drive_again if kernel == "wasm" else None)
    except BadRun as bad:
        return Verdict(False, None, bad.reason)
