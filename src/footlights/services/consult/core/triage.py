"""How soon: red flags first, then the least expected harm, with floors for the young, the pregnant and the unclear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from .knowledge import Array, Knowledge, RedFlag
from .levels import Level

# Harm of acting on the row's level when the column's was right: seeing an emergency too late counts by far the most.
HARM: Final = np.array(
    [
        # self-care, primary, urgent, emergency
        [0.0, 1.0, 7.0, 40.0],
        [1.0, 0.0, 3.0, 18.0],
        [3.0, 2.0, 0.0, 5.0],
        [8.0, 6.0, 2.5, 0.0],
    ]
)
_UNKNOWN: Final = 0.02  # weight of "something that is not known here", taken as one for a doctor


def age_terms(age: float | None) -> set[str]:
    """Return the terms of red flags that an age in years makes true."""
    if age is None:
        return set()
    tests = {"infant_3m": age < 0.25, "infant": age < 1, "child": age < 12, "old": age >= 65}
    return {name for name, holds in tests.items() if holds}


def find_red_flags(rules: Sequence[RedFlag], holding: set[str], absent: set[str]) -> list[RedFlag]:
    """Return the rules that hold, the most pressing first."""
    found = [
        rule
        for rule in rules
        if any(
            all(term[1:] in absent if term.startswith("!") else term in holding for term in terms)
            for terms in rule.when
        )
    ]
    return sorted(found, key=lambda rule: -rule.level.rank)


def weigh_levels(knowledge: Knowledge, belief: Array) -> Array:
    """Return the chance of each level, (4,), from the conditions' shares, beside something that is not known here."""
    weights = np.bincount(knowledge.ranks, weights=belief, minlength=len(Level))
    weights[Level.PRIMARY.rank] += _UNKNOWN
    return np.asarray(weights / weights.sum())


def decide(
    knowledge: Knowledge, belief: Array, flags: Sequence[RedFlag], floors: Mapping[Level, bool]
) -> Level:
    """Return the level of least expected harm, never below a red flag's or a floor's that holds."""
    level = list(Level)[int(np.argmin(HARM @ weigh_levels(knowledge, belief)))]
    held = [flag.level for flag in flags] + [each for each, holds in floors.items() if holds]
    return max([level, *held], key=lambda each: each.rank)
