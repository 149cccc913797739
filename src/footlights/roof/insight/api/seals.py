"""Days sealed in a chain of hashes: what was counted then can't be changed unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Min, Sum

from footlights.ground.events import api as events
from footlights.kernel.chain import GENESIS, link
from footlights.roof.insight import models

from .counting import DAY_CLOSES_AFTER
from .facts import CURSOR

_A_DAY: Final = timedelta(days=1)


def seal_days(at: datetime) -> int:
    """Seal each UTC day that has closed, and what was corrected since in days sealed before; return how many records.

    A day closes an hour after it ends. Days follow one another without a gap from the first that has a figure.
    """
    with transaction.atomic():
        events.hold_cursor(CURSOR)  # nobody counts, and nobody else seals, meanwhile
        last = models.Seal.objects.order_by("-number").first()
        number, previous = (last.number, last.link) if last else (0, GENESIS)
        made = []
        for day, is_correction, record in [*_corrections(at), *_days(at)]:
            number += 1
            previous = link(previous, record.encode())
            made.append(
                models.Seal(
                    number=number,
                    day=day,
                    is_correction=is_correction,
                    record=record,
                    link=previous,
                    sealed_at=at,
                )
            )
        models.Seal.objects.bulk_create(made)
    return len(made)


def tell_seals() -> Iterator[str]:
    """Yield each sealed record as a line of the statement file: its link, a space, and its JSON."""
    for row in models.Seal.objects.order_by("number").iterator():
        yield f"{row.link} {row.record}\n"


def _days(at: datetime) -> Iterator[tuple[date, bool, str]]:
    sealed = models.Seal.objects.filter(is_correction=False).aggregate(newest=Max("day"))["newest"]
    first = models.DailyFigure.objects.aggregate(first=Min("day"))["first"]
    if first is None:
        return
    day = sealed + _A_DAY if sealed else first
    while day < (at - DAY_CLOSES_AFTER).date():
        rows = models.DailyFigure.objects.filter(day=day).values("work", "territory")
        sums = rows.annotate(s=Sum("starts"), c=Sum("counted"), m=Sum("milliseconds"))
        yield (
            day,
            False,
            _record(day, "day", ((r["work"], r["territory"], r["s"], r["c"], r["m"]) for r in sums)),
        )
        models.Correction.objects.filter(day=day).update(is_sealed=True)
        day += _A_DAY


def _corrections(at: datetime) -> Iterator[tuple[date, bool, str]]:
    """Yield what was corrected in days that are sealed already, a record for each day."""
    waiting = models.Correction.objects.filter(is_sealed=False)
    known = models.Seal.objects.filter(is_correction=False).values("day")
    for day in sorted(set(waiting.filter(day__in=known).values_list("day", flat=True))):
        rows = waiting.filter(day=day).values("work", "territory")
        sums = rows.annotate(s=Sum("starts"), c=Sum("counted"), m=Sum("milliseconds")).order_by()
        found = ((r["work"], r["territory"], r["s"], r["c"], r["m"]) for r in sums)
        yield day, True, _record(day, "correction", found)
        waiting.filter(day=day).update(is_sealed=True)


def _record(day: date, kind: str, rows: Iterable[tuple[str, str, int, int, int]]) -> str:
    """Return a record as the same text for the same figures: [work, territory, starts, counted, milliseconds]."""
    told = {"day": day.isoformat(), "kind": kind, "rows": sorted(map(list, rows))}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
