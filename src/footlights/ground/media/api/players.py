"""What players send, whichever room they play in: who may send it, and what they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from footlights.ground.events.types import LogRefused, WriterAway
from footlights.ground.media.core.messages import read_beats, read_token
from footlights.ground.media.types import BadMessage, Playing
from footlights.ground.people.types import HouseRequest
from footlights.kernel.clock import microseconds
from footlights.kernel.media.token import TokenRefused
from footlights.kernel.text import Both

__all__ = ["answer_renewal", "from_players", "lasts_ms", "read_beats", "read_token"]

FOREIGN_PAGE = Both("This may only be sent from the house's own pages.", "只能从本站页面发送。")

View = Callable[[HouseRequest], HttpResponse]


def from_players(refusals: Mapping[type[Exception], tuple[int, str]]) -> Callable[[View], View]:
    """Let a view in only what the house's own pages send; a token in the body stands for the form's.

    refusals: what a room's own exceptions come to, each with a ``message``: (status, reason).
    A player is told {"reason", "error": {"en", "zh"}}: 400 or 413 malformed, 403 a token refused, 503 try later.
    """

    def guard(view: View) -> View:
        @csrf_exempt
        @require_POST
        @wraps(view)
        def guarded(request: HouseRequest) -> HttpResponse:
            if not _is_own_page(request):
                return _say(403, "foreign", FOREIGN_PAGE)
            try:
                return view(request)
            except BadMessage as fault:
                return _say(fault.status, "malformed", fault.message)
            except TokenRefused as refusal:
                return _say(403, refusal.reason, refusal.message)
            except (WriterAway, LogRefused) as away:
                later = _say(503, "later", away.message)
                later.headers["Retry-After"] = "5"
                return later
            except tuple(refusals) as refusal:
                status, reason = next(told for kind, told in refusals.items() if isinstance(refusal, kind))
                return _say(status, reason, refusal.message)  # type: ignore[attr-defined]

        return guarded

    return guard


def answer_renewal(playing: Playing, at: datetime) -> JsonResponse:
    """Answer a player that asked for fresh tokens."""
    told = {
        "master": playing.master_url,
        "token": playing.beat_token,
        "expires_in_ms": lasts_ms(playing, at),
    }
    return JsonResponse(told)


def lasts_ms(playing: Playing, at: datetime) -> int:
    """Return for how long a playing's address works, whatever the reader's clock says."""
    return (microseconds(playing.expires_at) - microseconds(at)) // 1000


def _is_own_page(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _say(status: int, reason: str, message: Both) -> JsonResponse:
    return JsonResponse({"reason": reason, "error": message.as_json()}, status=status)
