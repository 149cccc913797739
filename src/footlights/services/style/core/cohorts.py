"""What a cohort prefers: part-worths pooled over its people, and shares of looks against one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from .choice.problem import Array
from .elicit import laplace
from .logistic import logistic

FEWEST: Final = 10  # people below which a cohort is not shown
_PRECISION: Final = 0.25  # a weak pull to nothing, so that data which separate still have an answer


def pool(people: Sequence[Array]) -> tuple[Array, Array]:
    """Return a cohort's part-worths (worths,) and their covariance, each person counted as one cluster.

    people: of each, the pairs they answered (answers, worths), chosen minus other.
    """
    mean, inverse = laplace(np.concatenate(people), _PRECISION)
    meat = np.zeros_like(inverse)
    for pairs in people:
        slope = pairs.T @ (1 - logistic(pairs @ mean))
        meat += np.outer(slope, slope)
    count = len(people)
    return mean, inverse @ meat @ inverse * (count / max(count - 1, 1))


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
