"""Counting at full size: viewings and actives whose count is known, and their exact count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from footlights.roof.insight.core import actives
from footlights.roof.insight.types import Actives, DayCount, NotAMonth


def make_viewings(counted: int, folder: Path, *, seed: int, first: date, days: int) -> None:
    """Write days of viewings of which exactly ``counted`` count, among re-sent, short and robot ones."""
    from footlights.roof.insight.adapters import viewings  # noqa: PLC0415  # DuckDB is slow to load

    viewings.make(counted, folder, seed=seed, first=first, days=days)


def count_viewings(folder: Path) -> Iterator[DayCount]:
    """Yield what each day of a folder of viewings comes to, exactly.

    Raises NotViewings.
    """
    from footlights.roof.insight.adapters import viewings  # noqa: PLC0415  # DuckDB is slow to load

    return viewings.count(folder)


def count_actives(daily: int, monthly: int, days: int) -> Actives:
    """Make a month of invented people, and count the different ones of each day and of all days exactly.

    Raises NotAMonth where so many people cannot be active on so few days.
    """
    if not 0 < daily <= monthly <= daily * days:
        raise NotAMonth
    population = actives.population_for(monthly)
    counted: list[int] = []
    union = actives.bitmap_of((), population)
    visits = 0
    for day in range(days):
        pieces = []
        for ids in actives.make_day(day, days, daily, monthly):
            visits += len(ids)
            pieces.append(ids)
        of_day = actives.bitmap_of(pieces, population)
        counted.append(actives.count(of_day))
        union |= of_day
    return Actives(tuple(counted), actives.count(union), visits)
