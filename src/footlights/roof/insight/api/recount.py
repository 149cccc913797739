"""Recount everything from the log, and compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Final

from django.db import transaction

from footlights.ground.events import api as events
from footlights.ground.events.types import StoredEvent
from footlights.ground.media.events import BEAT, PLAYING_STARTED
from footlights.kernel.ids import WorkId
from footlights.roof.insight import models
from footlights.roof.insight.core.counting import LATEST, Watched, combine, count, split_settled
from footlights.roof.insight.types import Cell, Difference, Tally, Verification

from .facts import CURSOR, Pair, count_starts, watched_of

_PIECE: Final = 10_000  # events that are added up at once


def verify() -> Verification:
    """Recount every event of the log from scratch and compare with the figures as they stand.

    Only events up to the counter's place are recounted: what came since is not counted yet, not wrong.
    """
    with transaction.atomic():
        place = events.hold_cursor(CURSOR)  # nobody counts on between this look and the next
        kept = _kept_figures()
    seen: dict[str, int] = {}
    recounted = combine(
        [
            _recount_starts(_until(place, PLAYING_STARTED, seen)),
            _recount_beats(_until(place, BEAT, seen)),
        ]
    )
    differences = [
        Difference(cell, kept.get(cell, Tally()), recounted.get(cell, Tally()))
        for cell in sorted(kept.keys() | recounted.keys(), key=_by_day)
        if kept.get(cell, Tally()) != recounted.get(cell, Tally())
    ]
    gaps = [each.kept - each.recounted for each in differences]
    whole = sum(recounted.values(), Tally())
    return Verification(
        difference=sum(abs(gap.starts) + abs(gap.counted) + abs(gap.milliseconds) for gap in gaps),
        events=sum(seen.values()),
        counted=whole.counted,
        starts=whole.starts,
        milliseconds=whole.milliseconds,
        differences=tuple(differences),
    )


def _kept_figures() -> dict[Cell, Tally]:
    return {
        Cell(WorkId(row.work), row.day, row.territory, row.age_band): Tally(
            row.starts, row.counted, row.milliseconds
        )
        for row in models.DailyFigure.objects.all()
    }


def _until(place: int, name: str, seen: dict[str, int]) -> Iterator[StoredEvent]:
    """Yield a name's events up to a place, and note how many there were."""
    for stored in events.every_event(name):
        if stored.position <= place:
            seen[name] = seen.get(name, 0) + 1
            yield stored


def _recount_starts(found: Iterable[StoredEvent]) -> Mapping[Cell, Tally]:
    total: dict[Cell, Tally] = {}
    piece: list[StoredEvent] = []
    for stored in found:
        piece.append(stored)
        if len(piece) == _PIECE:
            total, piece = combine([total, count_starts(piece)]), []
    return combine([total, count_starts(piece)])


def _recount_beats(found: Iterable[StoredEvent]) -> Mapping[Cell, Tally]:
    """Count beats that come day by day, as the log tells them; of days long over nothing is held in memory."""
    pairs: defaultdict[Pair, list[Watched]] = defaultdict(list)
    total: dict[Cell, Tally] = {}
    newest = date.min
    for stored in found:
        if stored.event.at.date() > newest:
            newest = stored.event.at.date()
            total = combine([total, *_settle(pairs, newest)])
        if (watched := watched_of(stored)) is not None:
            pairs[watched.viewer, watched.work].append(watched)
    return combine([total, *(count(beats) for beats in pairs.values())])


def _settle(pairs: dict[Pair, list[Watched]], newest: date) -> Iterator[Mapping[Cell, Tally]]:
    """Count what no later beat can touch, and take it out.

    The log tells archived days in their order and then the last ones as they came, each at most so late.
    """
    from_now = datetime.combine(newest, time.min, tzinfo=UTC) - LATEST
    for pair in list(pairs):
        settled, pairs[pair] = split_settled(pairs[pair], from_now)
        if settled:
            yield count(settled)
        if not pairs[pair]:
            del pairs[pair]


def _by_day(cell: Cell) -> tuple[date, str, str, str]:
    return cell.day, cell.work, cell.territory, cell.age_band
