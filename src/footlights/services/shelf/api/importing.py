"""Shelves brought from elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.works.types import WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.services.shelf import models
from footlights.services.shelf.adapters.files import read_catalogue
from footlights.services.shelf.types import Entry, Imported, MarkDraft, Read

from .held import Held
from .matching import match
from .own_format import take_own

_SCHEMES: Final = ("douban", "isbn", "letterboxd", "goodreads", "imdb", "wikidata", "eidr")
_SCREEN: Final = {WorkKind.FILM, WorkKind.DOCUMENTARY, WorkKind.SERIES, WorkKind.EPISODE}


def import_file(path: Path, person: PersonId, at: datetime) -> Imported:
    """Bring an export of another catalogue, or the house's own, onto a person's shelf: all in one transaction.

    Works are matched by identifier, then by title, kind and year (± 1); one that the house has not becomes a provisional
    work. What stands there already as the file says it is left unchanged.
    Raises BadFile, people's NoSuchPerson.
    """
    people.get_person(person)
    found = read_catalogue(path)
    with transaction.atomic():
        return take_own(found, person, at) if isinstance(found, list) else _take(found, person, at)


def _take(read: Read, person: PersonId, at: datetime) -> Imported:
    matched, failed = match(read.entries, at)
    held = Held.of(person)
    reviews = {row.work: row for row in models.Review.objects.filter(person=person)}
    changed = 0
    for entry, (work, kind) in matched:
        is_new = _put_mark(held, entry, work, kind, at)
        is_new |= held.add_viewings(work, entry.viewings)
        is_new |= _put_review(reviews, entry, person, work, at)
        changed += is_new
    held.write()
    unchanged = len(matched) - changed
    return Imported(
        read.format, changed, unchanged, tuple(sorted((*read.failed, *failed), key=lambda f: f.line))
    )


def _put_mark(held: Held, entry: Entry, work: WorkId, kind: WorkKind, at: datetime) -> bool:
    """Put down what an entry says of a work; return whether anything was new. What it doesn't say stays."""
    said, said_at = held.said.get(work, (None, None))
    when = entry.marked_at or said_at or at
    draft = MarkDraft(
        state=entry.state,
        rating=entry.rating or (said.rating if said else None),
        comment=entry.comment or (said.comment if said else ""),
        tags=entry.tags or (said.tags if said else ()),
        privacy=entry.privacy,
    )
    if said_at and when < said_at:  # an older line of the same work is history
        return False
    return held.put(work, kind, draft, when)


def _put_review(
    held: dict[str, models.Review], entry: Entry, person: PersonId, work: WorkId, at: datetime
) -> bool:
    if entry.review is None:
        return False
    title, text, has_spoilers = entry.review
    title, text = title[:200], text[:50_000]
    row = held.get(work)
    if not text or (row and (row.title, row.text) == (title, text)):
        return False
    kept = {
        "title": title,
        "text": text,
        "has_spoilers": has_spoilers,
        "privacy": entry.privacy.value,
        "written_at": entry.marked_at or at,
    }
    held[work], _ = models.Review.objects.update_or_create(person=person, work=work, defaults=kept)
    return True
