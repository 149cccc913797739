"""Shelves brought from elsewhere, and taken away whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import BadWork, Work, WorkDraft, WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both
from footlights.services.shelf import models
from footlights.services.shelf.adapters.files import read_catalogue
from footlights.services.shelf.types import Entry, Failure, Imported, MarkDraft, Privacy, Read, State

from .marking import write_mark

FORMAT: Final = "footlights"
_SCHEMES: Final = ("douban", "isbn", "letterboxd", "goodreads", "imdb", "wikidata", "eidr")
_SCREEN: Final = {WorkKind.FILM, WorkKind.DOCUMENTARY, WorkKind.SERIES, WorkKind.EPISODE}
_BAD_LINE = Both("The line is not one that the house wrote.", "此行不是本站导出的格式。")


def import_file(path: Path, person: PersonId, at: datetime) -> Imported:
    """Bring an export of another catalogue, or the house's own, onto a person's shelf: all in one transaction.

    Works are matched by identifier, then by title, kind and year (± 1); one that the house has not becomes a provisional
    work. What stands there already as the file says it is left unchanged.
    Raises BadFile, people's NoSuchPerson.
    """
    people.get_person(person)
    found = read_catalogue(path)
    with transaction.atomic():
        return _take_own(found, person, at) if isinstance(found, list) else _take(found, person, at)


def _take(read: Read, person: PersonId, at: datetime) -> Imported:
    matched, failed = _match(read.entries, at)
    held = {row.work: row for row in models.Mark.objects.filter(person=person)}
    reviews = {row.work: row for row in models.Review.objects.filter(person=person)}
    seen = {(row.work, row.day) for row in models.Seen.objects.filter(person=person)}
    fresh: list[models.Seen] = []
    changed = 0
    for entry, (work, kind) in matched:
        row = held.get(work)
        is_new = _put_mark(row, entry, person, work, kind, held, at)
        for day in entry.viewings:
            if (work, day) not in seen:
                seen.add((work, day))
                fresh.append(models.Seen(person=person, work=work, day=day))
                is_new = True
        is_new |= _put_review(reviews, entry, person, work, at)
        changed += is_new
    models.Seen.objects.bulk_create(fresh, batch_size=500)
    unchanged = len(matched) - changed
    return Imported(
        read.format, changed, unchanged, tuple(sorted((*read.failed, *failed), key=lambda f: f.line))
    )


def _put_mark(
    row: models.Mark | None,
    entry: Entry,
    person: PersonId,
    work: WorkId,
    kind: WorkKind,
    held: dict[str, models.Mark],
    at: datetime,
) -> bool:
    """Write what an entry says of a work; return whether anything was new. What it doesn't say stays."""
    when = entry.marked_at or (row.marked_at if row else at)
    draft = MarkDraft(
        state=entry.state,
        rating=entry.rating or (row.rating if row else None),
        comment=entry.comment or (row.comment if row else ""),
        tags=entry.tags or (tuple(row.tags) if row else ()),
        privacy=entry.privacy,
    )
    if row is not None and _says(row) == (draft, when):
        return False
    if row is not None and when < row.marked_at:  # an older line of the same work is history
        return False
    row = row or models.Mark(person=person, work=work, kind=kind.value)
    write_mark(row, draft, when)
    held[work] = row
    return True


def _says(row: models.Mark) -> tuple[MarkDraft, datetime]:
    draft = MarkDraft(State(row.state), row.rating, row.comment, tuple(row.tags), Privacy(row.privacy))
    return draft, row.marked_at


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


def _match(
    entries: Iterable[Entry], at: datetime
) -> tuple[list[tuple[Entry, tuple[WorkId, WorkKind]]], list[Failure]]:
    """Return each entry with its work, and the entries that no work could be made for."""
    entries = list(entries)
    known: dict[tuple[str, str], WorkId] = {}
    for scheme in _SCHEMES:
        values = {e.identifiers[scheme] for e in entries if scheme in e.identifiers}
        known.update(
            {(scheme, value): work for value, work in works.find_by_identifiers(scheme, values).items()}
        )
    titled = works.find_by_titles({entry.title for entry in entries})
    kinds = {w.id: w.kind for w in works.list_works(ids=known.values(), limit=len(known))}
    made: dict[tuple[str, int | None, WorkKind], WorkId] = {}
    matched: list[tuple[Entry, tuple[WorkId, WorkKind]]] = []
    failed: list[Failure] = []
    for entry in entries:
        named = next((known[pair] for pair in entry.identifiers.items() if pair in known), None)
        alike = None if named else _alike(entry, titled.get(entry.title, []))
        if named:
            matched.append((entry, (named, kinds.get(named, entry.kind))))
        elif alike:
            matched.append((entry, (alike.id, alike.kind)))
        else:
            key = (entry.title, entry.year, entry.kind)
            try:
                made[key] = made.get(key) or _provisional(entry, at)
            except BadWork as bad:
                failed.append(Failure(entry.line, bad.message))
                continue
            known.update(dict.fromkeys(entry.identifiers.items(), made[key]))
            kinds[made[key]] = entry.kind
            matched.append((entry, (made[key], entry.kind)))
    return matched, failed


