"""What the log's events mean to counting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from footlights.ground.events.types import StoredEvent
from footlights.ground.media.events import PLAYING_STARTED
from footlights.kernel.ids import Pseudonym, WorkId
from footlights.kernel.media.credit import fact_of
from footlights.roof.insight import models
from footlights.roof.insight.core.counting import Watched, combine, is_taken
from footlights.roof.insight.types import Cell, Tally

CURSOR: Final = "insight.count"
NUMBERS: Final = ("starts", "counted", "milliseconds", "reached", "completed")  # columns, as Tally.numbers

Pair = tuple[Pseudonym, WorkId]


def count_starts(found: Iterable[StoredEvent]) -> dict[Cell, Tally]:
    """Return the starts among some events, by cell."""
    return combine(
        {_cell_of(stored): Tally(starts=1)} for stored in found if stored.event.name == PLAYING_STARTED
    )


def visits_of(found: Iterable[StoredEvent]) -> Iterator[tuple[Pseudonym, Cell]]:
    """Yield who started what, where and when."""
    for stored in found:
        if stored.event.name == PLAYING_STARTED and (viewer := stored.event.body.get("viewer")):
            yield Pseudonym(str(viewer)), _cell_of(stored)


def watched_of(stored: StoredEvent) -> Watched | None:
    """Return a beat as counting needs it; None for one that makes no sense or came too late."""
    body = stored.event.body
    try:
        fact = fact_of(stored.event.id, body)
        if not is_taken(fact, stored.received_at):
            return None
        return Watched(
            viewer=Pseudonym(str(body["viewer"])),
            work=WorkId(str(body["work"])),
            territory=str(body.get("territory") or ""),
            age_band=str(body.get("age_band") or ""),
            duration_ms=int(body["duration_ms"] or 0),
            beat=fact,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def tally_of(row: models.DailyFigure) -> Tally:
    """Return the tally of a kept cell."""
    return Tally(*(getattr(row, name) for name in NUMBERS))


def _cell_of(stored: StoredEvent) -> Cell:
    body = stored.event.body
    return Cell(
        WorkId(str(body.get("work") or "")),
        stored.event.at.date(),
        str(body.get("territory") or ""),
        str(body.get("age_band") or ""),
    )
