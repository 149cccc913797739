"""The pages of race."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.services.race import api
from footlights.services.race.core.cars import CARS
from footlights.services.race.core.tracks import Track, find_track, list_tracks

# Only the page that drives may compile WebAssembly.
_with_kernel = csp_update({"script-src": ["'wasm-unsafe-eval'"]})


@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """Show the circuits with their boards and places, and the cars."""
    reader = request.viewer.person
    linked = api.list_linked_places()
    tracks = [
        {
            "track": track,
            "km": track.length / 1000,
            "place": api.get_place(track.id),
            "is_linked": track.id in linked,
            "top": api.list_top(track.id, 5, reader),
            "best": api.find_best(track.id, reader) if reader else None,
            "drivers": api.count_bests(track.id),
        }
        for track in list_tracks()
    ]
    facts = {"tracks": tracks, "cars": _cars(), "bar": api.find_bar(request.viewer, request.now)}
    return render(request, "race/home.html", facts)


@require_GET
def board(request: HouseRequest, track: str) -> HttpResponse:
    """Show a circuit's board: the first hundred, and those around the reader."""
    shown, reader = _track(track), request.viewer.person
    facts = {
        "track": shown,
        "top": api.list_top(track, reader=reader),
        "around": api.list_around(track, reader) if reader else [],
        "drivers": api.count_bests(track),
        "runs": [each for each in api.list_runs(reader) if each.track == track] if reader else [],
    }
    return render(request, "race/board.html", facts)


@require_GET
def drive(request: HouseRequest, track: str) -> HttpResponseBase:
    """Let a reader race, where they may."""
    shown, viewer = _track(track), request.viewer
    best = api.list_top(track, 1)
    facts = {
        "track": shown,
        "cars": _cars(),
        "liveries": api.list_liveries(viewer.territory, request.now),
        "bar": api.find_bar(viewer, request.now),
        "ghost": best[0].run if best else "",
    }
    page = render(request, "race/drive.html", facts)
    page.headers["Cache-Control"] = "private, no-store"
    name, value, seconds = people.session_cookie(viewer.session)
    if request.COOKIES.get(name) != value:
        page.set_cookie(
            name, value, max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return _with_kernel(lambda _: page)(request)


def _track(name: str) -> Track:
    track = find_track(name)
    if track is None:
        raise Http404(name)
    return track


def _cars() -> list[dict[str, Any]]:
    """Return the cars with how they stand among one another, 0-1."""
    most = {trait: max(getattr(car, trait) for car in CARS) for trait in ("power", "top", "turn")}
    return [
        {"car": car, **{trait: getattr(car, trait) / most[trait] for trait in ("power", "top", "turn")}}
        for car in CARS
    ]
