"""What producers do with studies: open them, gather pictures, read results, take the brief away."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.ground.works.types import NoSuchWork, WorkKind
from footlights.kernel.text import Both
from footlights.services.style import api
from footlights.services.style.core.catalogue import Catalogue
from footlights.services.style.core.looks import Attribute
from footlights.services.style.forms import MOST_COMPARED, read_compared, read_said, read_study, read_uploads
from footlights.services.style.types import (
    BadStudy,
    Cohort,
    PictureRefused,
    Standing,
    Study,
    StudyKind,
)

from .shown import find_producers_study, shower

_FIRST = 3  # groups whose shares are seen at once: everybody, and two places


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Let a producer open a study."""
    if not request.viewer.is_producer:
        raise PermissionDenied
    refused = None
    if request.method == "POST":
        try:
            draft = read_study(request.POST, request.now)
            made = api.open_study(draft)
            page = "style:pictures" if draft.kind is StudyKind.PICTURES else "style:results"
            return HttpResponseRedirect(reverse(page, args=[made]), status=303)
        except BadStudy as bad:
            refused = bad
        except NoSuchWork as gone:
            refused = BadStudy("work", gone.message)
    every = works.list_works(limit=200)
    fitting = [work for work in every if work.kind is WorkKind.LOOK] or every
    facts = {"refused": refused, "works": fitting, "given": request.POST}
    return render(request, "style/new.html", facts, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HouseRequest, study: str) -> HttpResponse:
    """Let a producer gather a study's pictures, say what they show, and put the study before the public."""
    shown = find_producers_study(request, study)
    refused: list[Both] = []
    if request.method == "POST":
        try:
            refused = _gather(request, shown)
            if not refused:
                page = "style:results" if "present" in request.POST else "style:pictures"
                return HttpResponseRedirect(reverse(page, args=[shown.id]), status=303)
        except BadStudy as bad:
            refused = [bad.message]
    show = shower(shown)
    held = api.list_pictures(shown.id)
    facts = {
        "study": shown,
        "pictures": [show(each.code) for each in held],
        "least": api.least_pictures(shown.questions),
        "missing": max(0, api.least_pictures(shown.questions) - len(held)),
        "refused": refused,
        "is_gathering": shown.kind is StudyKind.PICTURES and not shown.is_ready,
    }
    return render(request, "style/pictures.html", facts, status=422 if refused else 200)


def _gather(request: HouseRequest, shown: Study) -> list[Both]:
    """Do what was asked for; return why some pictures were not taken."""
    for code, said in read_said(request.POST).items():
        api.describe_picture(shown.id, code, said)
    if gone := request.POST.get("remove"):
        api.remove_picture(shown.id, gone)
    refused = []
    for name, content in read_uploads(request):
        try:
            api.add_picture(shown.id, name, content, request.now)
        except PictureRefused as bad:
            refused.append(bad.message)
    if "present" in request.POST:
        api.present_pictures(shown.id, request.now)
    return refused


@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HouseRequest, study: str) -> HttpResponse:
    """Show a producer what cohorts prefer, simulate shares, and queue designs for another round."""
    shown, refused = find_producers_study(request, study), None
    if request.method == "POST":
        try:
            api.propose_designs(shown.id, request.now)
            return HttpResponseRedirect(reverse("style:results", args=[shown.id]), status=303)
        except BadStudy as bad:
            refused = bad.message
    show, catalogue = shower(shown), api.get_catalogue(shown)
    rated = api.rate_proposals(shown.id)
    wanted = read_compared(request.GET, catalogue)
    cohorts = api.list_cohorts(shown.id)
    compared = wanted or _first_compared(rated, cohorts)
    shares = api.share_looks(shown.id, compared) if len(compared) > 1 else []
    told = [(cohort, [(show(each.look), each) for each in found]) for cohort, found in shares]
    facts = {
        "study": shown,
        "people": api.count_people(shown.id),
        "cohorts": [each for each in cohorts if not each.is_withheld],
        "withheld": [each for each in cohorts if each.is_withheld],
        "proposed": [(round_, show(each.code), each) for round_, each in rated],
        "standings": _standings(shown),
        "shares": told[:_FIRST],
        "more_shares": told[_FIRST:],
        "rails": [(show(code) if code else None, rail) for code, rail in _rails(catalogue, compared)]
        if shown.kind is StudyKind.LOOKS
        else [],
        "compared": compared,
        "is_too_few": not wanted and bool({"look", catalogue.attributes[0].name} & set(request.GET)),
        "pictures": [show(code) for code in catalogue.codes] if shown.kind is StudyKind.PICTURES else [],
        "refused": refused,
    }
    return render(request, "style/results.html", facts, status=422 if refused else 200)


@require_GET
def brief(request: HouseRequest, study: str) -> HttpResponse:
    """Show a producer the brief for designers, ready to be printed."""
    shown = find_producers_study(request, study)
    show = shower(shown)
    cohorts = api.list_cohorts(shown.id)
    facts = {
        "study": shown,
        "people": api.count_people(shown.id),
        "cohorts": [
            (each, [show(code) for code in each.proposed]) for each in cohorts if not each.is_withheld
        ],
        "withheld": [each for each in cohorts if each.is_withheld],
        "queued": [(round_, show(code)) for round_, code in api.list_proposals(shown.id)],
        "rule": api.RULE,
    }
    return render(request, "style/brief.html", facts)


@require_GET
def brief_pdf(request: HouseRequest, study: str) -> HttpResponse:
    """Hand a producer the brief as a PDF."""
    shown = find_producers_study(request, study)
    written = api.write_brief(shown.id, request.language, request.now)
    response = HttpResponse(written, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="brief-{shown.id}.pdf"'
    return response


@require_GET
def choices(request: HouseRequest, study: str) -> HttpResponse:
    """Hand a producer the answers in long format."""
    shown = find_producers_study(request, study)
    written = io.StringIO()
    csv.writer(written).writerows(api.export_choices(shown.id))
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="choices-{shown.id}.csv"'
    return response


def _standings(shown: Study) -> list[tuple[object, object]]:
    """Return how often each picture was chosen; looks are too many to be told one by one."""
    if shown.kind is StudyKind.LOOKS:
        return []
    show = shower(shown)
    return [(show(each.code), each) for each in api.list_standings(shown.id)]


def _first_compared(rated: Sequence[tuple[int, Standing]], cohorts: Sequence[Cohort]) -> list[str]:
    """Return what is compared before anybody asks: the last designs proposed, or those that would be."""
    queued = list(dict.fromkeys(each.code for _, each in rated))[-3:]
    return queued or [code for cohort in cohorts[:1] for code in cohort.proposed]


def _rails(catalogue: Catalogue, compared: Sequence[str]) -> list[tuple[str, list[tuple[Attribute, int]]]]:
    """Return each look compared with the level of each attribute, and a place for one more, without levels (-1)."""
    told = [(code, [int(digit) for digit in code]) for code in compared]
    if len(told) < MOST_COMPARED:
        told.append(("", [-1] * len(catalogue.attributes)))
    return [(code, list(zip(catalogue.attributes, levels, strict=True))) for code, levels in told]
