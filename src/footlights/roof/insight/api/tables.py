"""Figures side by side: by work, day, territory, age band or partner, for whoever may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from footlights.ground.agreements import api as agreements
from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Viewer
from footlights.ground.works import api as works
from footlights.kernel.ids import InstitutionId, WorkId
from footlights.kernel.territory import name_of, parse_territory
from footlights.kernel.text import Both
from footlights.roof.insight import models
from footlights.roof.insight.core.withholding import withhold
from footlights.roof.insight.types import By, Figures, FiguresRow, Tally

_UNKNOWN = Both("Not told", "未提供")
_MOST_WORKS = 1_000


def tabulate(by: By, viewer: Viewer, since: date | None = None, until: date | None = None) -> Figures:
    """Return the figures of what a viewer may see: operators everything, partners their own works.

    Cells of fewer than ten starts are withheld where they could tell of persons: by age band, territory.
    """
    allowed = None if viewer.is_operator else _works_of(viewer.institutions)
    rows = models.DailyFigure.objects.all()
    rows = rows if allowed is None else rows.filter(work__in=allowed)
    rows = rows.filter(day__gte=since) if since else rows
    rows = rows.filter(day__lte=until) if until else rows
    sums: defaultdict[str, Tally] = defaultdict(Tally)
    makers = _makers() if by is By.PARTNER else {}
    for row in rows:
        tally = Tally(row.starts, row.counted, row.milliseconds)
        for key in _keys(by, row, makers):
            sums[key] += tally
    name = _namer(by, list(sums))
    order = sorted(sums, key=(lambda key: key) if by is By.DAY else (lambda key: (-sums[key].counted, key)))
    found = [FiguresRow(key, name(key), sums[key]) for key in order]
    return Figures(by, tuple(withhold(found) if by in (By.AGE, By.TERRITORY) else found))


def _works_of(institutions: Iterable[InstitutionId]) -> set[WorkId]:
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


def _keys(by: By, row: models.DailyFigure, makers: dict[str, tuple[InstitutionId, ...]]) -> tuple[str, ...]:
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
