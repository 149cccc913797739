"""The house's own format of a shelf: taken away whole, and taken in again to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from footlights.ground.works import api as works
from footlights.ground.works.types import BadWork, Work, WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both
from footlights.services.shelf import models
from footlights.services.shelf.types import BadEntry, Entry, Failure, Imported, MarkDraft, Privacy, State

from .held import Held
from .marking import check_mark
from .matching import match

FORMAT: Final = "footlights"
_BAD_LINE: Final = Both("The line is not one that the house wrote.", "此行不是本站导出的格式。")


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


def take_own(lines: list[dict[str, Any]], person: PersonId, at: datetime) -> Imported:
    """Take the house's own export in again: to the letter, so that exporting it gives the same lines.

    Inside the caller's transaction; a line that can't be taken is reported and leaves nothing.
    """
    imported = unchanged = 0
    failed: list[Failure] = []
    held = Held.of(person)
    told = [line.get("work") for line in lines if isinstance(line.get("work"), dict)]
    asked = {str(each.get("id")) for each in told if each}
    known = {w.id: w.kind for w in works.list_works(ids=map(WorkId, sorted(asked)), limit=len(asked))}
    for number, line in enumerate(lines[1:], start=2):
        try:
            with transaction.atomic() if line.get("type") != "mark" else nullcontext():
                is_new = _take_line(line, held, known, at)
        except (KeyError, TypeError, ValueError, AttributeError):
            failed.append(Failure(number, _BAD_LINE))
        except (BadWork, BadEntry) as bad:
            failed.append(Failure(number, bad.message))
        else:
            imported, unchanged = imported + is_new, unchanged + (not is_new)
    held.write()
    return Imported(FORMAT, imported, unchanged, tuple(failed))


def _take_line(line: dict[str, Any], held: Held, known: dict[WorkId, WorkKind], at: datetime) -> bool:
    if line["type"] == "mark":
        return _take_mark(line, held, known, at)
    if line["type"] == "review":
        return _take_review(line, held.person, known, at)
    if line["type"] == "list":
        return _take_list(line, held.person, known, at)
    raise ValueError(line["type"])


def _take_mark(line: dict[str, Any], held: Held, known: dict[WorkId, WorkKind], at: datetime) -> bool:
    draft = MarkDraft(
        State(line["state"]), line["rating"], line["comment"], tuple(line["tags"]), Privacy(line["privacy"])
    )
    texts = (draft.comment, *draft.tags)
    if not all(isinstance(text, str) for text in texts) or not isinstance(draft.rating, int | None):
        raise TypeError("a text or a rating is of another kind")
    check_mark(draft, at)
    days = [date.fromisoformat(each) for each in line["viewings"]]
    when = _instant(line["marked_at"])
    work, kind = _own_work(line["work"], known, at)
    is_new = held.add_viewings(work, days)
    return held.put(work, kind, draft, when) or is_new


def _take_review(line: dict[str, Any], person: PersonId, known: dict[WorkId, WorkKind], at: datetime) -> bool:
    work, _ = _own_work(line["work"], known, at)
    kept = {key: line[key] for key in ("title", "text", "has_spoilers", "privacy")}
    kept["written_at"] = _instant(line["written_at"])
    if models.Review.objects.filter(person=person, work=work, **kept).exists():
        return False
    models.Review.objects.update_or_create(person=person, work=work, defaults=kept)
    return True


def _take_list(line: dict[str, Any], person: PersonId, known: dict[WorkId, WorkKind], at: datetime) -> bool:
    items = [[_own_work(each["work"], known, at)[0], each["note"]] for each in line["items"]]
    when = _instant(line["made_at"])
    kept = {"text": line["text"], "privacy": Privacy(line["privacy"]).value, "items": items}
    row = models.WorkList.objects.filter(person=person, title=line["title"], made_at=when).first()
    if row and all(getattr(row, key) == value for key, value in kept.items()):
        return False
    models.WorkList.objects.update_or_create(person=person, title=line["title"], made_at=when, defaults=kept)
    return True


def _instant(written: str) -> datetime:
    when = datetime.fromisoformat(written)
    if when.tzinfo is None:
        raise ValueError(written)
    return when


def _own_work(told: dict[str, Any], known: dict[WorkId, WorkKind], at: datetime) -> tuple[WorkId, WorkKind]:
    """Return the work that a line names: by its id here, else as another catalogue's would be matched."""
    named = WorkId(told["id"])
    if named in known:
        return named, known[named]
    held = works.find_work(named)
    if held is not None:
        return held.id, held.kind
    title = told["title"]["en"]
    entry = Entry(0, title, WorkKind(told["kind"]), State.DONE, told["year"], dict(told["identifiers"]))
    matched, failed = match([entry], at)
    if failed:
        raise ValueError(title)
    return matched[0][1]
