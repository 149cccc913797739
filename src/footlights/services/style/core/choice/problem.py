"""What a choice model is told, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Dist(StrEnum):
    """How a coefficient differs from person to person."""

    FIXED = "fixed"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, slots=True)
class Variable:
    """An attribute. Its coefficient is b (fixed), b + s·e (normal) or exp(b + s·e) (lognormal), e standard normal."""

    name: str
    dist: Dist = Dist.FIXED


@dataclass(frozen=True, slots=True)
class Person:
    """One person's choices.

    differences: attributes of each alternative not chosen minus those of the chosen one, (situations, others,
    variables); rows that only pad are zero and stand in ``missing`` (situations, others), which is None when none pads.
    """

    differences: Array
    missing: NDArray[np.bool_] | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Choices to be explained.

    draws: standard normal deviates, (people, random variables, draws); one empty draw when nothing is random.
    """

    variables: tuple[Variable, ...]
    people: tuple[Person, ...]
    draws: Array

    @property
    def random(self) -> tuple[int, ...]:
        """Return the places of the variables whose coefficients differ from person to person."""
        return tuple(place for place, each in enumerate(self.variables) if each.dist is not Dist.FIXED)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the parameters' names: each variable's, then ``sd.`` and the name for each random one."""
        spreads = tuple(f"sd.{self.variables[place].name}" for place in self.random)
        return tuple(each.name for each in self.variables) + spreads


@dataclass(frozen=True, slots=True)
class Fit:
    """Maximum (simulated) likelihood estimates, in the problem's order of names.

    covariance: the inverse of the exact Hessian of minus the log-likelihood.
    """

    loglik: float
    names: tuple[str, ...]
    estimates: Array
    covariance: Array

    @property
    def errors(self) -> Array:
        """Return the standard errors."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))
