"""What a cohort prefers: part-worths pooled over its people, and shares of looks against one another."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np

from footlights.kernel.stats import student_quantile

from .choice.problem import Array
from .elicit import laplace
from .logistic import logistic

FEWEST: Final = 10  # people below which a cohort is not shown
_NINETY: Final = 0.95  # the upper end of a central interval that holds 90 %
_PRECISION: Final = 0.25  # a weak pull to nothing, so that data which separate still have an answer


def pool(people: Sequence[Array]) -> tuple[Array, Array]:
    """Return a cohort's part-worths (worths,) and their covariance, each person counted as one cluster.

    people: of each, the pairs they answered (answers, worths), chosen minus other.
    The covariance is what 90 % intervals are made of by the normal's quantiles: in a cohort of ten, plain clusters
    would cover 83 %. Source: Bell and McCaffrey (2002), CR3, with Student's quantile for the people less one.
    """
    mean, inverse = laplace(np.concatenate(people), _PRECISION)
    meat, one = np.zeros_like(inverse), np.eye(len(mean))
    for pairs in people:
        chance = logistic(pairs @ mean)
        own = (pairs * (chance * (1 - chance))[:, None]).T @ pairs
        # As strongly as this person would pull if the mean had been found without them.
        pull = np.linalg.solve(one - own @ inverse, pairs.T @ (1 - chance))
        meat += np.outer(pull, pull)
    count = len(people)
    wider = student_quantile(_NINETY, count - 1) / NormalDist().inv_cdf(_NINETY) if count > 1 else 1.0
    return mean, inverse @ meat @ inverse * (max(count - 1, 1) / count * wider**2)


def share(looks: Array, mean: Array, covariance: Array, normals: Array) -> tuple[Array, Array, Array]:
    """Return each look's share (looks,) with a 90 % interval's low and high ends.

    looks: effects coding (looks, worths); normals: standard deviates (draws, worths).
    """
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn = _softmax((mean + normals @ root.T) @ looks.T)
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    return _softmax((looks @ mean)[None, :])[0], low, high


def _softmax(utilities: Array) -> Array:
    raised = np.exp(utilities - utilities.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def propose(codes: Sequence[str], utilities: Array, count: int, differing: int) -> list[str]:
    """Return the codes of the best looks, best first, each unlike those before in ``differing`` attributes at least."""
    found: list[str] = []
    for place in np.argsort(-utilities, kind="stable"):
        code = codes[place]
        if all(sum(a != b for a, b in zip(code, other, strict=True)) >= differing for other in found):
            found.append(code)
        if len(found) == count:
            break
    return found
