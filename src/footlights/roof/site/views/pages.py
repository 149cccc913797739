"""Pages of the site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import CampaignLinkId, MemorandumId, StatementId, WorkId
from footlights.kernel.text import Language
from footlights.roof.site import api
from footlights.roof.site.types import NotYours, StatementPage


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
    image = request.build_absolute_uri(found.poster_url) if found.poster_url else None
    address, language = request.build_absolute_uri(request.path), cast(HouseRequest, request).language
    facts = {
        "work": found,
        "tags": works.list_tags(found),
        "makers": api.list_makers(found),
        "image": image,
        "linked": api.describe_work(found, language, address, image),
    }
    return render(request, "site/work.html", facts)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the works that a query finds; htmx gets the list alone."""
    query = request.GET.get("q", "").strip()[:200]
    found = works.search_works(query, limit=40) if query else []
    return _page_or_part(request, "site/search.html", "site/_found.html", {"query": query, "found": found})


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
    return _page_or_part(request, "site/memorandum.html", "site/_sectors.html", {"page": shown})


@require_safe
def figures(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Answer with every promise under a memorandum and its figure, as JSON."""
    try:
        found = api.list_figures(MemorandumId(memorandum), cast(HouseRequest, request).now)
    except NoSuchDeal as refusal:
        return JsonResponse({"error": refusal.message.as_json()}, status=404)
    return JsonResponse(
        {"memorandum": memorandum, "figures": found}, json_dumps_params={"ensure_ascii": False}
    )


@login_required
@require_safe
def statement(request: HttpRequest, statement: str) -> HttpResponse:
    """Show a statement to the partners of its agreement."""
    page = _read_statement(request, statement)
    if isinstance(page, HttpResponse):
        return page
    return render(request, "site/statement.html", {"page": page})


@login_required
@require_safe
def statement_file(request: HttpRequest, statement: str, name: str) -> HttpResponse:
    """Hand out a statement as a file: en.pdf, zh.pdf, statement.csv or statement.json."""
    page = _read_statement(request, statement)
    if isinstance(page, HttpResponse):
        return page
    match name:
        case "en.pdf" | "zh.pdf":
            body: bytes | str = api.write_statement(page, Language(name[:2]))
            kind = "application/pdf"
        case "statement.csv":
            body, kind = "\ufeff" + api.tabulate_statement(page), "text/csv; charset=utf-8"
        case "statement.json":
            told = agreements.tell_statement(page.statement)
            body, kind = json.dumps(told, ensure_ascii=False, indent=2), "application/json"
        case _:
            raise Http404(name)
    headers = {
        "Content-Disposition": f'attachment; filename="{statement}-{name}"',
        "Cache-Control": "private",
    }
    return HttpResponse(body, content_type=kind, headers=headers)


def _read_statement(request: HttpRequest, statement: str) -> StatementPage | HttpResponse:
    try:
        return api.read_statement(StatementId(statement), cast(HouseRequest, request).viewer)
    except NoSuchDeal as refusal:
        raise Http404(statement) from refusal
    except NotYours as refusal:
        return render(request, "site/not_yours.html", {"message": refusal.message}, status=403)


@require_safe
def follow(request: HttpRequest, link: str) -> HttpResponse:
    """Lead on from a campaign's link, and count that it was followed."""
    asked = cast(HouseRequest, request)
    viewer = people.pseudonym_of(asked.viewer, asked.now)
    try:
        target = agreements.follow_link(CampaignLinkId(link), viewer, asked.viewer.territory, asked.now)
    except NoSuchDeal as refusal:
        raise Http404(link) from refusal
    return HttpResponse(status=302, headers={"Location": target, "Cache-Control": "no-store"})


def _page_or_part(request: HttpRequest, page: str, part: str, facts: Mapping[str, Any]) -> HttpResponse:
    """Answer with the whole page, or with its part that changes when htmx asks."""
    response = render(request, part if request.headers.get("HX-Request") else page, facts)
    patch_vary_headers(response, ("HX-Request",))
    return response
