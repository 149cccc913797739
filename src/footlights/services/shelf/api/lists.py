"""Lists: works that somebody put together."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both
from footlights.services.shelf import models
from footlights.services.shelf.types import BadEntry, ListId, NoSuchList, Privacy, WorkList

from .marking import seen_by

MOST_ITEMS: Final = 1_000
_NO_TITLE = Both("Give the list a title of at most 200 characters.", "请填写片单标题，最多 200 个字符。")
_FULL = Both("A list holds at most 1,000 works.", "一个片单最多包含 1,000 部作品。")


def create_list(person: PersonId, title: str, text: str, privacy: Privacy, at: datetime) -> ListId:
    """Begin a list.

    Raises BadEntry.
    """
    title = title.strip()
    if not title or len(title) > 200:
        raise BadEntry("title", _NO_TITLE)
    row = models.WorkList.objects.create(
        person=person, title=title, text=text.strip()[:5000], privacy=privacy.value, made_at=at
    )
    return ListId(row.id)


def add_to_list(wanted: ListId, person: PersonId, work: WorkId, note: str = "") -> None:
    """Put a work at the end of a person's list, or change its note.

    Raises NoSuchList, works' NoSuchWork, BadEntry when the list is full.
    """
    works.get_work(work)
    with transaction.atomic():
        row = _own(wanted, person)
        others = [each for each in row.items if each[0] != work]
        if len(others) >= MOST_ITEMS:
            raise BadEntry("work", _FULL)
        place = next((n for n, each in enumerate(row.items) if each[0] == work), len(others))
        row.items = [*others[:place], [work, note.strip()[:300]], *others[place:]]
        row.save(update_fields=["items"])


def remove_from_list(wanted: ListId, person: PersonId, work: WorkId) -> None:
    """Take a work out of a person's list.

    Raises NoSuchList.
    """
    with transaction.atomic():
        row = _own(wanted, person)
        row.items = [each for each in row.items if each[0] != work]
        row.save(update_fields=["items"])


def delete_list(wanted: ListId, person: PersonId) -> None:
    """Delete a person's list.

    Raises NoSuchList.
    """
    _own(wanted, person).delete()


def get_list(wanted: ListId, reader: PersonId | None) -> WorkList:
    """Return a list that a reader may see.

    Raises NoSuchList.
    """
    row = models.WorkList.objects.filter(id=wanted).first()
    if row is None or (row.person != reader and row.privacy not in seen_by(reader)):
        raise NoSuchList(wanted)
    return _list(row)


def list_lists(person: PersonId) -> list[WorkList]:
    """Return a person's own lists, the newest first."""
    return [_list(row) for row in models.WorkList.objects.filter(person=person).order_by("-made_at", "-id")]


def _own(wanted: ListId, person: PersonId) -> models.WorkList:
    row = models.WorkList.objects.filter(id=wanted, person=person).first()
    if row is None:
        raise NoSuchList(wanted)
    return row


def _list(row: models.WorkList) -> WorkList:
    known = {w.id: w for w in works.list_works(ids=[WorkId(each[0]) for each in row.items], limit=MOST_ITEMS)}
    return WorkList(
        id=ListId(row.id),
        person=PersonId(row.person),
        name=people.names_of([row.person]).get(row.person, ""),
        title=row.title,
        text=row.text,
        privacy=Privacy(row.privacy),
        items=tuple((known[WorkId(work)], note) for work, note in row.items if WorkId(work) in known),
        made_at=row.made_at,
    )