def _alike(entry: Entry, candidates: list[Work]) -> Work | None:
    """Return the one work of that title whose kind and year agree; where two do, neither."""
    fitting = [
        work
        for work in candidates
        if (work.kind is entry.kind or {work.kind, entry.kind} <= _SCREEN)
        and (entry.year is None or work.year is None or abs(work.year - entry.year) <= 1)
        and not any(
            work.identifiers.get(scheme, value) != value for scheme, value in entry.identifiers.items()
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _provisional(entry: Entry, at: datetime) -> WorkId:
    title = Both(entry.title, entry.title)
    draft = WorkDraft(
        kind=entry.kind,
        title=title,
        year=entry.year,
        original_language="zh-Hans" if any("\u4e00" <= c <= "\u9fff" for c in entry.title) else "en",
        identifiers=dict(entry.identifiers),
    )
    return works.create_work(draft, at)


def export_shelf(person: PersonId) -> Iterator[dict[str, Any]]:
    """Yield a person's shelf as lines of the house's own format: marks, reviews, lists, each with its work."""
    yield {"shelf": FORMAT, "version": 1}
    marks = list(models.Mark.objects.filter(person=person).order_by("marked_at", "work"))
    reviews = list(models.Review.objects.filter(person=person).order_by("written_at", "work"))
    lists = list(models.WorkList.objects.filter(person=person).order_by("made_at", "id"))
    listed = [each[0] for row in lists for each in row.items]
    ids = list(dict.fromkeys([*(m.work for m in marks), *(r.work for r in reviews), *listed]))
    known = {w.id: w for w in works.list_works(ids=[WorkId(each) for each in ids], limit=len(ids))}
    days: dict[str, list[str]] = {}
    for each in models.Seen.objects.filter(person=person).order_by("day"):
        days.setdefault(each.work, []).append(each.day.isoformat())
    for mark in marks:
        yield {
            "type": "mark",
            "work": _work_json(known.get(WorkId(mark.work)), mark.work),
            "state": mark.state,
            "rating": mark.rating,
            "comment": mark.comment,
            "tags": mark.tags,
            "privacy": mark.privacy,
            "marked_at": mark.marked_at.isoformat(),
            "viewings": days.get(mark.work, []),
        }
    for review in reviews:
        yield {
            "type": "review",
            "work": _work_json(known.get(WorkId(review.work)), review.work),
            "title": review.title,
            "text": review.text,
            "has_spoilers": review.has_spoilers,
            "privacy": review.privacy,
            "written_at": review.written_at.isoformat(),
        }
    for row in lists:
        yield {
            "type": "list",
            "title": row.title,
            "text": row.text,
            "privacy": row.privacy,
            "made_at": row.made_at.isoformat(),
            "items": [
                {"work": _work_json(known.get(WorkId(work)), work), "note": note} for work, note in row.items
            ],
        }


def _work_json(work: Work | None, id: str) -> dict[str, Any]:
    if work is None:
        return {"id": id}
    return {
        "id": work.id,
        "kind": work.kind.value,
        "title": work.title.as_json(),
        "year": work.year,
        "identifiers": work.identifiers,
    }


def _take_own(lines: list[dict[str, Any]], person: PersonId, at: datetime) -> Imported:
    """Take the house's own export in again: to the letter, so that exporting it gives the same lines."""
    imported = unchanged = 0
    failed: list[Failure] = []
    for number, line in enumerate(lines[1:], start=2):
        try:
            with transaction.atomic():
                is_new = _take_line(line, person, at)
        except (KeyError, TypeError, ValueError):
            failed.append(Failure(number, _BAD_LINE))
        except BadWork as bad:
            failed.append(Failure(number, bad.message))
        else:
            imported, unchanged = imported + is_new, unchanged + (not is_new)
    return Imported(FORMAT, imported, unchanged, tuple(failed))


def _take_line(line: dict[str, Any], person: PersonId, at: datetime) -> bool:
    if line["type"] == "mark":
        work, kind = _own_work(line["work"], at)
        row = models.Mark.objects.filter(person=person, work=work).first()
        draft = MarkDraft(
            State(line["state"]),
            line["rating"],
            line["comment"],
            tuple(line["tags"]),
            Privacy(line["privacy"]),
        )
        days = [date.fromisoformat(each) for each in line["viewings"]]
        added = [models.Seen.objects.get_or_create(person=person, work=work, day=day)[1] for day in days]
        when = datetime.fromisoformat(line["marked_at"])
        if row and _says(row) == (draft, when):
            return any(added)
        write_mark(row or models.Mark(person=person, work=work, kind=kind.value), draft, when)
        return True
    if line["type"] == "review":
        work, _ = _own_work(line["work"], at)
        kept = {key: line[key] for key in ("title", "text", "has_spoilers", "privacy")}
        kept["written_at"] = datetime.fromisoformat(line["written_at"])
        known = models.Review.objects.filter(person=person, work=work)
        if known.filter(**kept).exists():
            return False
        models.Review.objects.update_or_create(person=person, work=work, defaults=kept)
        return True
    if line["type"] == "list":
        items = [[_own_work(each["work"], at)[0], each["note"]] for each in line["items"]]
        when = datetime.fromisoformat(line["made_at"])
        kept = {"text": line["text"], "privacy": Privacy(line["privacy"]).value, "items": items}
        row_ = models.WorkList.objects.filter(person=person, title=line["title"], made_at=when).first()
        if row_ and all(getattr(row_, key) == value for key, value in kept.items()):
            return False
        models.WorkList.objects.update_or_create(
            person=person, title=line["title"], made_at=when, defaults=kept
        )
        return True
    raise ValueError(line["type"])


def _own_work(told: dict[str, Any], at: datetime) -> tuple[WorkId, WorkKind]:
    """Return the work that a line names: by its id here, else as another catalogue's would be matched."""
    held = works.find_work(WorkId(told["id"]))
    if held is not None:
        return held.id, held.kind
    title = told["title"]["en"]
    entry = Entry(0, title, WorkKind(told["kind"]), State.DONE, told["year"], dict(told["identifiers"]))
    matched, failed = _match([entry], at)
    if failed:
        raise ValueError(title)
    return matched[0][1]
