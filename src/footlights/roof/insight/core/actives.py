"""Different people active in a day and in a month, counted exactly: one bit for each person.

A day is a bitmap of the population; a month is the union of its days. For trial a month can be made whose
days and union are known beforehand, whatever the order in which people come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Bitmap = NDArray[np.uint8]
PIECE: Final = 4_000_000  # ids at once
_STEP: Final = 2_654_435_761  # a prime (Knuth's multiplier): coprime to every population it does not divide


def bitmap_of(pieces: Iterable[Ids], population: int) -> Bitmap:
    """Return a bitmap (population bits, eight in a byte) of the ids that come in pieces; repeats change nothing.

    Raises ValueError for an id outside the population.
    """
    seen = np.zeros(population, np.bool_)
    for ids in pieces:
        if len(ids) and not 0 <= int(ids.min()) <= int(ids.max()) < population:
            raise ValueError("an id lies outside the population")
        seen[ids] = True
    return np.packbits(seen)


def count(bitmap: Bitmap) -> int:
    """Return how many bits of a bitmap are set."""
    whole = len(bitmap) // 8 * 8
    words = np.bitwise_count(bitmap[:whole].view(np.uint64)).sum(dtype=np.int64)
    return int(words) + int(np.bitwise_count(bitmap[whole:]).sum(dtype=np.int64))


def make_day(day: int, days: int, daily: int, monthly: int) -> Iterator[Ids]:
    """Yield, in pieces, who is active on a day of a month: exactly ``daily`` people, some of them twice.

    Over all days of the month they are exactly ``monthly`` different people, of a population of
    ``population_for(monthly)``: each day begins where a share of the month begins and goes on round the circle.
    Raises ValueError where that cannot be: daily x days is less than monthly, or daily more than monthly.
    """
    if not 0 < daily <= monthly <= daily * days:
        raise ValueError("so many people cannot be active on so few days")
    population = population_for(monthly)
    first = monthly * day // days
    for begin in range(0, daily, PIECE):
        place = (first + np.arange(begin, min(begin + PIECE, daily), dtype=np.int64)) % monthly
        ids = place * _STEP % population
        yield np.concatenate([ids, ids[::7]])  # whoever opens the house again on the same day


def population_for(monthly: int) -> int:
    """Return the size of a population in which that many people are scattered by a step coprime to it."""
    population = monthly + monthly // 4 + 1
    while population % _STEP == 0:
        population += 1
    return population
