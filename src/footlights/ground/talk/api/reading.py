"""What was said, as its readers see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from footlights.ground.people import api as people
from footlights.ground.talk import models
from footlights.ground.talk.types import Form, NoSuchSaying, Saying, SayingId, State, Thread
from footlights.kernel.ids import PersonId, is_id

_MOST_CHANGES: Final = 500


def list_messages(
    subject: str, reader: PersonId | None = None, *, limit: int = 50, before: int | None = None
) -> list[Saying]:
    """Return the latest messages of a room that all may see, the oldest first; none by whom the reader blocks.

    before: only those whose number is lower, for a page further back.
    """
    rows = _shown(subject, Form.CHAT).exclude(person__in=blocked_by(reader))
    rows = rows.filter(number__lt=before) if before else rows
    return as_sayings(list(rows.order_by("-said_at", "-id")[:limit])[::-1])


def list_comments(subject: str, reader: PersonId | None = None, *, limit: int = 50) -> list[Thread]:
    """Return the latest comments on a subject with their replies, and the reader's own that are held.

    Nothing by whom the reader blocks is among them.
    """
    seen = Q(state=State.SHOWN.value)
    if reader:
        seen |= Q(state=State.HELD.value, person=reader)
    rows = models.Saying.objects.filter(seen, room_id=subject, form=Form.COMMENT.value)
    rows = rows.exclude(person__in=blocked_by(reader))
    tops = list(rows.filter(reply_to=None).order_by("-said_at", "-id")[:limit])
    replies = rows.filter(reply_to__in=tops).order_by("said_at", "id")
    said = as_sayings([*tops, *replies])
    under: dict[SayingId, list[Saying]] = {}
    for each in said[len(tops) :]:
        if each.reply_to:
            under.setdefault(each.reply_to, []).append(each)
    return [Thread(each, tuple(under.get(each.id, ()))) for each in said[: len(tops)]]


def blocked_by(reader: PersonId | None) -> frozenset[PersonId]:
    """Return whose sayings a reader wants to see nothing of."""
    return people.list_blocked(reader) if reader else frozenset()


def list_danmaku(
    subject: str, *, since: float = 0, until: float | None = None, limit: int = 3_000
) -> list[Saying]:
    """Return the danmaku between two seconds of a film, in its order; when there is more, the latest said."""
    rows = _shown(subject, Form.DANMAKU).filter(at_ms__gte=int(since * 1000))
    rows = rows.filter(at_ms__lt=int(until * 1000)) if until is not None else rows
    found = as_sayings(rows.order_by("-said_at", "-id")[:limit])
    return sorted(found, key=lambda each: (each.at_seconds or 0, each.id))


def list_changes(subject: str, after: int, *, limit: int = _MOST_CHANGES) -> list[Saying]:
    """Return what changed in a room after a change: each saying as it is now, shown or gone, in order."""
    rows = models.Saying.objects.filter(room_id=subject, number__gt=after)
    return as_sayings(rows.order_by("number")[:limit])


def get_saying(saying: SayingId) -> Saying:
    """Return something that was said, whoever may see it.

    Raises NoSuchSaying.
    """
    row = models.Saying.objects.filter(id=saying).first() if is_id(saying, "say") else None
    if row is None:
        raise NoSuchSaying(saying)
    return as_sayings([row])[0]


def list_of(person: PersonId) -> list[Saying]:
    """Return all that a person said, the oldest first."""
    return as_sayings(models.Saying.objects.filter(person=person).order_by("said_at", "id"))


def list_reports_of(person: PersonId) -> list[dict[str, Any]]:
    """Return what a person reported, for their own export."""
    rows = models.Report.objects.filter(person=person).order_by("made_at")
    return [
        {"saying": row.saying_id, "reason": row.reason, "made_at": row.made_at.isoformat()} for row in rows
    ]


def count_comments(subjects: Sequence[str] = (), since: date | None = None, until: date | None = None) -> int:
    """Count the comments, messages and danmaku that all may see: about these subjects (all when none is named)."""
    rows = models.Saying.objects.filter(state=State.SHOWN.value)
    rows = rows.filter(room_id__in=subjects) if subjects else rows
    rows = rows.filter(said_at__date__gte=since) if since else rows
    rows = rows.filter(said_at__date__lte=until) if until else rows
    return rows.count()


def as_sayings(rows: Iterable[models.Saying]) -> list[Saying]:
    """Return rows as what other folders see; names are asked for once."""
    rows = list(rows)
    names = people.names_of(row.person for row in rows if row.person)
    return [_saying(row, names.get(row.person, "")) for row in rows]


def _saying(row: models.Saying, name: str) -> Saying:
    return Saying(
        id=SayingId(row.id),
        subject=row.room_id,
        form=Form(row.form),
        person=PersonId(row.person),
        name=name,
        text=row.text,
        said_at=row.said_at,
        reply_to=SayingId(row.reply_to_id) if row.reply_to_id else None,
        at_seconds=row.at_ms / 1000 if row.at_ms is not None else None,
        state=State(row.state),
        number=row.number,
    )


def _shown(subject: str, form: Form) -> QuerySet[models.Saying]:
    return models.Saying.objects.filter(room_id=subject, form=form.value, state=State.SHOWN.value)
