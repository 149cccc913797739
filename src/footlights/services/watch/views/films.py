"""Producers' pages of films: adding one, following it, its subtitles, chapters, poster and file."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.media import api as media
from footlights.ground.media.types import Chapter, FileRefused
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.ground.works.types import BadWork, NoSuchWork
from footlights.kernel.text import Both, Language
from footlights.services.watch import api
from footlights.services.watch.forms import NO_FILE, FilmForm, read_film_form
from footlights.services.watch.types import BadFilm, Film, FilmId, NoSuchFilm

NO_LANGUAGE = Both("Choose the language of the subtitles.", "请选择字幕语言。")
NO_SUBTITLES = Both("Choose a WebVTT or SRT file.", "请选择 WebVTT 或 SRT 文件。")
PART = Both("Part {n}", "第 {n} 部分")
SUBTITLES_AT_MOST = 5 << 20  # bytes read of a file; media says when that is too large


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HouseRequest) -> HttpResponse:
    """Let a producer put a film on stage."""
    if refusal := refuse_strangers(request):
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
    if refusal := refuse_strangers(request):
        return refusal
    try:
        found = api.get_film(FilmId(film), at=request.now)
    except NoSuchFilm as gone:
        raise Http404(film) from gone
    if request.method == "POST":
        return _change(request, found)
    template = "watch/_progress.html" if request.headers.get("HX-Request") else "watch/film.html"
    return _show_film(request, found, template)


@require_GET
def still(request: HouseRequest, film: str, milliseconds: int) -> HttpResponse:
    """Show a producer a picture that may become the poster."""
    if refusal := refuse_strangers(request):
        return refusal
    try:
        found = api.get_film(FilmId(film), at=request.now)
    except NoSuchFilm as gone:
        raise Http404(film) from gone
    for each in media.list_stills(found.asset.id):
        if each.milliseconds == milliseconds:
            picture = HttpResponse(each.path.read_bytes(), content_type="image/jpeg")
            picture.headers["Cache-Control"] = "private, max-age=3600"
            return picture
    raise Http404(str(milliseconds))


def _change(request: HouseRequest, found: Film) -> HttpResponse:
    """Do what one of the page's forms asks."""
    try:
        if "chapters" in request.POST:
            chapters = media.read_chapters(found.asset.id, request.POST["chapters"][:60_000])
            media.set_chapters(found.asset.id, chapters)
        elif "poster" in request.POST:
            wanted = request.POST["poster"]
            api.choose_poster(found.id, int(wanted) if wanted.isdecimal() else -1)
        elif "replace" in request.POST:
            return _replace(request, found)
        else:
            return _set_subtitles(request, found)
    except FileRefused as refusal:
        return _show_film(request, found, "watch/film.html", refusal.message)
    return HttpResponseRedirect(reverse("watch:film", args=[found.id]), status=303)


def _replace(request: HouseRequest, found: Film) -> HttpResponse:
    """Take a better file in for a film; raises FileRefused."""
    file, upload, person = request.FILES.get("file"), request.POST.get("upload", ""), request.viewer.person
    if isinstance(file, UploadedFile):
        new = api.replace_film(found.id, file, name=file.name or "", at=request.now)
    elif upload and person is not None:
        with media.take_upload(upload, person, request.POST.get("tree_hash", "")[:64]) as (path, name):
            new = api.replace_film(found.id, path, name=name, at=request.now, copy=False)
    else:
        raise FileRefused(NO_FILE)
    return HttpResponseRedirect(reverse("watch:film", args=[new.id]), status=303)


def _show_film(
    request: HouseRequest, found: Film, template: str, refused: Both | None = None
) -> HttpResponse:
    facts = {
        "film": found,
        "languages": list(Language),
        "subtitled": media.list_subtitles(found.asset.id),
        "stills": media.list_stills(found.asset.id),
        "chapters": request.POST.get("chapters") or media.write_chapters(_chapters(request, found)),
        "places": len(media.suggest_chapters(media.list_shots(found.asset.id))),
        "example": "1:30 The harbour | 港口",
        "ticket": media.make_upload_ticket(request.viewer.person) if request.viewer.person else "",
        "refused": refused,
    }
    return render(request, template, facts, status=422 if refused else 200)


def _chapters(request: HouseRequest, found: Film) -> list[Chapter]:
    """Return a film's chapters or, when asked for, where its shots say that they may begin."""
    if "shots" not in request.GET:
        return media.list_chapters(found.asset.id)
    starts = media.suggest_chapters(media.list_shots(found.asset.id))
    return [Chapter(start, PART.filled(n=number)) for number, start in enumerate(starts, start=1)]


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


def refuse_strangers(request: HouseRequest) -> HttpResponse | None:
    """Return where to send whoever may not see a producer's page, or None."""
    if request.viewer.person is None:
        return redirect_to_login(request.get_full_path())
    if not request.viewer.is_producer:
        raise PermissionDenied
    return None
