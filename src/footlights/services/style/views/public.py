"""What the public sees of style: studies, the two looks of a question, one's own taste."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.people.types import HouseRequest
from footlights.services.style import api
from footlights.services.style.forms import BANDS, PLACES, read_respondent
from footlights.services.style.types import NotOpen, StudyId

from .shown import find_study, list_samples, shower


@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """Show the studies that may be answered, and those that were."""
    found = [(each, list_samples(each)) for each in api.list_studies() if each.is_ready]
    facts = {
        "open": [(each, samples) for each, samples in found if each.is_open(request.now)],
        "closed": [each for each, _ in found if not each.is_open(request.now)],
        "may_open": request.viewer.is_producer,
    }
    return render(request, "style/home.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HouseRequest, study: str) -> HttpResponse:
    """Say what a study is and let a viewer begin."""
    shown, refused = find_study(study), None
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
        "samples": list_samples(shown),
        "bands": BANDS,
        "places": PLACES,
        "refused": refused,
        "is_open": shown.is_open(request.now),
    }
    return render(request, "style/study.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HouseRequest, study: str) -> HttpResponse:
    """Ask which of two looks, keep the answer, and in the end tell a viewer their taste."""
    shown = find_study(study)
    try:
        if request.method == "POST":
            _keep(request, shown.id)
            return HttpResponseRedirect(reverse("style:choose", args=[shown.id]), status=303)
        asked = api.ask(shown.id, request.viewer, request.now)
        show = shower(shown)
        if asked is None:
            taste = api.get_taste(shown.id, request.viewer, request.now)
            facts = {"study": shown, "taste": taste, "look": show(taste.look)}
            return render(request, "style/taste.html", facts)
    except NotOpen:
        return HttpResponseRedirect(reverse("style:study", args=[shown.id]), status=303)
    facts = {"study": shown, "asked": asked, "pair": [show(asked.left), show(asked.right)]}
    return render(request, "style/choose.html", facts)


def _keep(request: HouseRequest, study: StudyId) -> None:
    if "back" in request.POST:
        api.take_back(study, request.viewer, request.now)
        return
    number = request.POST.get("number", "")
    if number.isascii() and number.isdigit() and len(number) < 4:
        api.answer(study, request.viewer, int(number), request.POST.get("chosen", ""), request.now)


@require_GET
@cache_control(public=True, max_age=86_400, immutable=True)
def look(request: HouseRequest, code: str) -> HttpResponse:
    """Draw a look."""
    drawn = api.draw_look(code)
    if drawn is None:
        raise Http404(code)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@require_GET
@cache_control(public=True, max_age=86_400, immutable=True)
def picture(request: HouseRequest, study: str, code: str) -> HttpResponse:
    """Hand out a picture of a study."""
    content = api.find_picture(study, code)
    if content is None:
        raise Http404(code)
    return HttpResponse(content, content_type="image/jpeg")
