"""The page of a film, the same in a frame on another's page, and what its player sends."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from footlights.ground.media import api as media
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.kernel.clock import microseconds
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import name_of
from footlights.services.watch import api
from footlights.services.watch.adapters.zones import zone_of
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
    people.hand_session(request, page)
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
        "expires_in_ms": media.lasts_ms(viewing.playing, request.now),
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


from_players = media.from_players(
    {NoSuchFilm: (404, "absent"), NotLicensed: (451, "licence"), NeedsEntitlement: (402, "till")}
)


@from_players
def beats(request: HouseRequest) -> HttpResponse:
    """Note beats; once answered they are kept for good."""
    sent = media.read_beats(request.body)
    kept = api.record_beats(sent.token, sent.beats, request.viewer, request.now)
    return JsonResponse({"kept": kept})


@from_players
def renew(request: HouseRequest) -> HttpResponse:
    """Hand out fresh tokens for a viewing that goes on."""
    playing = api.renew_viewing(media.read_token(request.body), request.viewer, request.now)
    return media.answer_renewal(playing, request.now)
