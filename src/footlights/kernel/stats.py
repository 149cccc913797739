"""The few statistics that reports quote, each by a named definition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0–1) of the values do not exceed.

    Raises ValueError for no values or a share outside [0, 1].
    Source: Hyndman and Fan (1996), definition 1, the inverse of the empirical distribution.
    """
    if not values:
        raise ValueError("no values")
    if not 0 <= share <= 1:
        raise ValueError(f"not a share: {share}")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle value, or the mean of the two middle ones.

    Raises ValueError for no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def student_quantile(share: float, freedom: int) -> float:
    """Return the value that a Student's t variable with ``freedom`` degrees of freedom exceeds with chance 1 − share.

    Within 0.001 from five degrees on, for shares of 0.9 to 0.975. Raises ValueError below one degree.
    Source: Abramowitz and Stegun (1964), 26.7.5.
    """
    if freedom < 1:
        raise ValueError(f"not degrees of freedom: {freedom}")
    z = NormalDist().inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, 1))
