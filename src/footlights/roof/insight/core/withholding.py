"""Small cells stay hidden, and can't be found by subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from footlights.roof.insight.types import FiguresRow

FEWEST: Final = 10


def withhold(rows: Sequence[FiguresRow]) -> list[FiguresRow]:
    """Return rows in which each of fewer than ten people is withheld: who started, or whose views were counted.

    Where only one would be, the next smallest goes with it: else the sum would tell it.
    """
    small = [
        place
        for place, row in enumerate(rows)
        if any(0 < number < FEWEST for number in (row.people, row.viewers))
    ]
    if len(small) == 1 and len(rows) > 1:
        others = [place for place in range(len(rows)) if place not in small and rows[place].people]
        if others:
            small.append(min(others, key=lambda place: rows[place].people))
    return [replace(row, is_withheld=True) if place in small else row for place, row in enumerate(rows)]
