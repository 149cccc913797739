"""Works by id, kind and genre."""

from __future__ import annotations

from collections.abc import Iterable

from footlights.ground.works import models
from footlights.ground.works.core.terms import fold
from footlights.ground.works.core.vocabulary import GENRES, SUBJECTS
from footlights.ground.works.types import Credit, CreditRole, NoSuchWork, Title, Work, WorkKind
from footlights.kernel.ids import InstitutionId, WorkId, is_id
from footlights.kernel.text import Both


def get_work(work: WorkId) -> Work:
    """Return a work.

    Raises NoSuchWork.
    """
    found = find_work(work)
    if found is None:
        raise NoSuchWork(work)
    return found


def find_work(work: WorkId) -> Work | None:
    """Return a work, or None when there is none of that id."""
    return next(iter(in_order([work])), None) if is_id(work, "wrk") else None


def find_by_identifiers(scheme: str, values: Iterable[str]) -> dict[str, WorkId]:
    """Return which works have these identifiers of a scheme; a value that none has is left out."""
    rows = models.Identifier.objects.filter(scheme=scheme, value__in=list(values))
    return {value: WorkId(work) for value, work in rows.values_list("value", "work_id")}


def find_by_titles(titles: Iterable[str]) -> dict[str, list[Work]]:
    """Return the works of each title, in any language and however it is spaced and cased; none is left out."""
    asked = {title: fold(title) for title in titles}
    rows = models.Title.objects.filter(folded__in=set(asked.values())).values_list("folded", "work_id")
    found: dict[str, list[WorkId]] = {}
    for folded, work in rows.distinct():
        found.setdefault(folded, []).append(WorkId(work))
    known = {work.id: work for work in in_order([work for works in found.values() for work in works])}
    return {
        title: [known[work] for work in found.get(folded, ()) if work in known]
        for title, folded in asked.items()
    }


def list_tags(work: Work) -> list[Both]:
    """Return the names of a work's genres and then of its subjects."""
    return [*(GENRES[code] for code in work.genres), *(SUBJECTS[code] for code in work.subjects)]


def list_genres() -> dict[str, Both]:
    """Return the genres of the works that the house has, by code, in the order of their codes."""
    codes = models.Tag.objects.filter(shelf="genre").values_list("code", flat=True).distinct()
    return {code: GENRES[code] for code in sorted(codes) if code in GENRES}


def list_works(
    *,
    kind: WorkKind | None = None,
    genre: str | None = None,
    ids: Iterable[WorkId] | None = None,
    limit: int = 50,
) -> list[Work]:
    """Return works, the popular first and then the newest; given ``ids``, those in that order."""
    rows = models.Work.objects.order_by("-popularity", "-created_at", "-id")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if genre is not None:
        rows = rows.filter(tags__shelf="genre", tags__code=genre)
    if ids is not None:
        wanted = list(dict.fromkeys(ids))
        rows = rows.filter(id__in=wanted)
        kept = set(rows.values_list("id", flat=True))
        return in_order([work for work in wanted if work in kept][:limit])
    return in_order([WorkId(each) for each in rows.values_list("id", flat=True)[:limit]])


def in_order(works: list[WorkId]) -> list[Work]:
    """Return these works in this order, leaving out those that are not there."""
    rows = models.Work.objects.in_bulk(works)
    return [_work(rows[work]) for work in works if work in rows]


def _work(row: models.Work) -> Work:
    parts = row.parts
    return Work(
        id=WorkId(row.id),
        kind=WorkKind(row.kind),
        title=Both(row.title_en, row.title_zh),
        titles=tuple(Title(*values) for values in parts["titles"]),
        original_language=row.original_language,
        year=row.year,
        runtime_seconds=row.runtime_seconds,
        summary=Both(row.summary_en, row.summary_zh),
        genres=tuple(parts["genres"]),
        subjects=tuple(parts["subjects"]),
        credits=tuple(Credit(Both(en, zh), CreditRole(role)) for role, en, zh in parts["credits"]),
        identifiers=parts["identifiers"],
        poster_url=row.poster_url or None,
        made_by=tuple(map(InstitutionId, parts["made_by"])),
        popularity=row.popularity,
    )
