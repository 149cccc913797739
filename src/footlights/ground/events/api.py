"""The door to the log: record what happened, read it in order, keep a reader's place."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from footlights.kernel.clock import instant, microseconds

from . import models
from .adapters import client, days
from .adapters.ingest import Ingest, Stored
from .adapters.wire import event_of, row_of
from .types import Event, LogRefused, StoredEvent, WriterAway

ARCHIVE_AFTER: Final = timedelta(days=3)  # more than the 48 hours for which a beat may be late


def record(events: Sequence[Event]) -> int:
    """Store events and return how many were new. When it returns, they are on the disk.

    Raises WriterAway when the writer does not answer (send again under the same ids, nothing doubles),
    LogRefused when it could not keep them.
    """
    return client.send(_home(), [row_of(event) for event in events])


def post(events: Sequence[Event]) -> None:
    """Leave events for the writer in the caller's transaction: they happened if, and only if, it commits."""
    rows = (row_of(event) for event in events)
    models.WaitingEvent.objects.bulk_create(
        [models.WaitingEvent(id=id_, name=name, at_us=at_us, body=body) for id_, name, at_us, body in rows],
        ignore_conflicts=True,
    )


def is_writer_alive() -> bool:
    """Return whether the event writer answers now."""
    try:
        client.send(_home(), [], patience=0.3)
    except (WriterAway, LogRefused):
        return False
    return True


def read(after: int, *, limit: int = 10_000, name: str | None = None) -> list[StoredEvent]:
    """Return the next events after a position, oldest first, from the part of the log not archived yet.

    A reader that keeps its place with move_cursor misses nothing: the archive waits for it.
    """
    with _ingest() as ingest:
        return [_stored(row) for row in ingest.read(after, limit, name)] if ingest else []


def head() -> int:
    """Return the position of the newest event, 0 when there is none."""
    with _ingest() as ingest:
        return ingest.head() if ingest else 0


def count_waiting() -> int:
    """Return how many posted events the writer has not taken yet."""
    return models.WaitingEvent.objects.count()


def every_event(name: str, *, since: date | None = None) -> Iterator[StoredEvent]:
    """Yield every event of a name that happened on or after a day, each id once: the archive, then the rest."""
    with _ingest() as ingest:
        if ingest is None:
            return
        ingest.connection.execute("BEGIN")  # one view of the file, so that no day is archived in between
        archived_us = ingest.archived_until_us()
        for day in days.list_days(_home()):
            if microseconds(_midnight(day)) < archived_us and (since is None or day >= since):
                yield from map(_stored, days.read_day(_home(), day, name))
        since_us = max(archived_us, microseconds(_midnight(since)) if since else archived_us)
        for row in ingest.connection.execute(
            "SELECT position, received_us, id, name, at_us, body FROM event"
            " WHERE name = ? AND at_us >= ? ORDER BY position",
            (name, since_us),
        ):
            yield _stored(row)


def get_cursor(name: str) -> int:
    """Return how far a reader has read; 0 for a new one."""
    row = models.Cursor.objects.filter(name=name).first()
    return row.position if row else 0


def hold_cursor(name: str) -> int:
    """Return how far a reader has read, and keep others from reading on until the caller's transaction ends."""
    models.Cursor.objects.get_or_create(name=name)
    return models.Cursor.objects.select_for_update().get(name=name).position


def move_cursor(name: str, position: int) -> None:
    """Note, in the caller's transaction, how far a reader has read."""
    models.Cursor.objects.update_or_create(name=name, defaults={"position": position})


def drain(ingest: Ingest) -> int:
    """Move what servers posted into the log and return how many were new. Only the writer calls this.

    Stored first and deleted after, under the same ids: a kill in between doubles nothing.
    """
    waiting = list(models.WaitingEvent.objects.order_by("at_us")[:1_000])
    if not waiting:
        return 0
    rows = [(each.id, each.name, each.at_us, each.body) for each in waiting]
    [outcome] = ingest.append([rows], microseconds(datetime.now(UTC)))
    if isinstance(outcome, str):
        raise LogRefused(outcome)
    models.WaitingEvent.objects.filter(id__in=[each.id for each in waiting]).delete()
    return outcome


def archive(ingest: Ingest, *, at: datetime) -> list[date]:
    """Put the days that are over for three days into Parquet, and return them. Only the writer calls this.

    It waits for posted events and for the slowest reader, so that nobody misses one.
    """
    slowest = min(models.Cursor.objects.values_list("position", flat=True), default=None)
    row = ingest.connection.execute("SELECT min(at_us) FROM event").fetchone()
    if row[0] is None or models.WaitingEvent.objects.exists():
        return []
    done = []
    day = instant(row[0]).date()
    while _midnight(day) + timedelta(days=1) + ARCHIVE_AFTER <= at:
        since_us, until_us = microseconds(_midnight(day)), microseconds(_midnight(day) + timedelta(days=1))
        rows = list(ingest.rows_between(since_us, until_us))
        if slowest is not None and rows and rows[-1][0] > slowest:
            break
        if rows:
            days.write_day(_home(), day, rows)
            done.append(day)
        with transaction.atomic():
            ingest.drop_until(until_us)
        day += timedelta(days=1)
    return done


@contextlib.contextmanager
def _ingest() -> Iterator[Ingest | None]:
    """Open the ingest file to read it; None when there is no log yet."""
    path = _home() / "events" / "ingest.db"
    try:
        ingest = Ingest(path)
        ingest.connection.execute("SELECT 1 FROM archive LIMIT 1")
    except sqlite3.OperationalError:
        yield None
        return
    try:
        yield ingest
    finally:
        ingest.close()


def _stored(row: Stored) -> StoredEvent:
    position, received_us, *rest = row
    return StoredEvent(position, instant(received_us), event_of(rest))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _home() -> Path:
    home: Path = settings.HOME
    return home
