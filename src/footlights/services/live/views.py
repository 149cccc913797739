"""The pages of live: what is on, the relay with its running order and clocks, and the control room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from footlights.ground.media import api as media
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.kernel.clock import microseconds
from footlights.kernel.territory import name_of
from footlights.kernel.text import Both
from footlights.kernel.zones import ZONES

from . import api
from .forms import EXAMPLE, read_plan
from .types import BadEvent, Event, EventId, NoSuchEvent, NotLicensed, NotOn, State, Viewing, Way

FOREIGN_PAGE = Both("This may only be sent from the house's own pages.", "只能从本站页面发送。")
CLOCKS = [(ZONES[zone], zone) for zone in ("Europe/London", "Asia/Shanghai")]


@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """Show what is on, what comes, and what can be seen again."""
    events = api.list_events()
    facts = {
        "on": [e for e in events if e.state is State.LIVE],
        "coming": [e for e in reversed(events) if e.state in (State.PLANNED, State.REHEARSAL)],
        "past": [e for e in events if e.state is State.ENDED and e.has_replay],
        "is_producer": request.viewer.is_producer,
    }
    return render(request, "live/home.html", facts)


@require_GET
def watch(request: HouseRequest, relay: str) -> HttpResponse:
    """Show a relay while it is on and its replay afterwards; before, when it begins; elsewhere, why not."""
    viewing: Viewing | None = None
    try:
        viewing = api.start_viewing(EventId(relay), request.viewer, request.now)
        event = viewing.event
    except NoSuchEvent as gone:
        raise Http404(relay) from gone
    except NotOn as wait:
        event = wait.event
    except NotLicensed as refusal:
        place = name_of(refusal.territory) if refusal.territory else None
        return render(request, "live/not_here.html", {"refusal": refusal, "place": place}, status=451)
    facts = {
        **_now(event, request),
        "viewing": viewing,
        "player": _player(viewing, request) if viewing else None,
    }
    page = render(request, "live/watch.html", facts)
    page.headers["Cache-Control"] = "private, no-store"
    if viewing:
        people.hand_session(request, page)
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HouseRequest) -> HttpResponse:
    """Let a producer plan a relay."""
    if refusal := _refuse_strangers(request):
        return refusal
    refused = None
    if request.method == "POST":
        try:
            event = api.create_event(read_plan(request.POST), request.now)
            return HttpResponseRedirect(reverse("live:control", args=[event.id]), status=303)
        except BadEvent as fault:
            refused = fault.message
    facts = {
        "refused": refused,
        "given": request.POST,
        "zones": ZONES,
        "ways": list(Way),
        "example": EXAMPLE,
    }
    return render(request, "live/plan.html", facts, status=422 if refused else 200)


@require_GET
def order(request: HouseRequest, relay: str) -> HttpResponse:
    """Show the running order as it stands; pages that are open already take it from here."""
    page = "live/_now.html" if request.headers.get("HX-Request") else "live/order.html"
    return render(request, page, _now(_find(relay), request))


@require_GET
def control(request: HouseRequest, relay: str) -> HttpResponse:
    """Show the control room to a producer."""
    if refusal := _refuse_strangers(request):
        return refusal
    page = "live/_desk.html" if request.headers.get("HX-Request") else "live/control.html"
    return render(request, page, _desk(relay, request))


@require_POST
def act(request: HouseRequest, relay: str) -> HttpResponse:
    """Do what a producer decided in the control room."""
    if refusal := _refuse_strangers(request):
        return refusal
    event, person, at = EventId(relay), request.viewer.person, request.now
    name, contributor = request.POST.get("act", ""), request.POST.get("contributor", "")
    acts: dict[str, Callable[[], object]] = {
        "rehearse": lambda: api.open_rehearsal(event, person, at),
        "start": lambda: api.start_event(event, person, at),
        "end": lambda: api.end_event(event, person, at),
        "take": lambda: api.take(event, contributor, person, at),
        "follow": lambda: api.take_back(event, person, at),
        "kill": lambda: api.press_kill_switch(event, contributor, person, at),
    }
    refused = None
    try:
        acts.get(name, lambda: None)()
    except NoSuchEvent as gone:
        raise Http404(relay) from gone
    except BadEvent as fault:
        refused = fault.message
    if refused:
        page = "live/_desk.html" if request.headers.get("HX-Request") else "live/control.html"
        return render(request, page, {**_desk(relay, request), "refused": refused}, status=422)
    return HttpResponseRedirect(reverse("live:control", args=[relay]), status=303)


def _find(relay: str) -> Event:
    try:
        return api.get_event(EventId(relay))
    except NoSuchEvent as gone:
        raise Http404(relay) from gone


def _now(event: Event, request: HouseRequest) -> dict[str, Any]:
    at = request.now
    slot = event.slot_at(at) if event.state is State.LIVE else None
    return {
        "event": event,
        "slot": slot,
        "upcoming": next((each for each in event.slots if each.starts_at > at), None),
        "clocks": CLOCKS,
        "subject": api.room_of(event.id),
        "clock_begins_ms": microseconds(event.starts_at) // 1000,
        "now_ms": microseconds(at) // 1000,
        "passed": {each.number for each in event.slots if each.ends_at <= at},
        "allowed": api.allowed_slots(event.id, request.viewer.territory, at),
    }


def _desk(relay: str, request: HouseRequest) -> dict[str, Any]:
    try:
        found = api.get_desk(EventId(relay), request.now)
    except NoSuchEvent as gone:
        raise Http404(relay) from gone
    return {
        "desk": found,
        "event": found.event,
        **_now(found.event, request),
        "host": request.get_host().split(":")[0],
    }


def _player(viewing: Viewing, request: HouseRequest) -> dict[str, Any]:
    playing, event = viewing.playing, viewing.event
    path = playing.master_url.removesuffix("master.m3u8")
    live = f"/l/{path.removeprefix('/m/')}{event.id}/"
    is_replay = event.state is State.ENDED
    return {
        "is_replay": is_replay,
        "live": playing.master_url if is_replay else f"{live}live.m3u8",
        "rewind": "" if is_replay else f"{live}event.m3u8",
        "playing": playing.id,
        "token": playing.beat_token,
        "started_at_ms": microseconds(playing.started_at) // 1000,
        "expires_in_ms": media.lasts_ms(playing, request.now),
    }


def _refuse_strangers(request: HouseRequest) -> HttpResponse | None:
    if request.viewer.person is None:
        return redirect_to_login(request.get_full_path())
    if not request.viewer.is_producer:
        raise PermissionDenied
    return None


from_players = media.from_players({NoSuchEvent: (404, "absent"), NotLicensed: (451, "licence")})


@from_players
def beats(request: HouseRequest) -> HttpResponse:
    """Note beats; once answered they are kept for good."""
    sent = media.read_beats(request.body)
    return JsonResponse({"kept": api.record_beats(sent.token, sent.beats, request.viewer, request.now)})


@from_players
def renew(request: HouseRequest) -> HttpResponse:
    """Hand out fresh tokens for a viewing that goes on."""
    playing = api.renew_viewing(media.read_token(request.body), request.viewer, request.now)
    return media.answer_renewal(playing, request.now)
