"""The door to notices: give, take back, list, mark read; and letters for whoever knows addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from footlights.kernel.ids import NoticeId, PersonId
from footlights.kernel.text import Both, Language

from . import models
from .adapters import post
from .core import MOST_TRIES, wait_after
from .types import NoSuchNotice, Notice, NoticeDraft


def give(draft: NoticeDraft, at: datetime) -> None:
    """Put a notice into somebody's inbox, in the caller's transaction; the same key again changes nothing."""
    due_at = draft.due_at or at
    models.Notice.objects.get_or_create(
        person=draft.person,
        key=draft.key,
        defaults={
            "title_en": draft.title.en,
            "title_zh": draft.title.zh,
            "text_en": draft.text.en,
            "text_zh": draft.text.zh,
            "link": draft.link,
            "made_at": at,
            "due_at": due_at,
            "try_at": due_at,
        },
    )


def take_back(key: str, at: datetime) -> int:
    """Remove the notices of a key that are not due yet, everyone's; return how many."""
    return models.Notice.objects.filter(key=key, due_at__gt=at).delete()[0]


def list_notices(person: PersonId, at: datetime, *, limit: int = 100) -> list[Notice]:
    """Return what stands in a person's inbox, the newest first."""
    return [_notice(row) for row in _inbox(person, at).order_by("-due_at", "-id")[:limit]]


def count_unread(person: PersonId, at: datetime) -> int:
    """Return how many notices a person has not read."""
    return _inbox(person, at).filter(read_at=None).count()


def mark_read(person: PersonId, notice: NoticeId, at: datetime) -> Notice:
    """Mark a notice as read, and return it; its first reading stays the one on record.

    Raises NoSuchNotice.
    """
    row = _inbox(person, at).filter(id=notice).first()
    if row is None:
        raise NoSuchNotice(notice)
    if row.read_at is None:
        row.read_at = at
        row.save(update_fields=["read_at"])
    return _notice(row)


def mark_all_read(person: PersonId, at: datetime) -> int:
    """Mark everything in a person's inbox as read; return how many were new."""
    return _inbox(person, at).filter(read_at=None).update(read_at=at)


def list_letters(at: datetime, *, limit: int = 100) -> list[Notice]:
    """Return the notices whose letters are to be posted now: none where there is no post office.

    What was read in the inbox meanwhile needs no letter.
    """
    if not post.is_open():
        return []
    waiting = models.Notice.objects.filter(
        posted_at=None, read_at=None, due_at__lte=at, try_at__lte=at, tries__lt=MOST_TRIES
    )
    return [_notice(row) for row in waiting.order_by("try_at", "id")[:limit]]


def post_letter(notice: NoticeId, address: str, language: Language, house: str, at: datetime) -> bool:
    """Post a notice to an address, in a language, with its link into the house; return whether it was taken.

    house: the house's own address, such as ``https://footlights.example``; "" leaves the link out.
    A letter that the post office did not take is tried again later. Raises NoSuchNotice.
    """
    row = models.Notice.objects.filter(id=notice).first()
    if row is None:
        raise NoSuchNotice(notice)
    said = _notice(row)
    text = said.text.said_in(language.value)
    if said.link and house:
        text += f"\n\n{house}/{language.value}/{said.link}"
    is_taken = post.post(address, said.title.said_in(language.value), text)
    row.tries += 1
    row.try_at = at + wait_after(row.tries)
    row.posted_at = at if is_taken else None
    row.save(update_fields=["tries", "try_at", "posted_at"])
    return is_taken


def export_notices(person: PersonId) -> Sequence[Notice]:
    """Return everything that was ever put into a person's inbox, reminders that are not due too."""
    return [_notice(row) for row in models.Notice.objects.filter(person=person).order_by("due_at", "id")]


def forget(person: PersonId) -> int:
    """Remove everything from a person's inbox; return how many notices that were."""
    return models.Notice.objects.filter(person=person).delete()[0]


def _inbox(person: PersonId, at: datetime) -> QuerySet[models.Notice]:
    return models.Notice.objects.filter(person=person, due_at__lte=at)


def _notice(row: models.Notice) -> Notice:
    return Notice(
        NoticeId(row.id),
        PersonId(row.person),
        Both(row.title_en, row.title_zh),
        Both(row.text_en, row.text_zh),
        row.link,
        row.due_at,
        row.read_at,
    )
