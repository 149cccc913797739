"""The exchange's pages: hand a file in, look into it, take its rights in, take rights out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import AgreementId
from footlights.kernel.text import Both
from footlights.kernel.zones import ZONES

from . import api
from .forms import read_choices, read_columns, read_delivery
from .types import BadFile, DeliveryId, Field, NoSuchDelivery, NotTakenIn, Preview

SHOWN_PROBLEMS = 200


def producers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let producers pass; ask the others to sign in, or say no."""

    @wraps(view)
    def guarded(request: HouseRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.viewer.person is None:
            return redirect_to_login(request.get_full_path())
        if not request.viewer.is_producer and not request.viewer.is_operator:
            raise PermissionDenied
        return view(request, *arguments, **named)

    return guarded


@producers_only
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HouseRequest) -> HttpResponse:
    """Show what came in and what can go out; take a file."""
    refused = None
    if request.method == "POST":
        try:
            kept = api.receive(read_delivery(request), request.viewer.person, request.now)
            return HttpResponseRedirect(reverse("exchange:delivery", args=[kept]), status=303)
        except BadFile as fault:
            refused = fault.message
    deals = [(deal, agreements.list_grants(agreement=deal.id)) for deal in agreements.list_agreements()]
    facts = {
        "deliveries": api.list_deliveries(),
        "deals": [(deal, len(given)) for deal, given in deals if given],
        "zones": ZONES,
        "refused": refused,
    }
    return render(request, "exchange/home.html", facts, status=422 if refused else 200)


@producers_only
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HouseRequest, delivery: str) -> HttpResponse:
    """Show what a file holds before anything is granted; take it in under an agreement."""
    try:
        preview = api.open_delivery(DeliveryId(delivery))
    except (NoSuchDelivery, BadFile) as gone:
        raise Http404(delivery) from gone
    refused = None
    if request.method == "POST":
        chosen = AgreementId(request.POST.get("agreement", ""))
        try:
            if "columns" in request.POST:
                api.choose_columns(preview.delivery.id, read_columns(request))
            else:
                api.take_in(preview.delivery.id, chosen, read_choices(request, preview), request.now)
            return HttpResponseRedirect(request.path, status=303)
        except (NotTakenIn, NoSuchDeal) as fault:
            refused = fault.message
    return render(
        request, "exchange/delivery.html", _preview(preview, refused), status=422 if refused else 200
    )


def _fields(preview: Preview) -> list[tuple[Field, int | None, list[tuple[int, str]]]]:
    """Return, of a plain spreadsheet, each field with its column and the columns to choose from, each with a value."""
    document = preview.report.document
    if document.sheet is None:
        return []
    choices = []
    for place, header in enumerate(document.sheet.headers):
        value = next((row[place] for row in document.sheet.rows if place < len(row) and row[place]), "")
        if header or value:
            choices.append((place, f"{header[:40]} – {value[:30]}" if value else header[:40]))
    return [(known, document.columns.get(known), choices) for known in Field]


def _preview(preview: Preview, refused: Both | None) -> dict[str, Any]:
    offers: dict[str, dict[str, Any]] = {}
    zone = preview.delivery.zone
    for offer, clause in zip(preview.reading.offers, preview.clauses, strict=True):
        held = offers.setdefault(
            offer.key, {"offer": offer, "work": preview.matches.get(offer.key), "clauses": []}
        )
        held["clauses"].append((clause, offer.lines))
    return {
        "preview": preview,
        "zone": ZONES.get(zone, Both(zone, zone)),
        "fields": _fields(preview),
        "problems": preview.report.problems[:SHOWN_PROBLEMS],
        "more_problems": max(0, len(preview.report.problems) - SHOWN_PROBLEMS),
        "offers": list(offers.values()),
        "works": works.list_works(limit=500),
        "agreements": agreements.list_agreements(),
        "granted": [agreements.say_clause(agreements.get_grant(each)) for each in preview.delivery.grants],
        "refused": refused,
    }


@producers_only
@require_GET
def download(request: HouseRequest, agreement: str, form: str) -> HttpResponse:
    """Hand an agreement's grants out as a file of the trade."""
    if form not in ("xlsx", "xml", "jsonld"):
        raise Http404(form)
    try:
        written = api.write_agreement(AgreementId(agreement), form, request.now)
    except (NoSuchDeal, NotTakenIn) as gone:
        raise Http404(agreement) from gone
    response = HttpResponse(written.content, content_type=written.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{written.name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
