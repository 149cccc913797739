"""The pages of watching, and what its player sends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from footlights.ground.events.types import LogRefused, WriterAway
from footlights.ground.media import api as media
from footlights.ground.media.types import FileRefused, Playing
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.ground.works.types import BadWork, NoSuchWork
from footlights.kernel.clock import microseconds
from footlights.kernel.ids import WorkId
from footlights.kernel.media.token import TokenRefused
from footlights.kernel.territory import name_of
from footlights.kernel.text import Both, Language

from . import api
from .adapters.zones import zone_of
from .forms import FilmForm, read_film_form
from .schemas import BadMessage, read_beats, read_token
from .types import BadFilm, Film, FilmId, NoSuchFilm, NotLicensed, NotReady, Viewing

NO_LANGUAGE = Both("Choose the language of the subtitles.", "请选择字幕语言。")
NO_SUBTITLES = Both("Choose a WebVTT or SRT file.", "请选择 WebVTT 或 SRT 文件。")
SUBTITLES_AT_MOST = 5 << 20  # bytes read of a file; media says when that is too large
FOREIGN_PAGE = Both("This may only be sent from the house's own pages.", "只能从本站页面发送。")


@require_GET
def play(request: HouseRequest, work: str) -> HttpResponse:
    """Show a film to a viewer, or say why not."""
    zone = zone_of(request.viewer.territory)
    try:
        viewing = api.start_viewing(WorkId(work), request.viewer, request.now)
    except NoSuchFilm as gone:
        raise Http404(work) from gone
    except NotLicensed as refusal:
        place = name_of(refusal.territory) if refusal.territory else None
        facts = {"refusal": refusal, "zone": zone, "place": place}
        return render(request, "watch/not_here.html", facts, status=451)
    except NotReady as wait:
        return render(request, "watch/not_ready.html", {"film": wait.film, "work": wait.work})
    page = render(
        request,
        "watch/play.html",
        {"viewing": viewing, "player": _player(viewing, request.now), "zone": zone},
    )
    page.headers["Cache-Control"] = "private, no-store"
    _keep_session(request, page)
    return page


def _player(viewing: Viewing, at: datetime) -> dict[str, Any]:
    """Return what the player's element needs to know."""
    return {
        "work": viewing.work.id,
        "playing": viewing.playing.id,
        "master": viewing.playing.master_url,
        "token": viewing.playing.beat_token,
        "started_at_ms": microseconds(viewing.playing.started_at) // 1000,
        "expires_in_ms": _lasts_ms(viewing.playing, at),
        "duration": viewing.film.asset.duration_seconds or "",
        "beats": reverse("watch:beats"),
        "renew": reverse("watch:renew"),
        "subtitles": [
            {"language": each, "url": media.subtitles_url(viewing.playing.master_url, each)}
            for each in media.list_subtitles(viewing.film.asset.id)
        ],
    }


def _lasts_ms(playing: Playing, at: datetime) -> int:
    """Return for how long a playing's address works, whatever the reader's clock says."""
    return (microseconds(playing.expires_at) - microseconds(at)) // 1000


def _keep_session(request: HouseRequest, response: HttpResponse) -> None:
    """Give the browser the session that its tokens are bound to."""
    name, value, seconds = people.session_cookie(request.viewer.session)
    if request.COOKIES.get(name) != value:
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


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HouseRequest) -> HttpResponse:
    """Let a producer put a film on stage."""
    if refusal := _refuse_strangers(request):
        return refusal
    if request.method != "POST":
        return _form(request, None, {}, 200)
    form = read_film_form(request)
    if form.errors:
        return _form(request, form, form.errors, 422)
    try:
        film = _add_film(request, form)
    except FileRefused as refused:
        return _form(request, form, {"file": refused.message}, 422)
    except NoSuchWork as absent:
        return _form(request, form, {"work": absent.message}, 422)
    except (BadFilm, BadWork) as bad:
        return _form(request, form, {"title": bad.message}, 422)
    return HttpResponseRedirect(reverse("watch:film", args=[film.id]), status=303)


def _add_film(request: HouseRequest, form: FilmForm) -> Film:
    """Put the form's file, or the upload that it names, on stage."""
    made_by, person = tuple(request.viewer.institutions), request.viewer.person
    if form.file is not None or person is None:
        file = form.file
        assert file is not None  # the form and the door before it saw to that
        name = file.name or ""
        return api.add_film(file, form.title, work=form.work, name=name, made_by=made_by, at=request.now)
    with media.take_upload(form.upload, person, form.tree_hash) as (path, name):
        return api.add_film(
            path, form.title, work=form.work, name=name, made_by=made_by, at=request.now, copy=False
        )


def _form(request: HouseRequest, form: FilmForm | None, errors: dict[str, Both], status: int) -> HttpResponse:
    facts = {
        "form": form,
        "errors": errors,
        "works": works.list_works(limit=200),
        "chosen": request.GET.get("work", ""),
        "ticket": media.make_upload_ticket(request.viewer.person) if request.viewer.person else "",
    }
    return render(request, "watch/add.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def film(request: HouseRequest, film: str) -> HttpResponse:
    """Show a producer how far a film is; asked for by htmx, only the part that changes."""
    if refusal := _refuse_strangers(request):
        return refusal
    try:
        found = api.get_film(FilmId(film), at=request.now)
    except NoSuchFilm as gone:
        raise Http404(film) from gone
    if request.method == "POST":
        return _set_subtitles(request, found)
    template = "watch/_progress.html" if request.headers.get("HX-Request") else "watch/film.html"
    return _show_film(request, found, template)


def _show_film(
    request: HouseRequest, found: Film, template: str, refused: Both | None = None
) -> HttpResponse:
    held = media.list_subtitles(found.asset.id)
    facts = {"film": found, "languages": list(Language), "subtitled": held, "refused": refused}
    return render(request, template, facts, status=422 if refused else 200)


def _set_subtitles(request: HouseRequest, found: Film) -> HttpResponse:
    """Take subtitles in, or away when there is no file."""
    wanted, file = request.POST.get("language", ""), request.FILES.get("subtitles")
    if wanted not in list(Language):
        return _show_film(request, found, "watch/film.html", NO_LANGUAGE)
    try:
        if isinstance(file, UploadedFile):
            media.set_subtitles(found.asset.id, Language(wanted), file.read(SUBTITLES_AT_MOST))
        elif "remove" in request.POST:
            media.remove_subtitles(found.asset.id, Language(wanted))
        else:
            return _show_film(request, found, "watch/film.html", NO_SUBTITLES)
    except FileRefused as refusal:
        return _show_film(request, found, "watch/film.html", refusal.message)
    return HttpResponseRedirect(reverse("watch:film", args=[found.id]), status=303)


def _refuse_strangers(request: HouseRequest) -> HttpResponse | None:
    if request.viewer.person is None:
        return redirect_to_login(request.get_full_path())
    if not request.viewer.is_producer:
        raise PermissionDenied
    return None
