"""One person's part-worths from few pairs, and which pair to ask next.

A normal prior, a logistic answer, the Laplace approximation; the next pair is the one that shrinks the posterior's
volume most in expectation (D-error), as in Saure and Vielma's ellipsoidal method. Intervals come from importance
sampling with a multivariate t, since Laplace's own are too narrow after few answers.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from .choice.problem import Array
from .logistic import logistic

_STEPS: Final = 30
_WIDER: Final = 1.15  # the proposal's scale against Laplace's
FREEDOM: Final = 6.0  # degrees of freedom of the proposal


def laplace(pairs: Array, precision: float) -> tuple[Array, Array]:
    """Return the posterior's mode (worths,) and covariance (worths, worths).

    pairs: effects coding of the chosen look minus the other's, (answers, worths). precision: of the normal prior.
    """
    size = pairs.shape[1]
    prior = np.eye(size) * precision
    mean: Array = np.zeros(size)
    for _ in range(_STEPS):
        chance = logistic(pairs @ mean)
        curve = prior + (pairs * (chance * (1 - chance))[:, None]).T @ pairs
        step = np.linalg.solve(curve, pairs.T @ (1 - chance) - precision * mean)
        mean = mean + step
        if np.abs(step).max() < 1e-9:
            break
    chance = logistic(pairs @ mean)
    curve = prior + (pairs * (chance * (1 - chance))[:, None]).T @ pairs
    return mean, np.linalg.inv(curve).astype(np.float64)


def choose_pair(candidates: Array, mean: Array, covariance: Array) -> int:
    """Return which candidate difference (candidates, worths) teaches most: the largest ln(1 + p(1 - p) x'Vx)."""
    chance = logistic(candidates @ mean)
    spread = ((candidates @ covariance) * candidates).sum(axis=1)
    return int(np.argmax(np.log1p(chance * (1 - chance) * spread)))


def sample(pairs: Array, precision: float, normals: Array, chi_squares: Array) -> tuple[Array, Array]:
    """Return draws of the posterior (draws, worths) and their weights (draws,), which sum to 1.

    normals: standard normal deviates (draws, worths); chi_squares: deviates with FREEDOM degrees of freedom (draws,).
    """
    mean, covariance = laplace(pairs, precision)
    size = len(mean)
    root = np.linalg.cholesky(covariance) * _WIDER
    standard = normals / np.sqrt(chi_squares / FREEDOM)[:, None]
    draws = mean + standard @ root.T
    proposal = -(FREEDOM + size) / 2 * np.log1p((standard * standard).sum(axis=1) / FREEDOM)
    posterior = -np.logaddexp(0.0, -(draws @ pairs.T)).sum(axis=1) - precision / 2 * (draws * draws).sum(
        axis=1
    )
    weights = np.exp(posterior - proposal - (posterior - proposal).max())
    return draws, weights / weights.sum()


def interval(values: Array, weights: Array, share: float) -> tuple[float, float]:
    """Return the central interval that holds ``share`` of weighted values."""
    order = np.argsort(values)
    heights = np.cumsum(weights[order])
    tail = (1 - share) / 2
    low = np.searchsorted(heights, tail)
    high = min(int(np.searchsorted(heights, 1 - tail)), len(order) - 1)
    return float(values[order[low]]), float(values[order[high]])
