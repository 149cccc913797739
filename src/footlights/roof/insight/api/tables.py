"""Figures side by side: by work, day, territory, age band or partner, for whoever may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from footlights.ground.agreements import api as agreements
from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Viewer
from footlights.ground.works import api as works
from footlights.kernel.ids import InstitutionId, WorkId
from footlights.kernel.territory import name_of, parse_territory
from footlights.kernel.text import Both
from footlights.roof.insight import models
from footlights.roof.insight.core.withholding import withhold
from footlights.roof.insight.types import By, Figures, FiguresRow, NotYourWork, Tally, Why

from .facts import tally_of

_UNKNOWN = Both("Not told", "未提供")
_MOST_WORKS = 1_000
_MOST_CORRECTIONS = 50


def tabulate(by: By, viewer: Viewer, since: date | None = None, until: date | None = None) -> Figures:
    """Return the figures of what a viewer may see: operators everything, partners their own works.

    Cells of fewer than ten people are withheld where they could tell of persons: by age band, territory.
    """
    allowed = None if viewer.is_operator else works_of(viewer.institutions)
    makers = _makers() if by is By.PARTNER else {}
    sums: defaultdict[str, Tally] = defaultdict(Tally)
    for row in _seen(models.DailyFigure.objects.all(), allowed, since, until):
        for key in _keys(by, row, makers):
            sums[key] += tally_of(row)
    viewers: defaultdict[str, set[str]] = defaultdict(set)
    people_of: defaultdict[str, set[str]] = defaultdict(set)
    for visit in _seen(models.Visit.objects.all(), allowed, since, until):
        for key in _keys(by, visit, makers):
            people_of[key].add(visit.viewer)
            if visit.counted > 0:
                viewers[key].add(visit.viewer)
    name = _namer(by, list(sums))
    rows = [
        FiguresRow(key, name(key), tally, len(viewers[key]), len(people_of[key]))
        for key, tally in sums.items()
    ]
    told = withhold(rows) if by in (By.AGE, By.TERRITORY) else rows
    return Figures(by, tuple(sorted(told, key=_place_of_day if by is By.DAY else _place)))


def _place_of_day(row: FiguresRow) -> str:
    return row.key


def _place(row: FiguresRow) -> tuple[bool, int, str]:
    """Return where a row stands: the most views first, then what is withheld, in an order that tells nothing."""
    return row.is_withheld, 0 if row.is_withheld else -row.tally.counted, row.key


def explain(work: WorkId, viewer: Viewer, since: date | None = None, until: date | None = None) -> Why:
    """Return why a work's figure is what it is: day by day, from the starts down to the counted views.

    Raises NotYourWork for whoever may not see its figures.
    """
    if not viewer.is_operator and work not in works_of(viewer.institutions):
        raise NotYourWork(work)
    days: defaultdict[date, Tally] = defaultdict(Tally)
    for row in _seen(models.DailyFigure.objects.all(), {work}, since, until):
        days[row.day] += tally_of(row)
    visits = _seen(models.Visit.objects.filter(counted__gt=0), {work}, since, until)
    late = _seen(models.Correction.objects.exclude(counted=0), {work}, since, until)
    return Why(
        work,
        tuple(sorted(days.items(), reverse=True)),
        sum(days.values(), Tally()),
        visits.values("viewer").distinct().count(),
        tuple(_gather(late.order_by("-corrected_at"))),
    )


def _gather(corrections: Iterable[models.Correction]) -> list[tuple[datetime, date, int]]:
    """Return corrections, the latest first: those of one day that came on one day as one, dated by its last."""
    found: dict[tuple[date, date], tuple[datetime, date, int]] = {}
    for each in corrections:
        key = each.corrected_at.date(), each.day
        at, day, counted = found.get(key, (each.corrected_at, each.day, 0))
        found[key] = at, day, counted + each.counted
    return list(found.values())[:_MOST_CORRECTIONS]


def _seen(
    rows: QuerySet[Any], allowed: set[WorkId] | None, since: date | None, until: date | None
) -> QuerySet[Any]:
    rows = rows if allowed is None else rows.filter(work__in=allowed)
    rows = rows.filter(day__gte=since) if since else rows
    return rows.filter(day__lte=until) if until else rows


def works_of(institutions: Iterable[InstitutionId]) -> set[WorkId]:
    """Return the works that institutions made, or that agreements of their partnerships grant."""
    mine = set(institutions)
    found = {work.id for work in works.list_works(limit=_MOST_WORKS) if mine & set(work.made_by)}
    for memorandum in agreements.list_memoranda():
        for bond in agreements.list_partnerships(memorandum.id):
            if mine & set(bond.institutions):
                for agreement in agreements.list_agreements(bond.id):
                    for grant in agreements.list_grants(agreement=agreement.id):
                        found |= set(grant.works)
    return found


def _makers() -> dict[str, tuple[InstitutionId, ...]]:
    return {work.id: work.made_by for work in works.list_works(limit=_MOST_WORKS)}


def _keys(
    by: By, row: models.DailyFigure | models.Visit, makers: dict[str, tuple[InstitutionId, ...]]
) -> tuple[str, ...]:
    match by:
        case By.WORK:
            return (row.work,)
        case By.DAY:
            return (row.day.isoformat(),)
        case By.TERRITORY:
            return (row.territory,)
        case By.AGE:
            return (row.age_band,)
        case By.PARTNER:
            return makers.get(row.work, ()) or ("",)


def _namer(by: By, keys: list[str]) -> Callable[[str], Both]:
    """Return what names a key in both languages."""
    if by is By.WORK:
        titles = {
            work.id: work.title
            for work in works.list_works(ids=[WorkId(key) for key in keys], limit=len(keys))
        }
        return lambda key: titles.get(WorkId(key), Both(key, key))
    if by is By.PARTNER:
        names = {each.id: each.name for each in people.list_institutions()}
        return lambda key: names.get(InstitutionId(key), _UNKNOWN)
    if by is By.TERRITORY:
        return lambda key: name_of(parse_territory(key)) if key else _UNKNOWN
    if by is By.AGE:
        return lambda key: AgeBand(key).said if key else _UNKNOWN
    return lambda key: Both(key, key)
