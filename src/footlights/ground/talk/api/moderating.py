"""Keeping order: reports, the queue, and what was taken away, which can be put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from footlights.ground.people.types import Viewer
from footlights.ground.talk import models
from footlights.ground.talk.types import Case, NotYours, Reason, Saying, SayingId, State
from footlights.kernel.ids import PersonId

from .reading import as_sayings, get_saying
from .rooms import next_change

HOLD_AT: Final = 3  # reports by different people hide a saying until a moderator has looked


def remove(saying: SayingId, by: Viewer, at: datetime) -> None:
    """Take away what was said: its author, or a moderator. Every open page loses it within two seconds.

    Raises NoSuchSaying, NotYours.
    """
    with transaction.atomic():
        row = _locked(saying)
        if not (by.is_producer or (by.person and row.person == by.person)):
            raise NotYours
        _set(row, State.REMOVED, by, at)


def keep(saying: SayingId, by: Viewer, at: datetime) -> None:
    """Let what was said stand, held or reported or removed as it may be; a moderator's word.

    Raises NoSuchSaying, NotYours.
    """
    if not by.is_producer:
        raise NotYours
    with transaction.atomic():
        row = _locked(saying)
        if row.text:
            _set(row, State.SHOWN, by, at)


def report(saying: SayingId, person: PersonId, reason: Reason, at: datetime) -> None:
    """Note that somebody finds something should not have been said; once for each person.

    At three reports that no moderator has looked at it is held. Raises NoSuchSaying.
    """
    with transaction.atomic():
        row = _locked(saying)
        models.Report.objects.update_or_create(
            saying=row, person=person, defaults={"reason": reason.value, "made_at": at}
        )
        waiting = row.reports.filter(settled_at=None).count()
        if waiting >= HOLD_AT and row.state == State.SHOWN.value and row.judged_at is None:
            row.state, row.number = State.HELD.value, next_change(row.room)
            row.save()


def list_cases(*, limit: int = 100) -> list[Case]:
    """Return what waits for a moderator, the longest wait first."""
    rows = models.Saying.objects.filter(
        Q(state=State.HELD.value)
        | Q(state=State.SHOWN.value, reports__settled_at=None, reports__isnull=False)
    )
    return _cases(rows.distinct().order_by("said_at", "id")[:limit])


def count_waiting() -> int:
    """Count what waits for a moderator."""
    rows = models.Saying.objects.filter(
        Q(state=State.HELD.value)
        | Q(state=State.SHOWN.value, reports__settled_at=None, reports__isnull=False)
    )
    return rows.distinct().count()


def list_removed(*, limit: int = 20) -> list[Case]:
    """Return what moderators took away last; it can be put back."""
    rows = models.Saying.objects.filter(state=State.REMOVED.value).exclude(text="").exclude(judged_by="")
    return _cases(rows.order_by("-judged_at", "id")[:limit])


def erase_of(person: PersonId) -> None:
    """Forget what a person said and reported; where others replied, an empty place stays."""
    with transaction.atomic():
        rows = (
            models.Saying.objects.select_related("room").filter(person=person).order_by("room_id", "number")
        )
        for row in rows:
            room = models.Room.objects.select_for_update().get(subject=row.room_id)
            row.person = row.text = row.word = row.judged_by = ""
            row.state, row.number = State.REMOVED.value, next_change(room)
            row.save()
        models.Report.objects.filter(person=person).delete()
        models.Saying.objects.filter(judged_by=person).update(judged_by="")


def _locked(saying: SayingId) -> models.Saying:
    found = get_saying(saying)
    models.Room.objects.select_for_update().get(subject=found.subject)
    return models.Saying.objects.select_related("room").get(id=saying)


def _set(row: models.Saying, state: State, by: Viewer, at: datetime) -> None:
    if row.state != state.value:
        row.state, row.number = state.value, next_change(row.room)
    # An author who takes their own words back leaves no judgement behind.
    is_judgement = by.is_producer and row.person != by.person
    row.judged_by, row.judged_at = (by.person or "", at) if is_judgement else (row.judged_by, row.judged_at)
    row.save()
    row.reports.filter(settled_at=None).update(settled_at=at)


def _cases(rows: Iterable[models.Saying]) -> list[Case]:
    rows = list(rows)
    said: list[Saying] = as_sayings(rows)
    return [
        Case(
            saying=each,
            word=row.word,
            reports=tuple(
                (Reason(reason), count)
                for reason, count in Counter(
                    row.reports.filter(settled_at=None).values_list("reason", flat=True)
                ).most_common()
            ),
            judged_at=row.judged_at,
        )
        for row, each in zip(rows, said, strict=True)
    ]
