"""Rooms: opened, slowed, closed; and the tickets by which a page lets its readers speak in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.core import signing
from django.db import transaction

from footlights.ground.talk import models
from footlights.ground.talk.types import NoSuchRoom, Room

_SALT: Final = "footlights.talk"
_SLOWEST: Final = 3_600  # seconds


def open_room(
    subject: str, at: datetime, *, started_at: datetime | None = None, slow_seconds: int = 0
) -> Room:
    """Open the room of a subject, or open it again; what was said in it stays.

    started_at: when a live event began, by which its danmaku is timed.
    """
    with transaction.atomic():
        row = lock_room(subject, at)
        row.closed_at, row.started_at, row.slow_seconds = None, started_at, min(slow_seconds, _SLOWEST)
        row.save()
    return as_room(row)


def close_room(subject: str, at: datetime) -> None:
    """Let nothing more be said about a subject; a room that is not there, or closed, stays so."""
    models.Room.objects.filter(subject=subject, closed_at=None).update(closed_at=at)


def set_slow_mode(subject: str, seconds: int) -> None:
    """Let each person say one thing in so many seconds (0: as usual), at most one in an hour.

    Raises NoSuchRoom.
    """
    if "\0" in subject or not models.Room.objects.filter(subject=subject).update(
        slow_seconds=max(0, min(seconds, _SLOWEST))
    ):
        raise NoSuchRoom(subject)


def find_room(subject: str) -> Room | None:
    """Return the room of a subject, or None while nobody has opened it."""
    row = models.Room.objects.filter(subject=subject).first()
    return as_room(row) if row else None


def get_room(subject: str) -> Room:
    """Return the room of a subject.

    Raises NoSuchRoom.
    """
    found = find_room(subject)
    if found is None:
        raise NoSuchRoom(subject)
    return found


def list_rooms(subjects: Sequence[str] = (), *, limit: int = 200) -> list[Room]:
    """Return these rooms (all when none is named), those opened last first."""
    rows = models.Room.objects.order_by("-opened_at", "subject")
    rows = rows.filter(subject__in=subjects) if subjects else rows
    return [as_room(row) for row in rows[:limit]]


def ticket_for(subject: str) -> str:
    """Return the signed text by which a page lets whoever may read it read and speak in a subject's room."""
    return signing.dumps(subject, salt=_SALT)


def read_ticket(ticket: str) -> str:
    """Return the subject of a ticket.

    Raises NoSuchRoom when the house did not sign it.
    """
    try:
        return str(signing.loads(ticket, salt=_SALT))
    except signing.BadSignature as fault:
        raise NoSuchRoom(ticket[:80]) from fault


def lock_room(subject: str, at: datetime) -> models.Room:
    """Return a room's row, made when it is not there, locked for the caller's transaction."""
    if not 0 < len(subject) <= 80:
        raise NoSuchRoom(subject[:80])
    row, _ = models.Room.objects.select_for_update().get_or_create(
        subject=subject, defaults={"opened_at": at}
    )
    return row


def next_change(row: models.Room) -> int:
    """Return the number of a locked room's next change, and count it."""
    row.changes += 1
    row.save(update_fields=["changes"])
    return row.changes


def as_room(row: models.Room) -> Room:
    """Return a row as what other folders see."""
    return Room(row.subject, row.opened_at, row.closed_at, row.started_at, row.slow_seconds, row.changes)
