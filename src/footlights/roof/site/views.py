"""Pages of the site."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import MemorandumId, WorkId

from . import api


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the foyer: what is on."""
    newest = next(iter(agreements.list_memoranda()), None)
    return render(request, "site/home.html", {"newest": newest, "works": works.list_works(limit=24)})


@require_safe
def work(request: HttpRequest, work: str) -> HttpResponse:
    """Show one work."""
    found = works.find_work(WorkId(work))
    if found is None:
        raise Http404(work)
    return render(request, "site/work.html", {"work": found})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the works that a query finds; htmx gets the list alone."""
    query = request.GET.get("q", "").strip()[:200]
    found = works.search_works(query, limit=40) if query else []
    page = "site/_found.html" if request.headers.get("HX-Request") else "site/search.html"
    return render(request, page, {"query": query, "found": found})


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what the house's folders offer to whoever is signed in."""
    return render(request, "site/account.html")


@require_safe
def memoranda(request: HttpRequest) -> HttpResponse:
    """Show every memorandum."""
    return render(request, "site/memoranda.html", {"memoranda": agreements.list_memoranda()})


@require_safe
def memorandum(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Show a memorandum, what was promised under it, and what came of it; htmx gets the promises alone."""
    try:
        shown = api.read_memorandum(MemorandumId(memorandum), cast(HouseRequest, request).now)
    except NoSuchDeal as refusal:
        raise Http404(memorandum) from refusal
    page = "site/_sectors.html" if request.headers.get("HX-Request") else "site/memorandum.html"
    return render(request, page, {"page": shown})
