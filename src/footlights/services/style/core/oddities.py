"""What is odd about a group's answers, so that a reader does not take a bound for a measurement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .catalogue import Catalogue
from .choice.problem import Array

_RANK = 1e-9


@dataclass(frozen=True, slots=True)
class Oddities:
    """Places of levels (through all attributes) and of attributes.

    never, always: levels that lost, or won, whenever the two alternatives differed in them. unseen: levels that never
    stood in one of the two alone. mixed: attributes that cannot be told apart. is_settled: every answer agrees with
    one order of worths, so that their size has no limit but the prior's.
    """

    never: tuple[int, ...] = ()
    always: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()
    mixed: tuple[int, ...] = ()
    is_settled: bool = False


def find(catalogue: Catalogue, chosen: list[str], others: list[str], mean: Array) -> Oddities:
    """Return what is odd about answers, of which ``mean`` are the pooled worths."""
    size = len(catalogue.matrix)
    won, lost = np.zeros(size, dtype=np.intp), np.zeros(size, dtype=np.intp)
    for mine, theirs in zip(_levels(catalogue, chosen), _levels(catalogue, others), strict=True):
        differs = mine != theirs
        won[mine[differs]] += 1
        lost[theirs[differs]] += 1
    pairs = catalogue.pair(chosen, others)
    unseen = _places((won == 0) & (lost == 0))
    return Oddities(
        _places((won == 0) & (lost > 0)),
        _places((lost == 0) & (won > 0)),
        unseen,
        () if unseen else _mixed(catalogue, pairs),
        bool((pairs @ mean > 0).all()),
    )


def _levels(catalogue: Catalogue, codes: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    return catalogue.levels[[catalogue.places[code] for code in codes]]


def _mixed(catalogue: Catalogue, pairs: Array) -> tuple[int, ...]:
    """Return the attributes whose levels always changed together, by the directions that no pair speaks of."""
    sizes, turned = np.linalg.eigh(pairs.T @ pairs)
    silent = turned[:, sizes < _RANK * max(sizes[-1], 1.0)]
    moved = np.abs(catalogue.matrix @ silent).max(axis=1, initial=0.0) > 1e-6
    starts, found = 0, []
    for place, each in enumerate(catalogue.attributes):
        if moved[starts : starts + len(each.levels)].any():
            found.append(place)
        starts += len(each.levels)
    return tuple(found)


def _places(flags: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[int, ...]:
    return tuple(int(place) for place in np.flatnonzero(flags))
