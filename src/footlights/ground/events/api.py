"""The door to the log: record what happened, read it in order, keep a reader's place."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from footlights.kernel.clock import instant, microseconds

from . import models
from .adapters import client, days
from .adapters.ingest import DAY_US, Ingest, Stored, midnight
from .adapters.wire import Row, event_of, row_of, told_of
from .types import Event, LogRefused, StoredEvent, WriterAway

AT_ONCE: Final = 5_000  # events in one request to the writer


def record(events: Sequence[Event]) -> int:
    """Store events and return how many were new. When it returns, they are on the disk.

    Raises WriterAway when the writer does not answer (send again under the same ids, nothing doubles),
    LogRefused when it could not keep them, ValueError for an event that can't be told in the log.
    """
    told = [told_of(event) for event in events]
    return sum(client.send(_home(), told[i : i + AT_ONCE]) for i in range(0, len(told), AT_ONCE))


def post(events: Sequence[Event]) -> None:
    """Leave events for the writer in the caller's transaction: they happened if, and only if, it commits.

    Raises ValueError for an event that can't be told in the log.
    """
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

    A reader that keeps its place with move_cursor misses nothing: the archive waits for it. A reader that is
    new to an old house begins with every_event, and with head as its place.
    """
    with _ingest() as ingest:
        return [_stored(row) for row in ingest.read(after, limit, name)] if ingest else []


def head() -> int:
    """Return the position of the newest event, 0 when there is none."""
    with _ingest() as ingest:
        return ingest.head() if ingest else 0


def every_event(name: str, *, since: date | None = None) -> Iterator[StoredEvent]:
    """Yield every event of a name that happened on or after a UTC day, each id once.

    First the archive, day by day; then what is not archived, in the order in which it came.
    """
    with _ingest() as ingest:
        if ingest is None:
            return
        ingest.connection.execute("BEGIN")  # one view of the file, so that no day is archived in between
        since_us = microseconds(midnight(since)) if since else 0
        for day, files in ingest.files_by_day().items():
            if day >= since_us // DAY_US:
                for file in files:
                    yield from map(_stored, days.read_file(_home(), file, name))
        yield from map(_stored, ingest.iterate(name, since_us))


def count_waiting() -> int:
    """Return how many posted events the writer has not taken yet."""
    return models.WaitingEvent.objects.count()


def list_waiting(limit: int) -> list[Row]:
    """Return the oldest posted events as the writer stores them."""
    waiting = models.WaitingEvent.objects.order_by("at_us", "id")[:limit]
    return [(each.id, each.name, each.at_us, each.body) for each in waiting]


def forget_waiting(ids: Sequence[str]) -> None:
    """Forget posted events, now that they are in the log."""
    models.WaitingEvent.objects.filter(id__in=ids).delete()


def get_cursor(name: str) -> int:
    """Return how far a reader has read; 0 for a new one."""
    row = models.Cursor.objects.filter(name=name).first()
    return row.position if row else 0


def hold_cursor(name: str) -> int:
    """Return how far a reader has read; no other reads on until the caller's transaction ends."""
    models.Cursor.objects.get_or_create(name=name)
    return models.Cursor.objects.select_for_update().get(name=name).position


def move_cursor(name: str, position: int) -> None:
    """Note, in the caller's transaction, how far a reader has read."""
    models.Cursor.objects.update_or_create(name=name, defaults={"position": position})


def slowest_cursor() -> int | None:
    """Return the place of the reader who has read least, None when there is no reader."""
    return min(models.Cursor.objects.values_list("position", flat=True), default=None)


@contextlib.contextmanager
def _ingest() -> Iterator[Ingest | None]:
    """Open the ingest file to read it; None when there is no log yet."""
    try:
        ingest = Ingest(_home() / "events" / "ingest.db")
    except sqlite3.OperationalError:
        yield None
        return
    with contextlib.closing(ingest):
        # A writer that was only just begun may not have made its tables.
        made = ingest.connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'archive'")
        yield ingest if made.fetchone()[0] else None


def _stored(row: Stored) -> StoredEvent:
    position, received_us, *rest = row
    return StoredEvent(position, instant(received_us), event_of(rest))


def _home() -> Path:
    home: Path = settings.HOME
    return home
