"""Shots of a film, found in small grey frames: cuts, dissolves, fades through black or white; a flash is none of them.

frames: (frames, height, width) of 0–255, small (32 × 18 will do), evenly spaced in time. A boundary is the place of the
first frame of the next shot. Three signs are looked at: how much a frame differs from the one before against its
neighbourhood (a cut); whether the frame between two unlike ones is their mean, with less contrast than either (a dissolve);
and whether the picture goes flat and dark, or flat and bright, and comes back (a fade).
Source: Zhang, Kankanhalli & Smoliar, *Automatic partitioning of full-motion video* (1993), for cuts by twin comparison;
Lienhart, *Reliable transition detection in videos* (2001), for dissolves by contrast. Numbers chosen on scripted films.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]
Floats = NDArray[np.float32]

LEAST_CUT: Final = 7.0  # of 255: a smaller change between neighbours is never a cut
_ABOVE: Final = 3.0  # a cut stands out this many times above its neighbourhood
_CHANGED: Final = 5  # of 255: a point has changed
_MUCH: Final = 0.4  # share of the points that a cut changes
_NEIGHBOURHOOD: Final = 0.4  # seconds on each side
_FLASH: Final = 0.6  # seconds after which a flash has passed
_SAME: Final = 0.6  # share of the change that is left when a flash has passed
_FLAT: Final = 7.0  # standard deviation below which a picture is flat
_DARK: Final = 22.0  # mean of a picture that has gone dark
_BRIGHT: Final = 236.0  # and of one that has gone white
_REACHES: Final = (0.25, 0.45, 0.75)  # seconds on each side of a dissolve's middle
_UNLIKE: Final = 11.0  # of 255: how much the two ends of a dissolve differ
_BETWEEN: Final = 0.34  # of that: how far the middle may be from their mean
_CALMER: Final = 0.89  # contrast of a dissolve's middle against its ends
_APART: Final = 0.4  # seconds within which two signs are of one boundary


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch between two boundaries, in frames: start included, end not; key: the frame that shows it best."""

    start: int
    end: int
    key: int


def find_boundaries(frames: Frames, rate: float) -> list[int]:
    """Return the places where shots begin, but for the first, in their order. rate: frames a second, above 0.

    Raises ValueError for what is no row of pictures.
    """
    if frames.ndim != 3 or rate <= 0:
        raise ValueError(f"not frames: {frames.shape}, {rate}")
    if len(frames) < 3:
        return []
    level = frames.mean(axis=(1, 2), dtype=np.float32)
    contrast = frames.std(axis=(1, 2), dtype=np.float32)
    step = np.zeros(len(frames), dtype=np.float32)
    step[1:] = _apart(frames[1:], frames[:-1])
    fades = _fades(level, contrast, step, rate)
    cuts = [place for place in _cuts(frames, step, rate) if not _near(place, fades, rate)]
    dissolves = _dissolves(frames, contrast, step, cuts, fades, rate)
    return sorted({*cuts, *fades, *dissolves})


def cut_into_shots(frames: Frames, boundaries: Sequence[int]) -> list[Shot]:
    """Return the shots between boundaries, each with its key frame: sharp, neither dark nor bright, near the middle."""
    edges = [0, *boundaries, len(frames)]
    shots = []
    for start, end in itertools.pairwise(edges):
        if end > start:
            worth = picture_worth(frames[start:end])
            middle = 1 - np.abs(np.linspace(-1, 1, end - start, dtype=np.float32)) * 0.5
            shots.append(Shot(start, end, start + int(np.argmax(worth * middle))))
    return shots


def picture_worth(frames: Frames) -> Floats:
    """Return how well each frame may stand for a film, 0 and up: its detail, less where it is dark or burnt out."""
    level = frames.mean(axis=(1, 2), dtype=np.float32) / 255
    plain = frames.astype(np.float32)
    across = np.abs(np.diff(plain, axis=2)).mean(axis=(1, 2))
    down = np.abs(np.diff(plain, axis=1)).mean(axis=(1, 2))
    return np.asarray((across + down) * np.clip(4 * level * (1 - level), 0.02, 1), dtype=np.float32)


def _apart(one: Frames, other: Frames) -> Floats:
    """Return the mean absolute difference of each pair of frames."""
    found = np.empty(len(one), dtype=np.float32)
    for start in range(0, len(one), 4096):  # in blocks, to stay small in memory
        part = slice(start, start + 4096)
        found[part] = np.abs(one[part].astype(np.int16) - other[part]).mean(axis=(1, 2), dtype=np.float32)
    return found


def _near(place: int, others: Sequence[int], rate: float) -> bool:
    return any(abs(place - each) <= _APART * rate for each in others)


