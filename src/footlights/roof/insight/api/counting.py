"""Count new events as they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from footlights.ground.events import api as events
from footlights.ground.events.types import StoredEvent
from footlights.ground.media.events import BEAT
from footlights.kernel.clock import microseconds
from footlights.kernel.ids import EventId, PlayingId, Pseudonym, WorkId
from footlights.kernel.media.credit import BeatFact
from footlights.roof.insight import models
from footlights.roof.insight.core.counting import (
    LATEST,
    LONGEST_PLAYING,
    Watched,
    combine,
    count,
    split_settled,
)
from footlights.roof.insight.types import Cell, Tally

from .facts import CURSOR, NUMBERS, Pair, count_starts, visits_of, watched_of

BATCH: Final = 2_000  # events in one transaction
DAY_CLOSES_AFTER: Final = timedelta(hours=1)  # a beat under way at midnight is no correction
CLOCK_SLACK: Final = timedelta(days=1)  # by so much a clock may have been set back
_AT_ONCE: Final = 400  # names in one query


def count_new_events(at: datetime) -> int:
    """Count the events that came since the last call and return how many there were.

    Figures and the reader's place move in one transaction, so that a kill in between counts nothing twice.
    """
    total = 0
    while True:
        place = events.get_cursor(CURSOR)
        found = events.read(place, limit=BATCH)
        if not found:
            return total
        with transaction.atomic():
            if events.hold_cursor(CURSOR) != place:
                continue  # another worker counted these meanwhile
            changes = _count_beats(found)
            _add(combine([count_starts(found), *changes.values()]), at)
            _note_visits(found, changes)
            events.move_cursor(CURSOR, found[-1].position)
        total += len(found)


def forget_settled(at: datetime) -> int:
    """Forget the kept beats that no beat to come can touch, and return how many; the log has them still.

    Nothing is forgotten while events wait to be counted: those may be old.
    """
    if events.read(events.get_cursor(CURSOR), limit=1):
        return 0
    from_now = at - CLOCK_SLACK
    old = models.KeptBeat.objects.filter(sent_at_us__lt=microseconds(from_now - LATEST - LONGEST_PLAYING))
    forgotten = 0
    for viewer, work in list(old.values_list("viewer", "work").distinct()):
        with transaction.atomic():
            known = _known_beats([(Pseudonym(viewer), WorkId(work))])[Pseudonym(viewer), WorkId(work)]
            settled, _ = split_settled(known, from_now)
            for ids in _pieces([each.beat.id for each in settled]):
                forgotten += models.KeptBeat.objects.filter(id__in=ids).delete()[0]
    return forgotten


def _count_beats(found: Iterable[StoredEvent]) -> dict[Pair, Mapping[Cell, Tally]]:
    """Keep the new beats and return by how much each cell changes, viewer and work by viewer and work."""
    fresh: defaultdict[Pair, list[Watched]] = defaultdict(list)
    for stored in found:
        if stored.event.name == BEAT and (watched := watched_of(stored)) is not None:
            fresh[watched.viewer, watched.work].append(watched)
    known = _known_beats(fresh)
    changes: dict[Pair, Mapping[Cell, Tally]] = {}
    for pair, beats in fresh.items():
        before = {cell: Tally() - tally for cell, tally in count(known[pair]).items()}
        changes[pair] = combine([count([*known[pair], *beats]), before])
    models.KeptBeat.objects.bulk_create(
        [_row(each) for beats in fresh.values() for each in beats], batch_size=_AT_ONCE, ignore_conflicts=True
    )
    return changes


def _note_visits(found: Iterable[StoredEvent], changes: Mapping[Pair, Mapping[Cell, Tally]]) -> None:
    """Note who started and who watched in each cell, for counting different viewers exactly."""
    seen: defaultdict[tuple[Pseudonym, Cell], Tally] = defaultdict(Tally)
    for viewer, cell in visits_of(found):
        seen[viewer, cell] += Tally(starts=1)
    for (viewer, _), cells in changes.items():
        for cell, tally in cells.items():
            if tally.counted:
                seen[viewer, cell] += Tally(counted=tally.counted)
    rows = [models.Visit(viewer=viewer, **_key(cell)) for viewer, cell in seen]
    models.Visit.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
    for (viewer, cell), more in seen.items():
        models.Visit.objects.filter(viewer=viewer, **_key(cell)).update(
            starts=F("starts") + more.starts, counted=F("counted") + more.counted
        )


def _known_beats(pairs: Iterable[Pair]) -> defaultdict[Pair, list[Watched]]:
    """Return the kept beats of some viewers and works."""
    wanted = set(pairs)
    known: defaultdict[Pair, list[Watched]] = defaultdict(list)
    for viewers in _pieces(sorted({viewer for viewer, _ in wanted})):
        for row in models.KeptBeat.objects.filter(viewer__in=viewers, work__in={work for _, work in wanted}):
            watched = _of_row(row)
            if (watched.viewer, watched.work) in wanted:
                known[watched.viewer, watched.work].append(watched)
    return known


def _pieces(names: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while piece := list(islice(rest, _AT_ONCE)):
        yield piece


def _add(changes: Mapping[Cell, Tally], at: datetime) -> None:
    for cell, change in changes.items():
        if not change:
            continue
        key, numbers = _key(cell), dict(zip(NUMBERS, change.numbers, strict=True))
        models.DailyFigure.objects.get_or_create(**key)
        models.DailyFigure.objects.filter(**key).update(
            **{name: F(name) + number for name, number in numbers.items()}
        )
        if _closes(cell, at) <= at:
            models.Correction.objects.create(**key, **numbers, corrected_at=at)


def _key(cell: Cell) -> dict[str, Any]:
    return {"work": cell.work, "day": cell.day, "territory": cell.territory, "age_band": cell.age_band}


def _closes(cell: Cell, at: datetime) -> datetime:
    return datetime.combine(cell.day, time.min, at.tzinfo) + timedelta(days=1) + DAY_CLOSES_AFTER


def _row(watched: Watched) -> models.KeptBeat:
    beat = watched.beat
    return models.KeptBeat(
        id=beat.id,
        viewer=watched.viewer,
        work=watched.work,
        playing=beat.playing,
        territory=watched.territory,
        age_band=watched.age_band,
        duration_ms=watched.duration_ms,
        started_at_us=beat.started_at_us,
        sent_at_us=beat.sent_at_us,
        played_ms=beat.played_ms,
        rate=beat.rate,
    )


def _of_row(row: models.KeptBeat) -> Watched:
    return Watched(
        viewer=Pseudonym(row.viewer),
        work=WorkId(row.work),
        territory=row.territory,
        age_band=row.age_band,
        duration_ms=row.duration_ms,
        beat=BeatFact(
            id=EventId(row.id),
            playing=PlayingId(row.playing),
            started_at_us=row.started_at_us,
            sent_at_us=row.sent_at_us,
            played_ms=row.played_ms,
            rate=row.rate,
        ),
    )
