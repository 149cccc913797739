"""What the game asks and sends: a start, its inputs piece by piece, its end; circuits and ghosts; and a place's link."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from footlights.ground.people.types import HouseRequest
from footlights.kernel.text import Both
from footlights.services.race import api
from footlights.services.race.core import kernel
from footlights.services.race.core.cars import CARS
from footlights.services.race.core.tracks import find_track
from footlights.services.race.schemas import read_finish, read_first
from footlights.services.race.types import BadPiece, BadRun, BadStart, NotNow, NotThere, Result, RunId

HEADER: Final = "X-Race-Token"
_MALFORMED: Final = Both("The message has another shape.", "消息格式不正确。")


def _guarded(view: Callable[[Any], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say a refusal as JSON, with the word for programs and the message for people."""

    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except NotNow as refusal:
            status = 429 if refusal.reason == "too_many" else 403
            return _say(status, refusal.reason, refusal.message)
        except BadStart as refusal:
            return _say(409 if refusal.reason == "spent_token" else 403, refusal.reason, refusal.message)
        except BadRun as refusal:
            return _say(422, refusal.reason, refusal.message)
        except BadPiece as refusal:
            return _say(409, "gap", refusal.message, held=refusal.held)
        except NotThere as absent:
            return _say(404, "absent", absent.message)

    return guarded


def _say(status: int, reason: str, message: Both, **more: int) -> JsonResponse:
    return JsonResponse({"reason": reason, "error": message.as_json(), **more}, status=status)


@_guarded
def begin(request: HouseRequest) -> HttpResponse:
    """Begin a race and hand out its token."""
    track, car, livery = (request.POST.get(name, "") for name in ("track", "car", "livery"))
    start = api.begin(request.viewer, track, car, livery, request.now)
    return JsonResponse({"start": start.id, "token": start.token})


@_guarded
def piece(request: HouseRequest) -> HttpResponse:
    """Keep a piece of inputs; once answered it is kept for good."""
    first = read_first(request.headers.get("X-Race-First", ""))
    if first is None:
        return _say(400, "malformed", _MALFORMED)
    held = api.take_piece(
        request.headers.get(HEADER, ""), request.viewer, first, bytes(request.body), request.now
    )
    return JsonResponse({"held": held})


@_guarded
def finish(request: HouseRequest) -> HttpResponse:
    """Judge a race."""
    sent = read_finish(request.body)
    if sent is None:
        return _say(400, "malformed", _MALFORMED)
    return JsonResponse(_tell(api.finish(sent.token, request.viewer, sent.claim, request.now)))


def _tell(result: Result) -> dict[str, object]:
    return {
        "run": result.run,
        "standing": result.standing.value,
        "said": result.standing.said.as_json(),
        "time_ms": result.time_ms,
        "lap_ms": list(result.lap_ms),
        "reason": result.reason,
        "flags": list(result.flags),
        "rank": result.rank,
        "best_ms": result.best_ms,
    }


@require_GET
@cache_control(public=True, max_age=300)
def track(request: HttpRequest, track: str) -> HttpResponse:
    """Hand out a circuit as the kernel takes it, and the cars."""
    found = find_track(track)
    if found is None:
        raise Http404(track)
    facts = {
        "id": found.id,
        "name": found.name.as_json(),
        "sha256": found.sha256,
        "kernel": kernel.VERSION,
        "points": [value for point in found.points for value in point],
        "half_width": found.half_width,
        "wall": found.wall,
        "laps": found.laps,
        "is_night": found.is_night,
        "cars": {car.id: [car.power, car.top, car.turn] for car in CARS},
    }
    return JsonResponse(facts)


@require_GET
@cache_control(public=True, max_age=86_400, immutable=True)
def ghost(request: HttpRequest, run: str) -> HttpResponse:
    """Hand out the inputs of a race on the board, deflated, and its car."""
    try:
        car, inputs = api.get_ghost(RunId(run))
    except NotThere as absent:
        raise Http404(run) from absent
    packed = HttpResponse(zlib.compress(inputs, 9), content_type="application/octet-stream")
    packed.headers["X-Race-Car"] = car
    return packed


@require_safe
def visit(request: HouseRequest, track: str) -> HttpResponse:
    """Lead a reader on to a circuit's place, and count it."""
    try:
        target = api.follow_place(track, request.viewer, request.now)
    except NotThere as absent:
        raise Http404(track) from absent
    return HttpResponse(status=302, headers={"Location": target, "Cache-Control": "no-store"})
