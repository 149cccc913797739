"""The use of an agreement's works, as its statements tell it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import StatementDraft, Use
from footlights.kernel.ids import AgreementId, StatementId, WorkId
from footlights.roof.insight import models


def draft_statement(agreement: AgreementId, since: date, until: date) -> StatementDraft:
    """Return what was used under an agreement from a day on until a day, both included.

    Use is the counted views of the works that the agreement or its amendments grant, in the territories granted.
    Raises NoSuchDeal.
    """
    grants = agreements.list_used_grants(agreement)
    works = {work for grant in grants for work in grant.works}
    rows = models.DailyFigure.objects.filter(work__in=works, day__gte=since, day__lte=until, counted__gt=0)
    views: Counter[tuple[date, str, str]] = Counter()
    for row in rows:
        if any(row.work in grant.works and row.territory in grant.territories for grant in grants):
            views[row.day, row.work, row.territory] += row.counted
    uses = (Use(day, WorkId(work), where, count) for (day, work, where), count in sorted(views.items()))
    return StatementDraft(agreement, since, until, tuple(uses))


def still_agrees(statement: StatementId) -> bool:
    """Return whether a statement's use is what the figures come to now.

    Raises NoSuchDeal.
    """
    known = agreements.get_statement(statement)
    return draft_statement(known.agreement, known.since, known.until).uses == known.uses
