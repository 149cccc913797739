"""The figures that commitments are measured by, by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both
from footlights.roof.insight.types import Figure, NoSuchFigure

from .measures import AUDIENCE, MEASURES


def list_figure_names() -> list[str]:
    """Return the names that a commitment may be measured by."""
    return list(MEASURES)


def list_audience_figures() -> list[str]:
    """Return the names of those figures that the audience's events come to, day by day."""
    return list(AUDIENCE)


def name_figure(name: str) -> Both:
    """Return a figure's name in words.

    Raises NoSuchFigure.
    """
    if name not in MEASURES:
        raise NoSuchFigure(name)
    return MEASURES[name][0]


def get_figure(
    name: str, *, works: Sequence[WorkId], since: date | None = None, until: date | None = None, at: datetime
) -> Figure:
    """Return a figure over these works (all when none is named) from a day on until a day, both included.

    Raises NoSuchFigure.
    """
    label = name_figure(name)
    _, measure = MEASURES[name]
    return Figure(name, measure(works, since, until, at), label, at, _command(name, works, since, until))


def _command(name: str, works: Sequence[WorkId], since: date | None, until: date | None) -> str:
    words = ["./footlights insight figure", name]
    words += ["--works", *works] if works else []
    words += ["--since", since.isoformat()] if since else []
    words += ["--until", until.isoformat()] if until else []
    return " ".join(words)
