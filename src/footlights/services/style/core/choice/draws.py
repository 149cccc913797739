"""Halton draws (Halton 1960), as Train's *Discrete Choice Methods with Simulation*, chapter 9, uses them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .problem import Array


def halton(count: int, prime: int, drop: int) -> Array:
    """Return radical inverses of drop, drop + 1, … in base ``prime``, (count,), each in [0, 1)."""
    left = np.arange(drop, drop + count, dtype=np.int64)
    found, share = np.zeros(count), 1.0 / prime
    while left.any():
        left, digit = np.divmod(left, prime)
        found += digit * share
        share /= prime
    return found


def normal_draws(people: int, primes: Sequence[int], count: int, drop: int) -> Array:
    """Return standard normal deviates (people, len(primes), count).

    Person n takes elements n·count … (n + 1)·count − 1 of each prime's sequence after the first ``drop`` (≥ 1).
    """
    if not primes:
        return np.zeros((people, 0, 1))
    from scipy.special import ndtri  # noqa: PLC0415  # slow to load

    columns = [ndtri(halton(people * count, prime, drop)).reshape(people, count) for prime in primes]
    return np.ascontiguousarray(np.stack(columns, axis=1))


def first_primes(count: int) -> tuple[int, ...]:
    """Return the first so many primes."""
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % each for each in found):
            found.append(candidate)
        candidate += 1
    return tuple(found)
