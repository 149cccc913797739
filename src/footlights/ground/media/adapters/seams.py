"""Work that a killed or stopped worker left: its whole segments are kept, and the next worker goes on after them.

A workshop holds ``from-<n>/<rung>/<number>.m4s``. What stands in ``from-0`` has its place in the film; what another
``from-<n>`` holds was made by an encoder that began at segment n and counts its time from there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from footlights.ground.media.core import boxes
from footlights.ground.media.core.commands import INIT

RECIPE: Final = "recipe"
_PART = re.compile(r"from-([0-9]+)")
_SEGMENT = re.compile(r"([0-9]{5,7})\.m4s")


def part(workshop: Path, first: int) -> Path:
    """Return the folder of what is made from a segment on."""
    return workshop / f"from-{first}"


def gather(
    workshop: Path, earlier: Sequence[Path], rungs: Sequence[str], recipe: str, length: Fraction
) -> int:
    """Take over what earlier workshops hold of some rungs; return how many segments of each stand now.

    A killed process may have taken the very last one half-way down with it, so that one is made again.
    What was made by another recipe does not fit and is left.
    """
    name = f"{RECIPE}-{'-'.join(sorted(rungs))}"
    (workshop / name).write_text(recipe)
    for each in earlier:
        note = each / name
        if note.is_file() and note.read_text() == recipe:
            for folder in each.glob("from-*"):
                _move_in(folder, part(workshop, 0), rungs, length)
    stand = min((_stretch(part(workshop, 0) / rung) for rung in rungs), default=0)
    kept = max(0, stand - 1)
    for rung in rungs:
        for number, path in _segments(part(workshop, 0) / rung):
            if number >= kept:
                path.unlink()
    return kept


def join(workshop: Path, rung: str, first: int, length: Fraction) -> Path:
    """Put what was made from a segment on behind what stood before it; return the rung's folder, in the film's time."""
    made, whole = part(workshop, first) / rung, part(workshop, 0) / rung
    if first:
        _move_in(part(workshop, first), part(workshop, 0), [rung], length)
        for path in made.iterdir():
            path.replace(whole / path.name)
    return whole


def _move_in(source: Path, target: Path, rungs: Sequence[str], length: Fraction) -> None:
    found = _PART.fullmatch(source.name)
    if found is None:
        return
    first = int(found[1])
    for rung in rungs:
        init = source / rung / INIT
        for _, path in _segments(source / rung):
            place = target / rung / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                continue
            content = path.read_bytes()
            if not boxes.is_whole(content):
                continue
            if first:
                ticks = first * length * boxes.timescale(init.read_bytes())
                draft = place.with_suffix(".draft")
                draft.write_bytes(boxes.shifted(content, round(ticks), first))
                draft.replace(place)
                path.unlink()
            else:
                path.replace(place)
        if init.is_file() and (target / rung).is_dir() and not (target / rung / INIT).exists():
            shutil.copyfile(init, target / rung / INIT)


def _stretch(folder: Path) -> int:
    """Return how many segments stand from the first on without a gap."""
    stand = 0
    for number, _ in _segments(folder):
        if number != stand:
            break
        stand += 1
    return stand


def _segments(folder: Path) -> list[tuple[int, Path]]:
    if not folder.is_dir():
        return []
    found = [(match, path) for path in folder.iterdir() if (match := _SEGMENT.fullmatch(path.name))]
    return sorted((int(match[1]), path) for match, path in found)
