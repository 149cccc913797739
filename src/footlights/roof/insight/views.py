"""The figures, as a page with a chart and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from footlights.ground.people.types import HouseRequest

from . import api
from .types import By, Figures

Page = Callable[[HttpRequest], HttpResponse]


def for_partners(page: Page) -> Page:
    """Let operators in, and whoever works for an institution."""

    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponse:
        viewer = cast(HouseRequest, request).viewer
        if viewer.person is None:
            return redirect_to_login(request.get_full_path())
        if not (viewer.is_operator or viewer.institutions):
            raise PermissionDenied
        return page(request)

    return guarded


@require_safe
@for_partners
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures by one of their dimensions."""
    found = _figures(request)
    return render(request, "insight/figures.html", {"figures": found, "every": list(By)})


@require_safe
@for_partners
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the figures as CSV; what is withheld is empty."""
    found = _figures(request)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([found.by.value, "name_en", "name_zh", "starts", "counted_views", "watch_seconds"])
    for row in found.rows:
        tally = row.tally
        told = ["", "", ""] if row.is_withheld else [tally.starts, tally.counted, tally.milliseconds // 1000]
        names = [
            f"'{name}" if name[:1] in ("=", "+", "-", "@") else name for name in (row.name.en, row.name.zh)
        ]
        rows.writerow([row.key, *names, *told])
    headers = {"Content-Disposition": f'attachment; filename="figures-by-{found.by.value}.csv"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _figures(request: HttpRequest) -> Figures:
    wanted = request.GET.get("by", "")
    by = By(wanted) if wanted in list(By) else By.WORK
    return api.tabulate(by, cast(HouseRequest, request).viewer)
