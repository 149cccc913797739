"""The figures, as a page with a chart and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import WorkId

from . import api
from .types import By, Figures, NotYourWork

Page = Callable[..., HttpResponse]


def for_partners(page: Page) -> Page:
    """Let operators in, and whoever works for an institution."""

    @wraps(page)
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        viewer = cast(HouseRequest, request).viewer
        if viewer.person is None:
            return redirect_to_login(request.get_full_path())
        if not (viewer.is_operator or viewer.institutions):
            raise PermissionDenied
        return page(request, **named)

    return guarded


@require_safe
@for_partners
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures by one of their dimensions."""
    found = _figures(request)
    since, until = _period(request)
    facts = {"figures": found, "every": list(By), "since": since, "until": until}
    return render(request, "insight/figures.html", facts)


@require_safe
@for_partners
def why(request: HttpRequest, work: str) -> HttpResponse:
    """Show why a work's figure is what it is, from the starts down to the counted views."""
    since, until = _period(request)
    try:
        found = api.explain(WorkId(work), cast(HouseRequest, request).viewer, since, until)
    except NotYourWork as refusal:
        raise PermissionDenied from refusal
    named = works.find_work(WorkId(work))
    if named is None:
        raise Http404(work)
    facts = {"why": found, "work": named, "since": since, "until": until}
    return render(request, "insight/why.html", facts)


@require_safe
@for_partners
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the figures as CSV; what is withheld is empty."""
    found = _figures(request)
    out = io.StringIO()
    rows = csv.writer(out)
    columns = ("starts", "counted_views", "watch_seconds", "viewers", "completed")
    rows.writerow([found.by.value, "name_en", "name_zh", *columns])
    for row in found.rows:
        tally = row.tally
        seconds = tally.milliseconds // 1000
        numbers = (tally.starts, tally.counted, seconds, row.viewers, tally.completed)
        told = [""] * len(columns) if row.is_withheld else numbers
        names = [
            f"'{name}" if name[:1] in ("=", "+", "-", "@") else name for name in (row.name.en, row.name.zh)
        ]
        rows.writerow([row.key, *names, *told])
    headers = {"Content-Disposition": f'attachment; filename="figures-by-{found.by.value}.csv"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _figures(request: HttpRequest) -> Figures:
    wanted = request.GET.get("by", "")
    by = By(wanted) if wanted in list(By) else By.WORK
    return api.tabulate(by, cast(HouseRequest, request).viewer, *_period(request))


def _period(request: HttpRequest) -> tuple[date | None, date | None]:
    """Return from which day on and until which day is asked; a text that is no day asks nothing."""
    found: list[date | None] = []
    for name in ("since", "until"):
        try:
            found.append(date.fromisoformat(request.GET.get(name, "")))
        except ValueError:
            found.append(None)
    return found[0], found[1]
