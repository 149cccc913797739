"""The lab's pages: what was solved, how every method did, and the problem to take away."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.kernel.territory import CN, GB, name_of

from . import api
from .forms import HOURS, MOST_DAYS, read_season
from .types import BadFestival, NoSuchProgramme, NotPublished, Programme, ProgrammeId, Trial

_NOTATIONS = {"json": "application/json", "coo": "text/plain", "qasm": "text/plain"}


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HouseRequest) -> HttpResponse:
    """Show the programmes that were solved; a producer asks for one more."""
    refused = None
    may_ask = request.viewer.is_producer or request.viewer.is_operator
    if request.method == "POST":
        if request.viewer.person is None:
            return redirect_to_login(request.get_full_path())
        if not may_ask:
            raise PermissionDenied
        try:
            return _ask(request)
        except BadFestival as fault:
            refused = fault.message
    facts = {
        "programmes": api.list_programmes(),
        "solved": api.count_programmes(),
        "may_ask": may_ask,
        "refused": refused,
        "first_on": (request.now + timedelta(days=14)).date().isoformat(),
        "days": range(1, MOST_DAYS + 1),
        "hours": HOURS,
        "places": [(place, name_of(place)) for place in (GB, CN)],
        "entered": request.POST,
    }
    return render(request, "lab/home.html", facts, status=422 if refused else 200)


def _ask(request: HouseRequest) -> HttpResponse:
    if request.POST.get("invented"):
        festival = api.invent_festival(films=8, days=1, seed=request.now.microsecond)
    else:
        festival = api.draft_festival(read_season(request))
    asked = api.ask_programme(festival, request.now)
    return HttpResponseRedirect(reverse("lab:programme", args=[asked]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HouseRequest, programme: str) -> HttpResponse:
    """Show a programme: the plan that won, and the table of methods; a producer publishes it, or takes it back."""
    found = _get(programme)
    refused = None
    if request.method == "POST":
        if request.viewer.person is None:
            return redirect_to_login(request.get_full_path())
        if not request.viewer.is_producer:
            raise PermissionDenied
        try:
            if request.POST.get("act") == "withdraw":
                api.withdraw_programme(found.id)
            else:
                api.publish_programme(found.id, request.now)
            return HttpResponseRedirect(request.path, status=303)
        except NotPublished as fault:
            refused = fault.message
    outcome = found.outcome
    facts: dict[str, Any] = {
        "programme": found,
        "is_waiting": outcome is None and found.failure is None,
        "refused": refused,
        "may_publish": request.viewer.is_producer and bool(found.showings) and not found.festival.is_invented,
    }
    if outcome is not None:
        facts["rows"] = [
            (each, outcome.gap_of(each), each.method is outcome.winner) for each in outcome.attempts
        ]
        facts["days"] = list(api.list_running_orders(found.id))
    template = "lab/_outcome.html" if request.headers.get("HX-Request") else "lab/programme.html"
    return render(request, template, facts, status=422 if refused else 200)


@require_safe
def running_order(request: HouseRequest, programme: str, day: str) -> HttpResponse:
    """Hand a day of a programme on as a relay's running order."""
    orders = {each.isoformat(): order for each, order in api.list_running_orders(_get(programme).id).items()}
    if day not in orders:
        raise Http404(day)
    text = json.dumps(orders[day], ensure_ascii=False, indent=1) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{programme}-{day}.json"'
    return response


@require_safe
def releases(request: HouseRequest) -> HttpResponse:
    """Show what was released for research, and to whom; who of an institution took it is for producers only."""
    found = api.list_releases()
    institutions = {each.id: each.name for each in people.list_institutions()}
    takers = [taking.person for release in found for taking in release.takings if taking.person]
    names = people.names_of(takers) if request.viewer.is_producer else {}
    shown = [
        {
            "release": release,
            "cohorts": len(release.table.splitlines()) - 1,
            "takings": [
                (taking, institutions.get(taking.institution), names.get(taking.person or "", ""))
                for taking in release.takings
            ],
        }
        for release in found
    ]
    facts = {"shown": shown, "least": min((each.recipe.fewest for each in found), default=10)}
    return render(request, "lab/releases.html", facts)


@require_GET
def export(request: HouseRequest, programme: str, notation: str) -> HttpResponse:
    """Hand the problem on: as a QUBO, or as the tuned circuit."""
    if notation not in _NOTATIONS:
        raise Http404(notation)
    festival = _get(programme).festival
    try:
        text = (
            api.export_qasm(festival, Trial()) if notation == "qasm" else api.export_qubo(festival, notation)
        )
    except BadFestival as refused:
        raise Http404(programme) from refused
    response = HttpResponse(text, content_type=f"{_NOTATIONS[notation]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{programme}.{notation}"'
    return response


def _get(programme: str) -> Programme:
    try:
        return api.get_programme(ProgrammeId(programme))
    except NoSuchProgramme as gone:
        raise Http404(programme) from gone
