"""What in a race's inputs no hand does: for a person to look at, never for a machine to punish."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from .kernel import TICKS

_SPAN: Final = 5 * TICKS
# Two fingers on two keys turn a wheel back and forth up to about 14 times a second; nobody 16 times for five seconds.
_TURNS: Final = 16 * 5
_TAPS: Final = 2 * 12 * 5  # down and up
_BOTH_PEDALS: Final = 0.5
_REGULAR: Final = 40


def find_signs(inputs: bytes) -> tuple[str, ...]:
    """Return what looks like a machine's doing, by name, sorted: an empty tuple for hands.

    jitter: the wheel turns back and forth faster than hands do. tapping: a key goes up and down faster than fingers
    do. both_pedals: throttle and brake together for most of the race. clockwork: presses of a key follow one another
    in exactly the same number of ticks, many times on end.
    """
    found = set()
    wheel = [(byte >> 2) & 15 for byte in inputs]
    if _most(_reversals(wheel)) > _TURNS:
        found.add("jitter")
    for bit in (0, 1, 6, 7):
        held = [(byte >> bit) & 1 for byte in inputs]
        changes = [tick for tick in range(1, len(held)) if held[tick] != held[tick - 1]]
        if _most(changes) > _TAPS:
            found.add("tapping")
        if _is_clockwork([tick for tick in changes if held[tick]]):
            found.add("clockwork")
    if sum(byte & 3 == 3 for byte in inputs) > _BOTH_PEDALS * len(inputs):
        found.add("both_pedals")
    return tuple(sorted(found))


def _reversals(wheel: Sequence[int]) -> list[int]:
    """Return the ticks at which the wheel, having moved one way, moves the other."""
    found, way = [], 0
    for tick in range(1, len(wheel)):
        moved = wheel[tick] - wheel[tick - 1]
        if moved and way and (moved > 0) != (way > 0):
            found.append(tick)
        way = moved or way
    return found


def _most(ticks: Sequence[int]) -> int:
    """Return the most that fall into a span of five seconds."""
    most = first = 0
    for last, tick in enumerate(ticks):
        while tick - ticks[first] >= _SPAN:
            first += 1
        most = max(most, last - first + 1)
    return most


def _is_clockwork(presses: Sequence[int]) -> bool:
    """Return whether many presses on end are the same number of ticks apart."""
    gaps = [there - here for here, there in itertools.pairwise(presses)]
    alike = 1
    for here, there in itertools.pairwise(gaps):
        alike = alike + 1 if here == there else 1
        if alike >= _REGULAR:
            return True
    return False
