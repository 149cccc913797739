"""Marks: a work on somebody's shelf, with its rating counted in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both
from footlights.services.shelf import models
from footlights.services.shelf.types import HIGHEST, LOWEST, BadEntry, Mark, MarkDraft, Privacy, State

from . import tallies

LONGEST_COMMENT: Final = 500
MOST_TAGS: Final = 20
_BATCH: Final = 500
_WRITTEN: Final = (
    "state", "rating", "rated_at", "weight_millionths", "comment", "tags", "privacy", "marked_at"
)  # fmt: skip
_BAD_RATING = Both("A rating is a whole number from 1 to 10.", "评分为 1 至 10 的整数。")
_TOO_LONG = Both("A comment has at most 500 characters.", "短评最多 500 个字符。")
_TOO_MANY_TAGS = Both("At most 20 tags of 40 characters.", "最多 20 个标签，每个不超过 40 个字符。")
_NOT_YET = Both("That day is still to come.", "这一天还没有到。")
SOMEBODY = Both("Somebody", "某人")


def mark_work(person: PersonId, work: WorkId, draft: MarkDraft, at: datetime) -> Mark:
    """Put a work on a person's shelf, or change how it stands there; its score changes at once.

    Raises works' NoSuchWork, BadEntry; then nothing is changed.
    """
    shown = works.get_work(work)
    check_mark(draft, at)
    with transaction.atomic():
        row = models.Mark.objects.select_for_update().filter(person=person, work=work).first()
        row = row or models.Mark(person=person, work=work, kind=shown.kind.value)
        write_mark(row, draft, at)
    return find_mark(person, work) or _mark(row, {}, [])


def check_mark(draft: MarkDraft, at: datetime) -> None:
    """Raise BadEntry when a mark can't be taken as it is."""
    if draft.rating is not None and not LOWEST <= draft.rating <= HIGHEST:
        raise BadEntry("rating", _BAD_RATING)
    if len(draft.comment) > LONGEST_COMMENT:
        raise BadEntry("comment", _TOO_LONG)
    if len(draft.tags) > MOST_TAGS or any(len(tag) > 40 for tag in draft.tags):
        raise BadEntry("tags", _TOO_MANY_TAGS)
    if draft.viewed_on and (draft.viewed_on - at.date()).days > 1:  # tomorrow is today somewhere
        raise BadEntry("viewed_on", _NOT_YET)


def write_mark(row: models.Mark, draft: MarkDraft, at: datetime) -> None:
    """Write a checked mark and move its vote, inside the caller's transaction."""
    write_marks(row.person, [(row, draft, at)])
    if draft.viewed_on:
        models.Seen.objects.get_or_create(person=row.person, work=row.work, day=draft.viewed_on)


def write_marks(person: PersonId | str, written: Sequence[tuple[models.Mark, MarkDraft, datetime]]) -> None:
    """Write checked marks of one person, in their order, and move their votes, inside the caller's transaction.

    A row may come more than once. Viewings are left to the caller.
    """
    weight_of = tallies.weigher(person, (row.work for row, _, _ in written))
    rows = {row.work: row for row, _, _ in written}
    before = {work: (row.rating, row.weight_millionths) for work, row in rows.items()}
    for row, draft, at in written:
        if draft.rating != row.rating:
            row.rated_at = at if draft.rating else None
            row.weight_millionths = weight_of(row.work, at) if draft.rating else 0
        row.rating = draft.rating
        row.state, row.comment = draft.state.value, draft.comment.strip()
        row.tags, row.privacy = list(draft.tags), draft.privacy.value
        row.marked_at = at
    known = [row for row in rows.values() if row.pk]
    models.Mark.objects.bulk_create((row for row in rows.values() if not row.pk), batch_size=_BATCH)
    models.Mark.objects.bulk_update(known, _WRITTEN, batch_size=_BATCH)
    tallies.move_votes(
        tallies.Move(work, row.kind, before[work], (row.rating, row.weight_millionths))
        for work, row in rows.items()
    )


def remove_mark(person: PersonId, work: WorkId) -> None:
    """Take a work off a person's shelf, its rating and viewings with it; a review stays."""
    with transaction.atomic():
        row = models.Mark.objects.select_for_update().filter(person=person, work=work).first()
        if row is not None:
            tallies.move_votes(
                [tallies.Move(row.work, row.kind, (row.rating, row.weight_millionths), (None, 0))]
            )
            row.delete()
            models.Seen.objects.filter(person=person, work=work).delete()


def find_mark(person: PersonId, work: WorkId) -> Mark | None:
    """Return how a work stands on a person's shelf, or None."""
    row = models.Mark.objects.filter(person=person, work=work).first()
    return _marks([row])[0] if row else None


def list_marks(person: PersonId, *, state: State | None = None, limit: int = 200) -> list[Mark]:
    """Return a person's shelf, the newest first."""
    rows = models.Mark.objects.filter(person=person).order_by("-marked_at", "-id")
    return _marks((rows.filter(state=state.value) if state else rows)[:limit])


def list_marks_of(work: WorkId, reader: PersonId | None, *, limit: int = 20) -> list[Mark]:
    """Return the marks with a comment that a reader may see on a work, the newest first."""
    rows = models.Mark.objects.filter(work=work, privacy__in=seen_by(reader)).exclude(comment="")
    return _marks(rows.order_by("-marked_at", "-id")[:limit])


def list_marks_followed(reader: PersonId, *, limit: int = 50) -> list[Mark]:
    """Return what the people whom a reader follows put on their shelves, as far as they show it, the newest first."""
    rows = models.Mark.objects.filter(
        person__in=people.list_followed(reader), privacy__in=seen_by(reader)
    ).order_by("-marked_at", "-id")
    return _marks(rows[:limit])


def count_marks(wanted: Sequence[WorkId] = (), since: date | None = None, until: date | None = None) -> int:
    """Return how many marks stand on these works (all when none is named), made from a day on until a day."""
    rows = models.Mark.objects.all()
    rows = rows.filter(work__in=list(wanted)) if wanted else rows
    rows = rows.filter(marked_at__date__gte=since) if since else rows
    rows = rows.filter(marked_at__date__lte=until) if until else rows
    return rows.count()


def seen_by(reader: PersonId | None) -> list[str]:
    """Return the privacies of others' entries that a reader may see."""
    return [Privacy.PUBLIC.value, *([Privacy.HOUSE.value] if reader else [])]


def _marks(rows: Iterable[models.Mark]) -> list[Mark]:
    rows = list(rows)
    names = people.names_of(row.person for row in rows)
    seen: dict[tuple[str, str], list[date]] = {}
    for each in models.Seen.objects.filter(
        person__in={row.person for row in rows}, work__in={row.work for row in rows}
    ).order_by("day"):
        seen.setdefault((each.person, each.work), []).append(each.day)
    return [_mark(row, names, seen.get((row.person, row.work), [])) for row in rows]


def _mark(row: models.Mark, names: dict[str, str], seen: Sequence[date]) -> Mark:
    return Mark(
        person=PersonId(row.person),
        name=names.get(row.person, ""),
        work=WorkId(row.work),
        state=State(row.state),
        rating=row.rating,
        comment=row.comment,
        tags=tuple(row.tags),
        privacy=Privacy(row.privacy),
        marked_at=row.marked_at,
        viewings=tuple(seen),
    )
