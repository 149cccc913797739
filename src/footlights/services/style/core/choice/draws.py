"""Draws from the normal: Halton's, as Train's *Discrete Choice Methods with Simulation*, chapter 9, uses them, and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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


class Kind(StrEnum):
    """How uniform points are drawn."""

    HALTON = "halton"
    SOBOL = "sobol"  # scrambled as Owen's
    MLHS = "mlhs"  # modified Latin hypercube: Hess, Train and Polak (2006)
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Draws:
    """What draws to take. count: for each person; drop and primes: of Halton's alone; seed: of the others."""

    kind: Kind = Kind.HALTON
    count: int = 500
    drop: int = 100
    primes: tuple[int, ...] = ()
    seed: int = 1


def normal_draws(people: int, variables: int, draws: Draws) -> Array:
    """Return standard normal deviates (people, variables, draws); of Halton's, as many primes as variables must be told.

    Person n takes elements n·count … (n + 1)·count − 1 of each prime's sequence after the first ``drop`` (≥ 1).
    """
    if not variables:
        return np.zeros((people, 0, 1))
    from scipy.special import ndtri  # noqa: PLC0415  # slow to load

    columns = [
        ndtri(points).reshape(people, draws.count)
        for points in _uniform(people * draws.count, variables, draws)
    ]
    return np.ascontiguousarray(np.stack(columns, axis=1))


def _uniform(size: int, variables: int, draws: Draws) -> Sequence[Array]:
    if draws.kind is Kind.HALTON:
        return [halton(size, prime, max(1, draws.drop)) for prime in draws.primes[:variables]]
    chance = np.random.default_rng(draws.seed)
    if draws.kind is Kind.SOBOL:
        from scipy.stats import qmc  # noqa: PLC0415  # slow to load

        power = max(size - 1, 1).bit_length()  # its balance holds for powers of two
        points = qmc.Sobol(variables, scramble=True, rng=chance).random_base2(power)[:size]
        return [np.clip(column, 2.0**-53, 1 - 2.0**-53) for column in points.T]
    if draws.kind is Kind.MLHS:
        steps = np.arange(draws.count) / draws.count
        people = size // draws.count
        return [
            np.concatenate(
                [chance.permutation(steps + chance.uniform(1e-12, 1) / draws.count) for _ in range(people)]
            )
            for _ in range(variables)
        ]
    return list(1 - chance.random((variables, size)) * (1 - 2.0**-53))


def first_primes(count: int) -> tuple[int, ...]:
    """Return the first so many primes."""
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % each for each in found):
            found.append(candidate)
        candidate += 1
    return tuple(found)
