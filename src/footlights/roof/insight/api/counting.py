"""Count new events as they come, and recount all of them from the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from footlights.ground.events import api as events
from footlights.ground.events.types import StoredEvent
from footlights.ground.media.events import BEAT, PLAYING_STARTED
from footlights.kernel.ids import EventId, PlayingId, Pseudonym, WorkId
from footlights.kernel.media.credit import BeatFact, fact_of
from footlights.roof.insight import models
from footlights.roof.insight.core.counting import Watched, combine, count
from footlights.roof.insight.types import Cell, Difference, Tally, Verification

CURSOR: Final = "insight.count"
BATCH: Final = 2_000  # events in one transaction
DAY_CLOSES_AFTER: Final = timedelta(hours=1)  # a beat under way at midnight is no correction

Pair = tuple[Pseudonym, WorkId]


def count_new_events(at: datetime) -> int:
    """Count the events that came since the last call and return how many there were.

    Figures and the reader's place move in one transaction, so that a kill in between counts nothing twice.
    """
    total = 0
    while True:
        with transaction.atomic():
            place = events.hold_cursor(CURSOR)
            found = events.read(place, limit=BATCH)
            if not found:
                return total
            _add(combine([_starts(found), _beats(found)]), at)
            events.move_cursor(CURSOR, found[-1].position)
        total += len(found)


def verify() -> Verification:
    """Recount every event of the log from scratch and compare with the figures as they stand.

    Only events up to the counter's place are recounted: what came since is not counted yet, not wrong.
    """
    place = events.get_cursor(CURSOR)
    started = [each for each in events.every_event(PLAYING_STARTED) if each.position <= place]
    pairs: defaultdict[Pair, list[Watched]] = defaultdict(list)
    seen = len(started)
    for stored in events.every_event(BEAT):
        if stored.position <= place:
            seen += 1
            if (watched := _watched(stored)) is not None:
                pairs[watched.viewer, watched.work].append(watched)
    recounted = combine([_starts(started), *(count(beats) for beats in pairs.values())])
    return _compare(recounted, seen)


def _compare(recounted: Mapping[Cell, Tally], seen: int) -> Verification:
    kept = {
        Cell(WorkId(row.work), row.day, row.territory, row.age_band): Tally(
            row.starts, row.counted, row.milliseconds
        )
        for row in models.DailyFigure.objects.all()
    }
    differences = [
        Difference(cell, kept.get(cell, Tally()), recounted.get(cell, Tally()))
        for cell in sorted(
            kept.keys() | recounted.keys(), key=lambda cell: (cell.day, cell.work, cell.territory)
        )
        if kept.get(cell, Tally()) != recounted.get(cell, Tally())
    ]
    total = combine([recounted])
    whole = sum(total.values(), Tally())
    gaps = [each.kept - each.recounted for each in differences]
    return Verification(
        difference=sum(abs(gap.starts) + abs(gap.counted) + abs(gap.milliseconds) for gap in gaps),
        events=seen,
        counted=whole.counted,
        starts=whole.starts,
        milliseconds=whole.milliseconds,
        differences=tuple(differences),
    )


def _starts(found: Iterable[StoredEvent]) -> dict[Cell, Tally]:
    return combine(
        {
            Cell(
                WorkId(str(stored.event.body.get("work") or "")),
                stored.event.at.date(),
                str(stored.event.body.get("territory") or ""),
                str(stored.event.body.get("age_band") or ""),
            ): Tally(starts=1)
        }
        for stored in found
        if stored.event.name == PLAYING_STARTED
    )


def _beats(found: Iterable[StoredEvent]) -> dict[Cell, Tally]:
    """Keep the new beats and return by how much each cell changes."""
    fresh: defaultdict[Pair, list[Watched]] = defaultdict(list)
    for stored in found:
        if stored.event.name == BEAT and (watched := _watched(stored)) is not None:
            fresh[watched.viewer, watched.work].append(watched)
    changes: list[Mapping[Cell, Tally]] = []
    for (viewer, work), beats in fresh.items():
        known = [_of_row(row) for row in models.KeptBeat.objects.filter(viewer=viewer, work=work)]
        models.KeptBeat.objects.bulk_create(map(_row, beats), ignore_conflicts=True)
        before, after = count(known), count([*known, *beats])
        changes.append(after)
        changes.append({cell: Tally() - tally for cell, tally in before.items()})
    return combine(changes)


def _add(changes: Mapping[Cell, Tally], at: datetime) -> None:
    for cell, change in changes.items():
        if not change:
            continue
        key: dict[str, Any] = {
            "work": cell.work,
            "day": cell.day,
            "territory": cell.territory,
            "age_band": cell.age_band,
        }
        models.DailyFigure.objects.get_or_create(**key)
        models.DailyFigure.objects.filter(**key).update(
            starts=F("starts") + change.starts,
            counted=F("counted") + change.counted,
            milliseconds=F("milliseconds") + change.milliseconds,
        )
        if _closes(cell, at) <= at:
            models.Correction.objects.create(
                **key,
                starts=change.starts,
                counted=change.counted,
                milliseconds=change.milliseconds,
                corrected_at=at,
            )


def _closes(cell: Cell, at: datetime) -> datetime:
    return datetime.combine(cell.day, time.min, at.tzinfo) + timedelta(days=1) + DAY_CLOSES_AFTER


def _watched(stored: StoredEvent) -> Watched | None:
    """Return a beat as counting needs it; None for one that makes no sense."""
    body = stored.event.body
    try:
        return Watched(
            viewer=Pseudonym(str(body["viewer"])),
            work=WorkId(str(body["work"])),
            territory=str(body.get("territory") or ""),
            age_band=str(body.get("age_band") or ""),
            duration_ms=int(body["duration_ms"] or 0),
            beat=fact_of(stored.event.id, body),
        )
    except (KeyError, TypeError, ValueError):
        return None


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
