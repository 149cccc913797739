"""Films: put on works, replaced by better files, handed to viewers whom the deal lets in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import transaction

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Medium, Verdict
from footlights.ground.media import api as media
from footlights.ground.media.types import Asset, Beat, Playing
from footlights.ground.orders import api as orders
from footlights.ground.orders.types import Product
from footlights.ground.people import api as people
from footlights.ground.people.types import Purpose, Viewer
from footlights.ground.works import api as works
from footlights.ground.works.types import Work, WorkDraft, WorkKind
from footlights.kernel.answer import Answer
from footlights.kernel.ids import AssetId, InstitutionId, WorkId, new_id
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both
from footlights.services.watch import models
from footlights.services.watch.types import (
    BadFilm,
    Film,
    FilmId,
    NeedsEntitlement,
    NoSuchFilm,
    NotLicensed,
    NotReady,
    Viewing,
)

NO_TITLE = Both("Give the film a title in English and in Chinese.", "请填写影片的英文和中文片名。")
LONGEST_TITLE = 300
_TITLE_TOO_LONG = Both("A title has at most 300 characters.", "片名最多 300 个字符。")


@dataclass(frozen=True, slots=True)
class Showing:
    """A film and whether a viewer may see it."""

    film: Film
    work: Work
    verdict: Verdict


def add_film(
    source: Path | IO[bytes],
    title: Both | None,
    *,
    work: WorkId | None = None,
    name: str,
    made_by: Sequence[InstitutionId] = (),
    at: datetime,
    copy: bool = True,
) -> Film:
    """Put a file on a work as its film, and have it prepared.

    title: of the new work; not needed when ``work`` names one that exists.
    name: the file's own name. copy: False lets a file of the same disk be moved.
    Raises BadFilm, works' NoSuchWork or BadWork, media's FileRefused; then nothing is kept.
    """
    if work is not None:
        works.get_work(work)
    else:
        _check_title(title)
    film = FilmId(new_id("fil"))
    asset = media.add_asset(
        source, name, at=at, copy=copy, when_playable=("watch.hang_poster", {"film": film})
    )
    try:
        with transaction.atomic():
            if work is None:
                assert title is not None
                draft = WorkDraft(kind=WorkKind.FILM, title=title, made_by=tuple(made_by))
                work = works.create_work(draft, at)
            row = models.Film.objects.create(id=film, work=work, asset=asset, created_at=at)
    except BaseException:
        media.discard_asset(asset)
        raise
    return _films([row], at)[0]


def replace_film(
    film: FilmId, source: Path | IO[bytes], *, name: str, at: datetime, copy: bool = True
) -> Film:
    """Give a work a better file for its film, and have it prepared; what plays goes on until that one plays.

    The work keeps its address, its counts, its poster, and the film its subtitles and chapters.
    Raises NoSuchFilm, media's FileRefused; then nothing is changed.
    """
    old = get_film(film)
    new = add_film(source, None, work=old.work, name=name, at=at, copy=copy)
    media.copy_texts(old.asset.id, new.asset.id)
    return new


def choose_poster(film: FilmId, milliseconds: int) -> None:
    """Make a still of a film the poster of the film and of its work.

    Raises NoSuchFilm, media's FileRefused.
    """
    found = get_film(film)
    media.choose_poster(found.asset.id, milliseconds)
    path = media.get_asset(found.asset.id).poster_path
    if path is not None:
        works.set_poster(found.work, path)


def get_film(film: FilmId, *, at: datetime | None = None) -> Film:
    """Return a film by its own id.

    Raises NoSuchFilm.
    """
    row = models.Film.objects.filter(id=film).first()
    if row is None:
        raise NoSuchFilm(film)
    return _films([row], at)[0]


def find_film(work: WorkId, *, at: datetime | None = None) -> Film | None:
    """Return the film of a work, or None: the newest that plays, else the newest."""
    found = _films(models.Film.objects.filter(work=work).order_by("-created_at", "-id"), at)
    return next((film for film in found if film.can_play), found[0] if found else None)


def list_films(*, limit: int = 100, at: datetime | None = None) -> list[Film]:
    """Return films, the newest first."""
    return _films(models.Film.objects.order_by("-created_at", "-id")[:limit], at)


def list_showings(territory: Territory | None, *, at: datetime, limit: int = 24) -> list[Showing]:
    """Return the films that play and that a viewer in a territory may see now, the newest first."""
    showings: list[Showing] = []
    for film in list_films(limit=limit * 4):
        if len(showings) < limit and film.can_play and all(s.film.work != film.work for s in showings):
            verdict = agreements.find_licence(film.work, territory, medium=Medium.STREAM, at=at)
            if verdict.answer is Answer.YES:
                showings.append(Showing(film, works.get_work(film.work), verdict))
    return showings


def find_licence(work: WorkId, territory: Territory | None, *, at: datetime) -> Verdict:
    """Return whether a work may be watched in a territory now, and the clause that decides."""
    return agreements.find_licence(work, territory, medium=Medium.STREAM, at=at)


def list_offers(work: WorkId, viewer: Viewer, at: datetime) -> list[Product]:
    """Return what a viewer must choose from to see a work; nothing when they may see it as it is."""
    return [] if orders.find_entitlement(viewer.person, work, at) else orders.list_offers(work)


def start_viewing(work: WorkId, viewer: Viewer, at: datetime) -> Viewing:
    """Hand a work's film to a viewer.

    Raises NoSuchFilm, NotLicensed with the deciding clause, NeedsEntitlement with what is sold, or NotReady.
    """
    film, shown = _film_and_work(work, at)
    verdict = _licence(shown, viewer.territory, at)
    ends_at = _entitled_until(shown, viewer, at)
    if not film.can_play:
        raise NotReady(film, shown)
    with transaction.atomic():
        playing = media.start_playing(
            film.asset.id,
            work=work,
            pseudonym=people.pseudonym_of(viewer, at),
            session=viewer.session,
            territory=viewer.territory,
            # Cohorts are profiling: the band goes into the log with consent only.
            age_band=viewer.age_band if Purpose.ANALYTICS in viewer.consents else None,
            licence=verdict.grant or "",
            closes_at=_sooner(verdict.closes_at, ends_at),
            at=at,
        )
    return Viewing(film, shown, playing, verdict)


def renew_viewing(beat_token: str, viewer: Viewer, at: datetime) -> Playing:
    """Return fresh tokens for a viewing that goes on, if the deal still allows it.

    Raises a TokenRefused of kernel.media.token, NoSuchFilm, NotLicensed or NeedsEntitlement.
    """
    facts = media.read_playing(beat_token, session=viewer.session, at=at)
    _, shown = _film_and_work(facts.work, at)
    verdict = _licence(shown, viewer.territory, at)
    ends_at = _entitled_until(shown, viewer, at)
    return media.renew(
        beat_token,
        session=viewer.session,
        territory=viewer.territory,
        licence=verdict.grant or "",
        closes_at=_sooner(verdict.closes_at, ends_at),
        at=at,
    )


def record_beats(beat_token: str, beats: Sequence[Beat], viewer: Viewer, at: datetime) -> int:
    """Note how far a player came, for good, and return how many beats still count.

    Raises a TokenRefused, or events' WriterAway: send them again later.
    """
    return media.record_beats(beat_token, beats, session=viewer.session, at=at)


def hang_poster(film: FilmId) -> None:
    """Give a film's work the film's poster, unless the work has a picture.

    Raises NoSuchFilm.
    """
    found = get_film(film)
    if found.asset.poster_path and works.get_work(found.work).poster_url is None:
        works.set_poster(found.work, found.asset.poster_path)


def _film_and_work(work: WorkId, at: datetime) -> tuple[Film, Work]:
    shown, film = works.find_work(work), find_film(work, at=at)
    if shown is None or film is None:
        raise NoSuchFilm(work)
    return film, shown


def _licence(work: Work, territory: Territory | None, at: datetime) -> Verdict:
    verdict = find_licence(work.id, territory, at=at)
    if verdict.answer is not Answer.YES:
        raise NotLicensed(work, territory, verdict)
    return verdict


def _entitled_until(work: Work, viewer: Viewer, at: datetime) -> datetime | None:
    """Return when what a viewer bought for a gated work ends; None when it does not, or the work is free."""
    if not orders.is_gated(work.id):
        return None
    held = orders.find_entitlement(viewer.person, work.id, at)
    if held is None:
        raise NeedsEntitlement(work, tuple(orders.list_offers(work.id)))
    return held.ends_at


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _check_title(title: Both | None) -> None:
    if title is None or not title.en.strip() or not title.zh.strip():
        raise BadFilm(NO_TITLE)
    if max(len(title.en), len(title.zh)) > LONGEST_TITLE:
        raise BadFilm(_TITLE_TOO_LONG)


def _films(rows: Iterable[models.Film], at: datetime | None) -> list[Film]:
    rows = list(rows)
    assets: dict[str, Asset] = {a.id: a for a in media.list_assets([AssetId(r.asset) for r in rows], at=at)}
    titles = {w.id: w.title for w in works.list_works(ids=[WorkId(r.work) for r in rows], limit=len(rows))}
    return [
        Film(
            id=FilmId(row.id),
            work=WorkId(row.work),
            title=titles.get(WorkId(row.work), Both(row.work, row.work)),
            asset=assets[row.asset],
            poster_url=media.poster_url(AssetId(row.asset)) if assets[row.asset].poster_path else None,
            created_at=row.created_at,
        )
        for row in rows
        if row.asset in assets
    ]
