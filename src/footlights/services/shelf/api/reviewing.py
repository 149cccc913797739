"""Reviews: longer texts in Markdown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q

from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both
from footlights.services.shelf import models
from footlights.services.shelf.core.markdown import to_html
from footlights.services.shelf.types import BadEntry, Privacy, Review

from .marking import seen_by

LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 50_000
_NO_TITLE = Both("Give the review a title of at most 200 characters.", "请填写标题，最多 200 个字符。")
_NO_TEXT = Both("Write something, at most 50,000 characters.", "请填写正文，最多 50,000 个字符。")


def write_review(
    person: PersonId,
    work: WorkId,
    title: str,
    text: str,
    *,
    has_spoilers: bool,
    privacy: Privacy,
    at: datetime,
) -> Review:
    """Keep a person's review of a work, in place of the one before.

    Raises works' NoSuchWork, BadEntry.
    """
    works.get_work(work)
    title, text = title.strip(), text.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise BadEntry("title", _NO_TITLE)
    if not text or len(text) > LONGEST_TEXT:
        raise BadEntry("text", _NO_TEXT)
    kept = {
        "title": title,
        "text": text,
        "has_spoilers": has_spoilers,
        "privacy": privacy.value,
        "written_at": at,
    }
    row, _ = models.Review.objects.update_or_create(person=person, work=work, defaults=kept)
    return _reviews([row])[0]


def find_review(person: PersonId, work: WorkId) -> Review | None:
    """Return a person's review of a work, or None."""
    row = models.Review.objects.filter(person=person, work=work).first()
    return _reviews([row])[0] if row else None


def remove_review(person: PersonId, work: WorkId) -> None:
    """Forget a person's review of a work."""
    models.Review.objects.filter(person=person, work=work).delete()


def list_reviews(work: WorkId, reader: PersonId | None, *, limit: int = 20) -> list[Review]:
    """Return the reviews of a work that a reader may see, their own among them, the newest first."""
    mine = Q(person=reader) if reader else Q(pk__in=())
    rows = models.Review.objects.filter(mine | Q(privacy__in=seen_by(reader)), work=work)
    return _reviews(list(rows.order_by("-written_at", "-id")[:limit]))


def _reviews(rows: list[models.Review]) -> list[Review]:
    names = people.names_of(row.person for row in rows)
    return [
        Review(
            person=PersonId(row.person),
            name=names.get(row.person, ""),
            work=WorkId(row.work),
            title=row.title,
            text=row.text,
            html=to_html(row.text),
            has_spoilers=row.has_spoilers,
            privacy=Privacy(row.privacy),
            written_at=row.written_at,
        )
        for row in rows
    ]
