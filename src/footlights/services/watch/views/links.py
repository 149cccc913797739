"""What other sites read of a film's address: oEmbed, and a feed of the films on stage.

Source: oEmbed 1.0 (2.2 requests, 2.3 responses); RSS 2.0.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from footlights.ground.works import api as works
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both, Language
from footlights.services.watch import api

ON_STAGE = Both("Films on stage", "上映影片")
ABOUT = Both("What can be watched in this house, the newest first.", "本馆可观看的影片，最新在前。")
WIDTH, HEIGHT = 1280, 720
_SMALLEST = 200  # pixels: below, the controls do not fit


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Tell how a film's address is shown in a frame on another's page."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    language, work = _film_at(request, request.GET.get("url", ""))
    shown, film = works.find_work(work), api.find_film(work)
    if shown is None or film is None or not film.can_play:
        raise Http404(work)
    width, height = _fit(film.asset.width or WIDTH, film.asset.height or HEIGHT, request)
    with translation.override(language.tag.lower()):
        frame = request.build_absolute_uri(reverse("watch:embed", args=[work]))
    title = shown.title.said_in(language)
    told: dict[str, object] = {
        "version": "1.0",
        "type": "video",
        "title": title,
        "provider_name": "Footlights",
        "provider_url": request.build_absolute_uri("/"),
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" allow="fullscreen; picture-in-picture; autoplay"'
            " allowfullscreen></iframe>",
            frame, width, height, title,
        ),
    }  # fmt: skip
    if film.poster_url:
        told["thumbnail_url"] = request.build_absolute_uri(film.poster_url)
        told["thumbnail_width"], told["thumbnail_height"] = _within(
            film.asset.width or WIDTH, film.asset.height or HEIGHT, WIDTH, WIDTH
        )
    reply = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    reply.headers["Access-Control-Allow-Origin"] = "*"
    return reply


@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """Tell the films on stage as RSS 2.0."""
    if language not in list(Language):
        raise Http404(language)
    said = Language(language)
    with translation.override(said.tag.lower()):
        told = Rss201rev2Feed(
            title=f"Footlights · {ON_STAGE.said_in(said)}",
            link=request.build_absolute_uri(f"/{said.value}/"),
            description=ABOUT.said_in(said),
            language=said.tag,
            feed_url=request.build_absolute_uri(request.path),
        )
        for film in api.list_films(limit=50):
            if film.can_play:
                work = works.find_work(film.work)
                poster = request.build_absolute_uri(film.poster_url) if film.poster_url else ""
                told.add_item(
                    title=film.title.said_in(said),
                    link=request.build_absolute_uri(reverse("watch:play", args=[film.work])),
                    description=work.summary.said_in(said) if work else "",
                    pubdate=film.created_at,
                    unique_id=film.id,
                    unique_id_is_permalink=False,
                    enclosures=[Enclosure(poster, "0", "image/jpeg")] if poster else [],
                )
    return HttpResponse(told.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _film_at(request: HttpRequest, url: str) -> tuple[Language, WorkId]:
    """Return the language and the work of a film's address in this house; raises Http404 for any other."""
    parts = urlsplit(url[:2000])
    if parts.netloc != request.get_host() or parts.scheme not in ("http", "https"):
        raise Http404(url)
    language = Language.ZH if parts.path.startswith("/zh/") else Language.EN
    with translation.override(language.tag.lower()):
        try:
            found = resolve(parts.path)
        except Resolver404 as nothing:
            raise Http404(url) from nothing
    if found.view_name not in ("watch:play", "watch:embed"):
        raise Http404(url)
    return language, WorkId(found.kwargs["work"])


def _fit(width: int, height: int, request: HttpRequest) -> tuple[int, int]:
    def asked(name: str, otherwise: int) -> int:
        given = request.GET.get(name, "")
        return max(_SMALLEST, int(given)) if given.isdecimal() and len(given) < 6 else otherwise

    return _within(width, height, asked("maxwidth", WIDTH), asked("maxheight", HEIGHT))


def _within(width: int, height: int, most_wide: int, most_high: int) -> tuple[int, int]:
    scale = min(1.0, most_wide / width, most_high / height)
    return round(width * scale), round(height * scale)
