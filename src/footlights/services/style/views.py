"""The pages of style."""

from __future__ import annotations

import csv
import io

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.ground.works.types import NoSuchWork, WorkKind

from . import api
from .core.looks import ATTRIBUTES, describe, is_look
from .forms import BANDS, PLACES, read_respondent, read_study
from .types import BadStudy, NoSuchStudy, NotOpen, Study, StudyId


@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """Show the studies that may be answered, and those that were."""
    found = api.list_studies()
    facts = {
        "open": [each for each in found if each.is_open(request.now)],
        "closed": [each for each in found if not each.is_open(request.now)],
        "may_open": request.viewer.is_producer,
    }
    return render(request, "style/home.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Let a producer open a study."""
    if not request.viewer.is_producer:
        raise PermissionDenied
    refused = None
    if request.method == "POST":
        try:
            made = api.open_study(read_study(request.POST, request.now))
            return HttpResponseRedirect(reverse("style:results", args=[made]), status=303)
        except BadStudy as bad:
            refused = bad
        except NoSuchWork as gone:
            refused = BadStudy("work", gone.message)
    every = works.list_works(limit=200)
    fitting = [work for work in every if work.kind is WorkKind.LOOK] or every
    facts = {"refused": refused, "works": fitting, "given": request.POST}
    return render(request, "style/new.html", facts, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HouseRequest, study: str) -> HttpResponse:
    """Say what a study is and let a viewer begin."""
    shown, refused = _study(study), None
    if request.method == "POST":
        told = read_respondent(request.POST)
        try:
            if told is not None:
                api.begin(shown.id, request.viewer, *told, request.now)
                return HttpResponseRedirect(reverse("style:choose", args=[shown.id]), status=303)
        except NotOpen as closed:
            refused = closed.message
    facts = {
        "study": shown,
        "bands": BANDS,
        "places": PLACES,
        "refused": refused,
        "is_open": shown.is_open(request.now),
    }
    return render(request, "style/study.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HouseRequest, study: str) -> HttpResponse:
    """Ask which of two looks, keep the answer, and in the end tell a viewer their taste."""
    shown = _study(study)
    try:
        if request.method == "POST":
            _keep(request, shown.id)
            return HttpResponseRedirect(reverse("style:choose", args=[shown.id]), status=303)
        asked = api.ask(shown.id, request.viewer, request.now)
        if asked is None:
            taste = api.get_taste(shown.id, request.viewer, request.now)
            return render(
                request, "style/taste.html", {"study": shown, "taste": taste, "said": describe(taste.look)}
            )
    except NotOpen:
        return HttpResponseRedirect(reverse("style:study", args=[shown.id]), status=303)
    pair = [(code, describe(code)) for code in (asked.left, asked.right)]
    return render(request, "style/choose.html", {"study": shown, "asked": asked, "pair": pair})


def _keep(request: HouseRequest, study: StudyId) -> None:
    if "back" in request.POST:
        api.take_back(study, request.viewer, request.now)
        return
    number = request.POST.get("number", "")
    if number.isascii() and number.isdigit() and len(number) < 4:
        api.answer(study, request.viewer, int(number), request.POST.get("chosen", ""), request.now)


@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HouseRequest, study: str) -> HttpResponse:
    """Show a producer what cohorts prefer, simulate shares, and queue designs for another round."""
    shown, refused = _producers(request, study), None
    if request.method == "POST":
        try:
            api.propose_designs(shown.id, request.now)
            return HttpResponseRedirect(reverse("style:results", args=[shown.id]), status=303)
        except BadStudy as bad:
            refused = bad.message
    cohorts = api.list_cohorts(shown.id)
    proposed = api.list_proposals(shown.id)
    wanted = [code for code in request.GET.getlist("look") if is_look(code)][:6]
    compared = wanted if len(wanted) > 1 else [code for _, code in proposed][-3:]
    facts = {
        "study": shown,
        "people": api.count_people(shown.id),
        "cohorts": cohorts,
        "proposed": [(round_, code, describe(code)) for round_, code in proposed],
        "shares": api.share_looks(shown.id, compared) if len(compared) > 1 else [],
        "attributes": ATTRIBUTES,
        "refused": refused,
    }
    return render(request, "style/results.html", facts, status=422 if refused else 200)


@require_GET
def brief(request: HouseRequest, study: str) -> HttpResponse:
    """Hand a producer the brief as a PDF."""
    shown = _producers(request, study)
    written = api.write_brief(shown.id, request.language, request.now)
    response = HttpResponse(written, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="brief-{shown.id}.pdf"'
    return response


@require_GET
def choices(request: HouseRequest, study: str) -> HttpResponse:
    """Hand a producer the answers in long format."""
    shown = _producers(request, study)
    written = io.StringIO()
    csv.writer(written).writerows(api.export_choices(shown.id))
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="choices-{shown.id}.csv"'
    return response


@require_GET
@cache_control(public=True, max_age=86_400, immutable=True)
def look(request: HouseRequest, code: str) -> HttpResponse:
    """Draw a look."""
    drawn = api.draw_look(code)
    if drawn is None:
        raise Http404(code)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


def _study(study: str) -> Study:
    try:
        return api.get_study(StudyId(study))
    except NoSuchStudy as gone:
        raise Http404(study) from gone


def _producers(request: HouseRequest, study: str) -> Study:
    if not request.viewer.is_producer:
        raise PermissionDenied
    return _study(study)
