"""Which question next: the one whose answer is expected to settle most, above all how soon somebody must be seen."""

from __future__ import annotations

from typing import Final

import numpy as np

from .knowledge import Array, Knowledge
from .levels import Level
from .triage import HARM

MOST_QUESTIONS: Final = 25
_CAUSES: Final = 0.15  # worth of a bit about the cause against a unit of harm
SURE: Final = 0.9
_ENOUGH: Final = 0.999


def worth_of_questions(knowledge: Knowledge, belief: Array) -> Array:
    """Return the expected value of asking after each finding, (findings,).

    belief: the conditions' shares (they sum to 1); the least likely, which share a thousandth, are left out. Value: the expected fall of the least expected harm, plus the
    expected fall of the causes' entropy at a lower rate.
    """
    likely = np.argsort(-belief)
    likely = likely[: int(np.searchsorted(np.cumsum(belief[likely]), _ENOUGH)) + 1]
    belief = belief[likely] / belief[likely].sum()
    chances = 1 - (1 - knowledge.leaks) * (1 - knowledge.links[likely])  # (conditions, findings)
    levels = np.zeros((len(belief), len(Level)))
    levels[np.arange(len(belief)), knowledge.ranks[likely]] = 1.0
    present = belief[:, None] * chances
    absent = belief[:, None] - present
    total = present.sum(axis=0)
    before = (HARM @ (levels.T @ belief)).min() + _CAUSES * _entropy(belief[:, None])[0]
    after = np.zeros(len(total))
    for part in (present, absent):
        mass = part.sum(axis=0)
        harm = (HARM @ (levels.T @ part)).min(axis=0)  # already weighed by mass
        after += harm + _CAUSES * mass * _entropy(part / np.maximum(mass, 1e-300))
    return np.asarray(before - after)


def is_settled(weights: Array, worths: Array) -> bool:
    """Return whether the level is sure and no question promises much."""
    return bool(weights.max() >= SURE and (not len(worths) or worths.max() < 0.02))


def _entropy(columns: Array) -> Array:
    safe = np.maximum(columns, 1e-300)
    return np.asarray(-(columns * np.log(safe)).sum(axis=0))
