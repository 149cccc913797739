"""The pages of the shelf."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.ground.works.types import NoSuchWork, Work, WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both

from . import api
from .forms import read_chart, read_mark, read_privacy
from .types import IMPORTABLE, BadEntry, BadFile, ListId, Mark, MarkDraft, NoSuchList, Privacy, State

DECADES = range(2020, 1919, -10)
_NO_FILE = Both("Choose a file.", "请选择文件。")


@require_GET
def chart(request: HouseRequest) -> HttpResponse:
    """Show the best works by their protected scores, and the rule."""
    asked = read_chart(request.GET)
    genres = works.list_genres()
    facts = {
        "ranked": api.list_chart(**asked),
        "kinds": list(WorkKind),
        "genres": genres,
        "decades": DECADES,
        "asked": asked,
        "genre_said": genres.get(asked["genre"]),
    }
    return render(request, "shelf/chart.html", facts)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HouseRequest) -> HttpResponse:
    """Show a person their own shelf and lists, and begin a list."""
    person, refused = _me(request), None
    if request.method == "POST":
        title, text = request.POST.get("title", ""), request.POST.get("text", "")
        try:
            made = api.create_list(person, title, text, read_privacy(request.POST), request.now)
            return HttpResponseRedirect(reverse("shelf:list", args=[made]), status=303)
        except BadEntry as bad:
            refused = bad
    wanted = request.GET.get("state", "")
    state = State(wanted) if wanted in list(State) else None
    facts = {
        "shelf": _with_works(api.list_marks(person, state=state)),
        "lists": api.list_lists(person),
        "states": list(State),
        "chosen": state,
        "privacies": list(Privacy),
        "refused": refused,
    }
    return render(request, "shelf/mine.html", facts, status=422 if refused else 200)


@login_required
@require_GET
def following(request: HouseRequest) -> HttpResponse:
    """Show what the people whom a person follows put on their shelves."""
    facts = {"shelf": _with_works(api.list_marks_followed(_me(request)))}
    return render(request, "shelf/following.html", facts)


def _with_works(marks: list[Mark]) -> list[tuple[Mark, Work]]:
    known = {work.id: work for work in works.list_works(ids=[mark.work for mark in marks], limit=len(marks))}
    return [(mark, known[mark.work]) for mark in marks if mark.work in known]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HouseRequest, work: str) -> HttpResponse:
    """Let a person say where a work stands with them."""
    shown, person = _work(work), _me(request)
    if request.method != "POST":
        return _mark_page(request, shown, None)
    if "remove" in request.POST:
        api.remove_mark(person, shown.id)
        return _back(request, shown)
    try:
        api.mark_work(person, shown.id, _whole(request, shown), request.now)
    except BadEntry as bad:
        return _mark_page(request, shown, bad)
    return _back(request, shown)


def _whole(request: HouseRequest, shown: Work) -> MarkDraft:
    """Return the draft; where the short form of a panel was sent, with what stands there already."""
    draft = read_mark(request.POST)
    held = api.find_mark(_me(request), shown.id)
    if held is None or "whole" in request.POST:
        return draft
    return MarkDraft(
        draft.state, draft.rating or held.rating, held.comment, held.tags, held.privacy, draft.viewed_on
    )


def _mark_page(request: HouseRequest, shown: Work, refused: BadEntry | None) -> HttpResponse:
    facts = {
        "work": shown,
        "mark": api.find_mark(_me(request), shown.id),
        "states": list(State),
        "privacies": list(Privacy),
        "ratings": range(1, 11),
        "refused": refused,
    }
    return render(request, "shelf/mark.html", facts, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HouseRequest, work: str) -> HttpResponse:
    """Let a person write about a work at length."""
    shown, person, refused = _work(work), _me(request), None
    if request.method == "POST":
        if "remove" in request.POST:
            api.remove_review(person, shown.id)
            return _back(request, shown)
        try:
            api.write_review(
                person,
                shown.id,
                request.POST.get("title", ""),
                request.POST.get("text", ""),
                has_spoilers="has_spoilers" in request.POST,
                privacy=read_privacy(request.POST),
                at=request.now,
            )
            return _back(request, shown)
        except BadEntry as bad:
            refused = bad
    facts = {
        "work": shown,
        "review": api.find_review(person, shown.id),
        "privacies": list(Privacy),
        "refused": refused,
        "sent": request.POST,
    }
    return render(request, "shelf/review.html", facts, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def work_list(request: HouseRequest, wanted: str) -> HttpResponse:
    """Show a list; let its maker add and take away."""
    reader = request.viewer.person
    try:
        if request.method == "POST" and reader is not None:
            return _change_list(request, ListId(wanted), reader)
        shown = api.get_list(ListId(wanted), reader)
    except NoSuchList as gone:
        raise Http404(wanted) from gone
    query = request.GET.get("q", "").strip()[:100]
    facts = {
        "list": shown,
        "is_mine": shown.person == reader,
        "query": query,
        "found": works.search_works(query, limit=8) if query and shown.person == reader else [],
    }
    return render(request, "shelf/list.html", facts)


def _change_list(request: HouseRequest, wanted: ListId, reader: PersonId) -> HttpResponse:
    work = WorkId(request.POST.get("work", ""))
    if "delete" in request.POST:
        api.delete_list(wanted, reader)
        return HttpResponseRedirect(reverse("shelf:mine"), status=303)
    try:
        if "remove" in request.POST:
            api.remove_from_list(wanted, reader, work)
        else:
            api.add_to_list(wanted, reader, work, request.POST.get("note", ""))
    except NoSuchWork as gone:
        raise Http404(work) from gone
    return HttpResponseRedirect(reverse("shelf:list", args=[wanted]), status=303)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HouseRequest) -> HttpResponse:
    """Bring a shelf from elsewhere."""
    done, refused = None, None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if not isinstance(file, UploadedFile):
                raise BadFile(_NO_FILE)
            with tempfile.TemporaryDirectory() as folder:
                kept = Path(folder) / "export"
                kept.write_bytes(file.read())
                done = api.import_file(kept, _me(request), request.now)
        except BadFile as bad:
            refused = bad.message
    return render(
        request,
        "shelf/import.html",
        {"done": done, "refused": refused, "importable": IMPORTABLE},
        status=422 if refused else 200,
    )


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Hand a person their shelf as ndjson, which any house takes in again."""
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in api.export_shelf(_me(request)))
    response = HttpResponse("".join(lines), content_type="application/x-ndjson; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="shelf.ndjson"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quarantine(request: HouseRequest) -> HttpResponse:
    """Show the operator which votes are set aside, and why; let them count again."""
    if not request.viewer.is_operator:
        raise PermissionDenied
    if request.method == "POST":
        number = request.POST.get("lift", "")
        if number.isdigit() and len(number) < 18:
            api.lift_quarantine(int(number), request.now)
        return HttpResponseRedirect(reverse("shelf:quarantine"), status=303)
    held = api.list_quarantines()
    known = {work.id: work for work in works.list_works(ids=[each[1] for each in held], limit=len(held))}
    return render(request, "shelf/quarantine.html", {"held": [(*each, known.get(each[1])) for each in held]})


def _me(request: HouseRequest) -> PersonId:
    if request.viewer.person is None:
        raise PermissionDenied
    return request.viewer.person


def _work(work: str) -> Work:
    try:
        return works.get_work(WorkId(work))
    except NoSuchWork as gone:
        raise Http404(work) from gone


def _back(request: HouseRequest, shown: Work) -> HttpResponse:
    """Lead back to where the form stood, else to the work's mark."""
    to = request.POST.get("to", "")
    if not url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure()):
        to = reverse("shelf:mark", args=[shown.id])
    return HttpResponseRedirect(to, status=303)
