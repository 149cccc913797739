"""Counting at full size: viewings whose count is known, and their exact count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from footlights.roof.insight.types import DayCount


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
