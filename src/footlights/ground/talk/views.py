"""The pages of talk, and what a page's islands ask and send."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from footlights.ground.people.types import HouseRequest
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both

from . import api
from .forms import Sent, read_reason, read_saying, read_seconds
from .schemas import as_json, room_facts, whole
from .types import (
    CannotSay,
    Form,
    NoSuchRoom,
    NoSuchSaying,
    NotYours,
    Reason,
    RoomClosed,
    Saying,
    SayingId,
    State,
)

WINDOW_SECONDS = 300  # of danmaku, asked for at once
_SIGN_IN = Both("Sign in to say something.", "登录后发言。")
_WAITS = Both("Thank you: this waits for a moderator before others see it.", "已提交，待管理员审核后显示。")
_REPORTED = Both("Thank you: a moderator will look at it.", "已举报，管理员将会查看。")
_REMOVED = Both("It is taken away.", "已删除。")


@require_POST
def say(request: HouseRequest) -> HttpResponse:
    """Say something in the room whose ticket the page carried."""
    if request.viewer.person is None:
        return _refuse(request, 403, _SIGN_IN)
    try:
        sent = read_saying(request.POST)
        said = _post(request, sent, request.viewer.person)
    except CannotSay as cannot:
        return _refuse(request, 422, cannot.message)
    except RoomClosed as closed:
        return _refuse(request, 409, closed.message)
    except (NoSuchRoom, NoSuchSaying) as gone:
        return _refuse(request, 404, gone.message)
    if _wants_json(request):
        note = _WAITS.as_json() if said.state is State.HELD else None
        return JsonResponse({"saying": whole(said), "note": note}, status=201)
    if said.state is State.HELD:
        messages.success(request, _WAITS.said_in(request.language))
    return HttpResponseRedirect(f"{_way_back(request)}#{said.id}", status=303)


def _post(request: HouseRequest, sent: Sent, person: PersonId) -> Saying:
    subject = api.read_ticket(sent.ticket)
    if sent.form is Form.COMMENT:
        return api.post_comment(subject, person, sent.text, request.now, reply_to=sent.reply_to)
    if sent.form is Form.CHAT:
        return api.post_message(subject, person, sent.text, request.now)
    return api.post_danmaku(subject, person, sent.text, request.now, at_seconds=sent.at_seconds)


@require_GET
def danmaku(request: HouseRequest) -> HttpResponse:
    """Return the danmaku of some minutes of a film, for the player."""
    try:
        subject = api.read_ticket(request.GET.get("ticket", ""))
    except NoSuchRoom as gone:
        return JsonResponse({"error": gone.message.as_json()}, status=404)
    since = read_seconds(request.GET.get("since", ""))
    found = api.find_room(subject)
    said = api.list_danmaku(subject, since=since, until=since + WINDOW_SECONDS) if found else []
    facts = {
        "number": found.changes if found else 0,
        "until": since + WINDOW_SECONDS,
        "sayings": [as_json(each) for each in said],
    }
    response = JsonResponse(facts)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def room(request: HouseRequest, ticket: str) -> HttpResponse:
    """Show a room by itself: what its panel shows on other pages, and earlier messages."""
    try:
        subject = api.read_ticket(ticket)
    except NoSuchRoom as gone:
        raise Http404(gone) from gone
    before = read_seconds(request.GET.get("before", "")) or None
    return render(request, "talk/room.html", room_facts(request, subject, before=before))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HouseRequest, saying: str) -> HttpResponse:
    """Ask whether to take something away, and do."""
    try:
        shown = api.get_saying(SayingId(saying))
        if not (request.viewer.is_producer or shown.person == request.viewer.person):
            raise PermissionDenied
        if request.method != "POST":
            return render(request, "talk/remove.html", {"saying": shown, "to": _way_back(request)})
        api.remove(shown.id, request.viewer, request.now)
    except NoSuchSaying as gone:
        raise Http404(saying) from gone
    return _done(request, _REMOVED)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HouseRequest, saying: str) -> HttpResponse:
    """Ask why something should not have been said, and note it."""
    person, refused = request.viewer.person, None
    try:
        shown = api.get_saying(SayingId(saying))
        if shown.state is not State.SHOWN or person is None:
            raise NoSuchSaying(saying)
        if request.method == "POST":
            api.report(shown.id, person, read_reason(request.POST), request.now)
            return _done(request, _REPORTED)
    except NoSuchSaying as gone:
        raise Http404(saying) from gone
    except CannotSay as cannot:
        refused = cannot.message
    facts = {"saying": shown, "reasons": list(Reason), "to": _way_back(request), "refused": refused}
    return render(request, "talk/report.html", facts, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HouseRequest) -> HttpResponse:
    """Show moderators what waits, and what was taken away; let them decide, and slow a room down."""
    if not request.viewer.is_producer:
        raise PermissionDenied
    if request.method == "POST":
        try:
            _decide(request)
        except (NoSuchSaying, NoSuchRoom, NotYours) as gone:
            raise Http404 from gone
        return HttpResponseRedirect(reverse("talk:queue"), status=303)
    facts = {
        "cases": api.list_cases(),
        "removed": api.list_removed(),
        "rooms": [each for each in api.list_rooms(limit=100) if each.closed_at is None][:20],
    }
    return render(request, "talk/queue.html", facts)


def _decide(request: HouseRequest) -> None:
    if keep := request.POST.get("keep"):
        api.keep(SayingId(keep), request.viewer, request.now)
    elif gone := request.POST.get("remove"):
        api.remove(SayingId(gone), request.viewer, request.now)
    elif slow := request.POST.get("slow"):
        api.set_slow_mode(slow, read_seconds(request.POST.get("seconds", "")))


def _done(request: HouseRequest, message: Both) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"note": message.as_json()})
    messages.success(request, message.said_in(request.language))
    return HttpResponseRedirect(_way_back(request), status=303)


def _refuse(request: HouseRequest, status: int, message: Both) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": message.as_json()}, status=status)
    facts: dict[str, Any] = {
        "message": message,
        "text": request.POST.get("text", ""),
        "to": _way_back(request),
    }
    return render(request, "talk/refused.html", facts, status=status)


def _wants_json(request: HouseRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _way_back(request: HouseRequest) -> str:
    """Return where the form stood, else the foyer."""
    to = (request.POST if request.method == "POST" else request.GET).get("to", "")
    if url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure()):
        return to
    return f"/{request.language.value}/"
