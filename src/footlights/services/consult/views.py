"""The pages of consult."""

from __future__ import annotations

from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.people.types import HouseRequest
from footlights.kernel.text import Both

from . import api
from .core.knowledge import BANDS
from .core.levels import Level
from .core.words import ADVICE, SAFETY_NET
from .forms import NO_AGE, BadAge, read_person
from .types import Consultation, ConsultationId, NoConsent, NoSuchConsultation

_LONGEST_SENT = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HouseRequest) -> HttpResponse:
    """Say what the service is and is not, ask for consent, and begin."""
    refused: Both | None = None
    if request.method == "POST":
        try:
            age, sex = read_person(request.POST)
            made = api.begin(
                request.viewer, age, sex, request.now, agrees=request.POST.get("agrees") == "yes"
            )
            return HttpResponseRedirect(reverse("consult:talk", args=[made]), status=303)
        except BadAge:
            refused = NO_AGE
        except NoConsent as missing:
            refused = missing.message
    facts = {
        "mark": api.get_mark(),
        "is_demonstration": api.is_demonstration(),
        "refused": refused,
        "given": request.POST,
        "earlier": api.list_consultations(request.viewer, request.now, limit=5),
    }
    return render(request, "consult/home.html", facts, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HouseRequest, consultation: str) -> HttpResponse:
    """Show the conversation, and take in what is written."""
    shown = _mine(request, consultation)
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:_LONGEST_SENT]
        if text:
            api.say(shown.id, request.viewer, text, request.now)
        return HttpResponseRedirect(reverse("consult:talk", args=[shown.id]), status=303)
    last = shown.bubbles[-1] if shown.bubbles else None
    facts = {
        "shown": shown,
        "asks": last is not None and last.kind == "ask" and not shown.ended,
        **_result(shown),
    }
    return render(request, "consult/talk.html", facts)


@require_GET
def note(request: HouseRequest, consultation: str) -> HttpResponse:
    """Show a note to print or to show a doctor."""
    shown = _mine(request, consultation)
    return render(request, "consult/note.html", {"shown": shown, **_result(shown)})


@require_GET
def note_pdf(request: HouseRequest, consultation: str) -> HttpResponse:
    """Hand over the note as a PDF."""
    shown = _mine(request, consultation)
    response = HttpResponse(
        api.write_note(shown, request.language, request.now), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = f'inline; filename="note-{shown.id}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def knowledge(request: HouseRequest) -> HttpResponse:
    """Show everything that the service knows, with its sources and who reviewed it."""
    names = {each.id: each.name for each in api.list_findings()}
    groups = [
        (
            key.replace("_", " "),
            [
                (each, [(names[name], round(BANDS[band] * 100)) for name, band in each.shows])
                for each in sorted(found, key=lambda condition: condition.name.en)
            ],
        )
        for key, found in groupby(api.list_conditions(), key=lambda condition: condition.group)
    ]
    facts = {
        "groups": groups,
        "flags": api.list_red_flags(),
        "findings": len(names),
        "conditions": len(api.list_conditions()),
        "mark": api.get_mark(),
    }
    return render(request, "consult/knowledge.html", facts)


def _mine(request: HouseRequest, consultation: str) -> Consultation:
    try:
        return api.get_consultation(ConsultationId(consultation), request.viewer, request.now)
    except NoSuchConsultation as gone:
        if request.viewer.person is None:  # it may be theirs, once they sign in
            raise PermissionDenied from gone
        raise Http404(consultation) from gone


def _result(shown: Consultation) -> dict[str, object]:
    result = shown.result
    if result is None:
        return {}
    level = Level(result.facts["level"])
    return {
        "level": level,
        "advice": ADVICE[level.value],
        "safety_net": SAFETY_NET,
        "causes": [
            (Both(**each["name"]), Both(**each["department"]), each["share"], each["source"])
            for each in result.facts.get("causes", ())
        ],
        "flags": [(Both(**each["name"]), each["source"]) for each in result.facts.get("flags", ())],
        "there": [Both(**each) for each in result.facts.get("present", ())],
        "not_there": [Both(**each) for each in result.facts.get("absent", ())],
    }
