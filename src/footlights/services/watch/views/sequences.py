"""Series and playlists: their pages, and the form in which a producer puts works into an order."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.text import Both
from footlights.services.watch import api
from footlights.services.watch.forms import SequenceForm, read_sequence_form
from footlights.services.watch.types import BadSequence, NoSuchSequence, Sequence, SequenceId, SequenceKind

from .films import refuse_strangers

_ROWS_MORE = 3


@require_safe
def sequences(request: HouseRequest) -> HttpResponse:
    """Show every series and playlist."""
    found = [
        (each, api.list_parts(each, request.viewer.territory, at=request.now))
        for each in api.list_sequences()
    ]
    return render(request, "watch/sequences.html", {"sequences": found})


@require_safe
def sequence(request: HouseRequest, sequence: str) -> HttpResponse:
    """Show one series or playlist, part by part."""
    found = _get(sequence)
    parts = api.list_parts(found, request.viewer.territory, at=request.now)
    first = next((part for part in parts if part.plays), None)
    return render(request, "watch/sequence.html", {"sequence": found, "parts": parts, "first": first})


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HouseRequest) -> HttpResponse:
    """Let a producer put works into an order."""
    if refusal := refuse_strangers(request):
        return refusal
    if request.method != "POST":
        return _form(request, SequenceForm(SequenceKind.SERIES, Both("", ""), ()), None)
    form = read_sequence_form(request)
    try:
        made = api.create_sequence(form.kind, form.title, form.works, at=request.now)
    except BadSequence as bad:
        return _form(request, form, None, bad.message)
    return HttpResponseRedirect(reverse("watch:sequence", args=[made.id]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def rearrange(request: HouseRequest, sequence: str) -> HttpResponse:
    """Let a producer change an order, or forget it."""
    if refusal := refuse_strangers(request):
        return refusal
    found = _get(sequence)
    if request.method != "POST":
        return _form(request, SequenceForm(found.kind, found.title, found.works), found)
    if "remove" in request.POST:
        api.remove_sequence(found.id)
        return HttpResponseRedirect(reverse("watch:sequences"), status=303)
    form = read_sequence_form(request)
    try:
        api.revise_sequence(found.id, form.title, form.works)
    except BadSequence as bad:
        return _form(request, form, found, bad.message)
    return HttpResponseRedirect(reverse("watch:sequence", args=[found.id]), status=303)


def _form(
    request: HouseRequest, form: SequenceForm, sequence: Sequence | None, error: Both | None = None
) -> HttpResponse:
    facts = {
        "form": form,
        "rows": [*form.works, *[""] * _ROWS_MORE],
        "kinds": list(SequenceKind),
        "held": works.list_works(limit=500),
        "sequence": sequence,
        "error": error,
    }
    return render(request, "watch/arrange.html", facts, status=422 if error else 200)


def _get(sequence: str) -> Sequence:
    try:
        return api.get_sequence(SequenceId(sequence))
    except NoSuchSequence as gone:
        raise Http404(sequence) from gone