def _cuts(frames: Frames, step: Floats, rate: float) -> list[int]:
    reach, found = max(2, round(_NEIGHBOURHOOD * rate)), list[int]()
    for place in np.flatnonzero(step > LEAST_CUT):
        before, after = step[max(1, place - reach) : place], step[place + 1 : place + 1 + reach]
        around = np.concatenate([before, after])
        usual = float(np.median(around)) if around.size else 0.0
        # Where things move evenly, the next to largest step is close to the largest; a cut stands alone.
        rival = float(np.partition(around, -2)[-2]) if around.size > 2 else 0.0
        stands_out = step[place] > _ABOVE * usual + LEAST_CUT and step[place] > 1.35 * rival
        if (
            stands_out
            and _changes_most(frames, int(place))
            and not _is_flash(frames, int(place), float(step[place]), rate)
        ):
            found.append(int(place))
    return _thin(found, step, rate)


def _changes_most(frames: Frames, place: int) -> bool:
    """Return whether much of the picture changes, not only where something enters it."""
    change = np.abs(frames[place].astype(np.int16) - frames[place - 1])
    return float((change > _CHANGED).mean()) > _MUCH


def _is_flash(frames: Frames, place: int, change: float, rate: float) -> bool:
    """Return whether the picture before comes back soon after, or came back here from such a change."""
    reach = max(2, round(_FLASH * rate))
    after = frames[place + 1 : place + 1 + reach]
    before = frames[max(0, place - 1 - reach) : place - 1]
    last, first = frames[place - 1], frames[place]
    returns = after.size and float(_apart(after, np.broadcast_to(last, after.shape)).min()) < _SAME * change
    returned = (
        before.size and float(_apart(before, np.broadcast_to(first, before.shape)).min()) < _SAME * change
    )
    return bool(returns or returned)


def _thin(places: list[int], step: Floats, rate: float) -> list[int]:
    """Return the greatest of those that stand together within an eighth of a second."""
    kept: list[int] = []
    for place in sorted(places, key=lambda each: -step[each]):
        if all(abs(place - each) > rate / 8 for each in kept):
            kept.append(place)
    return sorted(kept)


def _fades(level: Floats, contrast: Floats, step: Floats, rate: float) -> list[int]:
    """Return the middles of stretches that are flat and dark, or flat and bright, with pictures on both sides.

    A bright stretch that comes in one step is a flash, and a dark one of a frame or two a drop-out, unless the film fades.
    """
    found = []
    for is_end in ((level < _DARK), (level > _BRIGHT)):
        edges = np.flatnonzero(
            np.diff(np.concatenate([[0], (is_end & (contrast < _FLAT)).astype(np.int8), [0]]))
        )
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            inside = start > 0 and end < len(level)
            came, went = _moves_slowly(step, int(start), int(end), rate)
            is_fade = (came or went) if level[start] < _DARK else came
            if inside and (end - start) <= 4 * rate and is_fade:
                found.append(int(start + end) // 2)
    return sorted(found)


def _moves_slowly(step: Floats, start: int, end: int, rate: float) -> tuple[bool, bool]:
    """Return whether the picture goes away, and whether it comes back, over several frames."""
    reach = max(3, round(rate / 4))
    parts = (step[max(1, start - reach) : start + 1], step[end : end + reach])
    came, went = (
        bool(part.size > 2 and part.max() < 0.6 * part.sum() and part.sum() > LEAST_CUT) for part in parts
    )
    return came, went


def _dissolves(
    frames: Frames,
    contrast: Floats,
    step: Floats,
    cuts: Sequence[int],
    fades: Sequence[int],
    rate: float,
) -> list[int]:
    marks: dict[int, float] = {}
    for seconds in _REACHES:
        reach = max(2, round(seconds * rate))
        places = np.arange(reach, len(frames) - reach)
        if not places.size:
            continue
        ends = _apart(frames[places - reach], frames[places + reach])
        for place in places[ends > _UNLIKE]:
            worth = _dissolve_worth(frames, contrast, step, int(place), reach)
            if worth > marks.get(int(place), 0.0):
                marks[int(place)] = worth
    found: list[int] = []
    for place in sorted(marks, key=lambda each: -marks[each]):
        if not _near(place, cuts, rate) and not any(abs(place - each) <= rate for each in (*fades, *found)):
            found.append(place)
    return sorted(found)


def _dissolve_worth(frames: Frames, contrast: Floats, step: Floats, place: int, reach: int) -> float:
    """Return how much a place looks like the middle of a dissolve; 0 where it does not."""
    first, last = frames[place - reach].astype(np.float32), frames[place + reach].astype(np.float32)
    apart = float(np.abs(first - last).mean())
    middle = float(np.abs(frames[place] - (first + last) / 2).mean())
    calm = float(contrast[place]) / (float(contrast[place - reach] + contrast[place + reach]) / 2 + 1e-6)
    alone = float(step[place - reach + 1 : place + reach + 1].max())
    one, other = first - first.mean(), last - last.mean()
    alike = float((one * other).mean() / (one.std() * other.std() + 1e-6))
    if middle > _BETWEEN * apart or calm > _CALMER or alone > 0.45 * apart or alike > 0.7:
        return 0.0
    return apart * (1 - middle / apart) * (1.5 - calm)
