"""The page of a film, the same in a frame on another's page, and what its player sends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from footlights.ground.events.types import LogRefused, WriterAway
from footlights.ground.media import api as media
from footlights.ground.media.types import Playing
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.kernel.clock import microseconds
from footlights.kernel.ids import WorkId
from footlights.kernel.media.token import TokenRefused
from footlights.kernel.territory import name_of
from footlights.kernel.text import Both
from footlights.services.watch import api
from footlights.services.watch.adapters.zones import zone_of
from footlights.services.watch.schemas import BadMessage, read_beats, read_token
from footlights.services.watch.types import (
    NeedsEntitlement,
    NoSuchFilm,
    NoSuchSequence,
    NotLicensed,
    NotReady,
    Sequence,
    SequenceId,
    Viewing,
)

FOREIGN_PAGE = Both("This may only be sent from the house's own pages.", "只能从本站页面发送。")


@require_GET
def play(request: HouseRequest, work: str) -> HttpResponse:
    """Show a film to a viewer, or say why not."""
    return _show(
        request, work, "watch/play.html", "watch/not_here.html", "watch/not_ready.html", "watch/till.html"
    )


@require_GET
@csp_replace({"frame-ancestors": settings.EMBED_ON})  # type: ignore[arg-type]  # it knows no arguments of views
def embed(request: HouseRequest, work: str) -> HttpResponse:
    """Show a film in a frame on another's page: the player alone, and nothing that one could be made to press."""
    refused = "watch/embed_refused.html"
    page = _show(request, work, "watch/embed.html", refused, refused, refused)
    page.xframe_options_exempt = True  # the mark that Django's middleware reads
    return page


def _show(
    request: HouseRequest, work: str, shown: str, refused: str, waiting: str, till: str
) -> HttpResponse:
    zone = zone_of(request.viewer.territory)
    try:
        viewing = api.start_viewing(WorkId(work), request.viewer, request.now)
    except NoSuchFilm as gone:
        raise Http404(work) from gone
    except NotLicensed as refusal:
        place = name_of(refusal.territory) if refusal.territory else None
        facts = {"refusal": refusal, "zone": zone, "place": place, "work": refusal.work}
        return render(request, refused, facts, status=451)
    except NeedsEntitlement as asked:
        return render(request, till, {"asked": asked, "refusal": asked, "work": asked.work}, status=402)
    except NotReady as wait:
        return render(request, waiting, {"film": wait.film, "work": wait.work})
    facts = {
        "viewing": viewing,
        "player": _player(request, viewing),
        "zone": zone,
        "chapters": media.list_chapters(viewing.film.asset.id),
        **_surroundings(request, viewing),
    }
    page = render(request, shown, facts)
    page.headers["Cache-Control"] = "private, no-store"
    _keep_session(request, page)
    return page


def _surroundings(request: HouseRequest, viewing: Viewing) -> dict[str, Any]:
    """Return the series or playlist in which the film is watched, and what comes after it."""
    sequence = _sequence(request.GET.get("list", ""), viewing.work.id)
    if sequence is None:
        return {}
    territory, at = request.viewer.territory, request.now
    return {
        "sequence": sequence,
        "parts": api.list_parts(sequence, territory, at=at),
        "next": api.find_next(sequence, viewing.work.id, territory, at=at),
    }


def _sequence(asked: str, work: WorkId) -> Sequence | None:
    try:
        found = api.get_sequence(SequenceId(asked)) if asked else None
    except NoSuchSequence:
        found = None
    return found if found and work in found.works else api.find_series(work)


def _player(request: HouseRequest, viewing: Viewing) -> dict[str, Any]:
    """Return what the player's element needs to know."""
    asset, master = viewing.film.asset.id, viewing.playing.master_url
    return {
        "work": viewing.work.id,
        "playing": viewing.playing.id,
        "master": master,
        "token": viewing.playing.beat_token,
        "started_at_ms": microseconds(viewing.playing.started_at) // 1000,
        "expires_in_ms": _lasts_ms(viewing.playing, request.now),
        "duration": viewing.film.asset.duration_seconds or "",
        "beats": reverse("watch:beats"),
        "renew": reverse("watch:renew"),
        "subtitles": [
            {"language": each, "url": media.subtitles_url(master, each)}
            for each in media.list_subtitles(asset)
        ],
        "storyboard_name": "thumbnails",  # what media-chrome looks for
        "storyboard": media.storyboard_url(master) if media.has_storyboard(asset) else "",
        "chapters": media.chapters_url(master, request.language) if media.list_chapters(asset) else "",
    }


def _lasts_ms(playing: Playing, at: datetime) -> int:
    """Return for how long a playing's address works, whatever the reader's clock says."""
    return (microseconds(playing.expires_at) - microseconds(at)) // 1000


def _keep_session(request: HouseRequest, response: HttpResponse) -> None:
    """Give the browser the session that its tokens are bound to."""
    name, value, seconds = people.session_cookie(request.viewer.session)
    if request.COOKIES.get(name) == value:
        return
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # In a frame on another's page a browser sends back only a cookie that is kept apart for that page.
        response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="None", secure=True)
        response.cookies[name]["samesite"] = "None; Partitioned"
    else:
        secure = request.is_secure()
        response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def from_own_pages(view: Callable[[HouseRequest], HttpResponse]) -> Callable[[HouseRequest], HttpResponse]:
    """Let in only what the house's own pages send; a token in the body stands for the form's."""

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
        except NoSuchFilm as gone:
            return _say(404, "absent", gone.message)
        except NotLicensed as refusal:
            return _say(451, "licence", refusal.message)
        except NeedsEntitlement as asked:
            return _say(402, "till", asked.message)
        except (WriterAway, LogRefused) as away:
            later = _say(503, "later", away.message)
            later.headers["Retry-After"] = "5"
            return later

    return guarded


def _is_own_page(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _say(status: int, reason: str, message: Both) -> JsonResponse:
    return JsonResponse({"reason": reason, "error": message.as_json()}, status=status)


@from_own_pages
def beats(request: HouseRequest) -> HttpResponse:
    """Note beats; once answered they are kept for good."""
    sent = read_beats(request.body)
    kept = api.record_beats(sent.token, sent.beats, request.viewer, request.now)
    return JsonResponse({"kept": kept})


@from_own_pages
def renew(request: HouseRequest) -> HttpResponse:
    """Hand out fresh tokens for a viewing that goes on."""
    playing = api.renew_viewing(read_token(request.body), request.viewer, request.now)
    return JsonResponse(
        {
            "master": playing.master_url,
            "token": playing.beat_token,
            "expires_in_ms": _lasts_ms(playing, request.now),
        }
    )
