"""The most viewed works, as anyone may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Sum

from footlights.kernel.ids import WorkId
from footlights.roof.insight import models


def rank_works(
    *, territory: str = "", since: date | None = None, among: Sequence[WorkId] | None = None, limit: int = 50
) -> list[tuple[WorkId, int]]:
    """Return works with their counted views, the most viewed first; those of equal views by their ids.

    territory: ISO 3166-1 alpha-2, "" for all. among: only these works.
    """
    rows = models.DailyFigure.objects.filter(counted__gt=0)
    rows = rows.filter(territory=territory) if territory else rows
    rows = rows.filter(day__gte=since) if since else rows
    rows = rows.filter(work__in=among) if among is not None else rows
    sums = rows.values("work").annotate(views=Sum("counted")).order_by("-views", "work")[:limit]
    return [(WorkId(row["work"]), row["views"]) for row in sums]
