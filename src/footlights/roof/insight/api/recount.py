"""Recount everything from the log, and compare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count

from footlights.ground.events import api as events
from footlights.ground.events.types import StoredEvent
from footlights.ground.media.events import BEAT, PLAYING_STARTED
from footlights.kernel.ids import WorkId
from footlights.roof.insight import models
from footlights.roof.insight.core.counting import (
    LATEST,
    LONGEST_PLAYING,
    Watched,
    combine,
    count,
    split_settled,
)
from footlights.roof.insight.types import Cell, Difference, Tally, Verification

from .facts import CURSOR, Pair, count_starts, tally_of, watched_of

_PIECE: Final = 10_000  # events that are added up at once


def verify() -> Verification:
    """Recount every event of the log from scratch and compare with the figures as they stand.

    Only events up to the counter's place are recounted: what came since is not counted yet, not wrong.
    """
    with transaction.atomic():
        place = events.hold_cursor(CURSOR)  # nobody counts on between this look and the next
        kept, kept_visits = _kept_figures(), _kept_visits()
    seen: dict[str, int] = {}
    visits = Visits()
    recounted = combine(
        [
            _recount_starts(_until(place, PLAYING_STARTED, seen)),
            _recount_beats(_until(place, BEAT, seen), visits),
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
        difference=sum(abs(number) for gap in gaps for number in gap.numbers)
        + (visits.counted - kept_visits).total()
        + (kept_visits - visits.counted).total(),
        events=sum(seen.values()),
        counted=whole.counted,
        starts=whole.starts,
        milliseconds=whole.milliseconds,
        visits=visits.counted.total(),
        differences=tuple(differences),
    )


def _kept_figures() -> dict[Cell, Tally]:
    return {
        Cell(WorkId(row.work), row.day, row.territory, row.age_band): tally_of(row)
        for row in models.DailyFigure.objects.all()
    }


def _kept_visits() -> Counter[Cell]:
    rows = models.Visit.objects.filter(counted__gt=0).values("work", "day", "territory", "age_band")
    return Counter(
        {
            Cell(WorkId(row["work"]), row["day"], row["territory"], row["age_band"]): row["viewers"]
            for row in rows.annotate(viewers=Count("viewer"))
        }
    )


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


@dataclass
class Visits:
    """How many viewers have a counted view in each cell, as groups of playings come in their order.

    latest: the cells of a viewer and work's newest day, for a later group of the same day tells them again.
    """

    counted: Counter[Cell] = field(default_factory=Counter)
    latest: dict[Pair, set[Cell]] = field(default_factory=dict)

    def add(self, pair: Pair, group: Mapping[Cell, Tally]) -> None:
        """Take what a group of a viewer and work's playings came to."""
        cells = {cell for cell, tally in group.items() if tally.counted}
        known = self.latest.get(pair, set())
        self.counted.update(cells - known)
        if cells:
            newest = max(cell.day for cell in cells | known)
            self.latest[pair] = {cell for cell in cells | known if cell.day == newest}

    def forget(self, before: date) -> None:
        """Forget the cells of days that no later group can touch."""
        self.latest = {
            pair: cells for pair, cells in self.latest.items() if any(cell.day >= before for cell in cells)
        }


def _recount_beats(found: Iterable[StoredEvent], visits: Visits) -> Mapping[Cell, Tally]:
    """Count beats that come day by day, as the log tells them; of days long over nothing is held in memory."""
    pairs: defaultdict[Pair, list[Watched]] = defaultdict(list)
    total: dict[Cell, Tally] = {}
    newest = date.min
    for stored in found:
        if stored.event.at.date() > newest:
            newest = stored.event.at.date()
            total = combine([total, *_settle(pairs, newest, visits)])
            visits.forget(newest - LONGEST_PLAYING - LATEST - timedelta(days=2))
        if (watched := watched_of(stored)) is not None:
            pairs[watched.viewer, watched.work].append(watched)
    return combine([total, *(_count_group(pair, beats, visits) for pair, beats in pairs.items())])


def _count_group(pair: Pair, beats: Iterable[Watched], visits: Visits) -> Mapping[Cell, Tally]:
    group = count(beats)
    visits.add(pair, group)
    return group


def _settle(pairs: dict[Pair, list[Watched]], newest: date, visits: Visits) -> Iterator[Mapping[Cell, Tally]]:
    """Count what no later beat can touch, and take it out.

    The log tells archived days in their order and then the last ones as they came, each at most so late.
    """
    from_now = datetime.combine(newest, time.min, tzinfo=UTC) - LATEST
    for pair in list(pairs):
        settled, pairs[pair] = split_settled(pairs[pair], from_now)
        if settled:
            yield _count_group(pair, settled, visits)
        if not pairs[pair]:
            del pairs[pair]


def _by_day(cell: Cell) -> tuple[date, str, str, str]:
    return cell.day, cell.work, cell.territory, cell.age_band
