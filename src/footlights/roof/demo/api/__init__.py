"""The door to the demo house: fill it, step by step, each step at most once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from footlights.ground.agreements.types import Medium, Partnership
from footlights.ground.media import api as media
from footlights.ground.orders import api as orders
from footlights.ground.orders.types import ProductDraft, ProductKind
from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.ground.works import api as works
from footlights.ground.works.types import Credit, CreditRole, WorkDraft, WorkKind
from footlights.kernel.ids import InstitutionId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.text import Both, Language
from footlights.roof.demo.adapters.clips import find_clip
from footlights.roof.demo.adapters.render import Drawn, render
from footlights.roof.demo.core import boats, dancers, films, looks, script, sea
from footlights.roof.demo.core.films import FilmWords
from footlights.roof.demo.types import DemoHouse, Tell
from footlights.services.lab import api as lab
from footlights.services.live import api as live
from footlights.services.live.types import ContributorDraft, EventDraft, SlotDraft
from footlights.services.race import api as race
from footlights.services.style import api as style
from footlights.services.style.types import StudyDraft
from footlights.services.watch import api as watch
from footlights.services.watch.types import SequenceKind

from . import deals
from .audience import rehearse

__all__ = ["Tell", "draw_more", "fill", "is_filled", "rehearse"]

_ASKED_FOR: Final = timedelta(days=3 * 365)
# What is drawn once the sea plays: by what, and its share of the work.
_LATER: Final = (
    ("looks", looks, 0.06),
    ("coracle", boats.CORACLE, 0.1),
    ("sampan", boats.SAMPAN, 0.1),
    ("gig", boats.GIG, 0.1),
    ("dancers", dancers, 0.64),
)


def fill(
    tell: Tell,
    at: datetime,
    *,
    seconds: int | None = None,
    find_clip: Callable[[], Path | None] = find_clip,
) -> DemoHouse:
    """Fill the demo house and return where its things are; what is there already stays as it is.

    Of the films that it draws it has the sea; ``draw_more`` makes the others, once the first plays.

    seconds: how long the film of the sea is, where that is not its own length.
    find_clip: returns the clip, or None where there is none.
    """
    tell(0.02, Both("The parties take their seats", "双方入席"))
    institutions = {key: _institution(key, at) for key in script.INSTITUTIONS}
    memorandum = deals.sign(institutions, at)
    bonds = deals.open_partnerships(memorandum, institutions, at)
    _seat_the_producer(institutions["broadcaster"], at)
    drawn = {key: _film(words, institutions, at) for key, words in films.DRAWN.items()}
    clip = find_clip()
    clips = _film(films.CLIP, institutions, at) if clip else None
    held = {**drawn, **({"clip": clips} if clips else {})}
    tell(0.03, Both("The partners sign", "合作方签署"))
    for bond, title, keys, weights in script.LICENCES:
        licensed = [held[key] for key in keys if key in held]
        deals.license_films(bonds[bond], title, licensed, _shares(weights, institutions), at)
    deals.promise(bonds, institutions, drawn, at)
    _license_livery(bonds["race"], institutions, at)
    _sell(drawn, at)
    _arrange(drawn, at)
    _ask(drawn, at)
    _plan_relay(bonds["stages"], institutions, at)
    if clip and clips:
        tell(0.04, Both("A clip arrives", "片段送达"))
        _show(clips, films.CLIP, clip, at)
    _draw("sea", sea, drawn, seconds, (0.05, 0.9), tell, at)
    return DemoHouse(memorandum, institutions, drawn["sea"], clips, drawn)


def is_filled() -> bool:
    """Return whether this is a demo house: the parties have signed."""
    return deals.find_memorandum() is not None


def draw_more(house: DemoHouse, tell: Tell, at: datetime, *, seconds: int | None = None) -> None:
    """Draw the short films and put them on stage, unless they are; then let the lab plan an invented festival.

    seconds: how long each is, where that is not its own length.
    """
    begins = 0.0
    for key, drawn, share in _LATER:
        _draw(key, drawn, house.drawn, seconds, (begins, share), tell, at)
        begins += share
    if not lab.list_programmes():
        lab.ask_programme(lab.invent_festival(*script.FESTIVAL), at)


def _draw(
    key: str,
    drawn: Drawn,
    held: dict[str, WorkId],
    seconds: int | None,
    share: tuple[float, float],
    tell: Tell,
    at: datetime,
) -> None:
    """Draw a film, unless its file is there, and put it on stage."""
    words = films.DRAWN[key]
    file = settings.HOME / "demo" / words.file
    if not file.exists():
        said = Both("Being drawn: {title}", "正在绘制：{title}").filled(title=words.title)
        begin, width = share
        render(drawn, file, seconds or words.seconds, lambda done: tell(begin + width * done, said))
    _show(held[key], words, file, at)


def _arrange(held: dict[str, WorkId], at: datetime) -> None:
    """Put the episodes of the series into their order, unless they are."""
    title, episodes = films.SERIES
    if title not in (each.title for each in watch.list_sequences(SequenceKind.SERIES)):
        watch.create_sequence(SequenceKind.SERIES, title, [held[key] for key in episodes], at=at)


def _ask(held: dict[str, WorkId], at: datetime) -> None:
    """Ask the public for three years which looks they would wear, unless they are asked."""
    key, question = script.STUDY
    if question not in (each.title for each in style.list_studies()):
        style.open_study(StudyDraft(question, held[key], at, at + _ASKED_FOR))


def _plan_relay(bond: Partnership, institutions: dict[str, InstitutionId], at: datetime) -> None:
    """Plan a relay of two stages, and license it, unless that is done."""
    known = next((each for each in live.list_events() if each.title == script.RELAY_TITLE), None)
    event = known or live.create_event(_relay(at), at)
    shares = _shares(script.RELAY_SHARES, institutions)
    media = (Medium.LIVE, Medium.STREAM)
    deals.license_films(bond, script.RELAY_LICENCE, [event.work], shares, at, media=media)


def _relay(at: datetime) -> EventDraft:
    """Return the relay as a producer would enter it."""
    places = [key for key, _ in script.RELAY_FROM]
    day = at.replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=script.RELAY_AFTER_DAYS)
    return EventDraft(
        title=script.RELAY_TITLE,
        starts_at=day,
        contributors=tuple(
            ContributorDraft(script.INSTITUTIONS[key][0], zone) for key, zone in script.RELAY_FROM
        ),
        slots=tuple(
            SlotDraft(places.index(key), title, minutes * 60) for key, title, minutes in script.RELAY_SLOTS
        ),
    )


def _shares(
    weights: tuple[tuple[str, int], ...], institutions: dict[str, InstitutionId]
) -> tuple[tuple[InstitutionId, int], ...]:
    return tuple((institutions[key], weight) for key, weight in weights)


def _license_livery(bond: Partnership, institutions: dict[str, InstitutionId], at: datetime) -> None:
    """Let a car wear the dancers' ribbons in the race for as long as its grant holds."""
    draft = WorkDraft(
        kind=WorkKind.LOOK,
        title=script.LIVERY_TITLE,
        year=2026,
        genres=("animation",),
        subjects=("fashion",),
        summary=script.LIVERY_SUMMARY,
        made_by=(institutions["dancers"],),
    )
    livery = _work(script.LIVERY_TITLE, draft, at)
    shares = _shares((("dancers", 60), ("studio", 40)), institutions)
    deals.license_films(bond, script.LIVERY_LICENCE, [livery], shares, at)
    race.license_livery("ribbon", livery)


def _institution(key: str, at: datetime) -> InstitutionId:
    name, country = script.INSTITUTIONS[key]
    for known in people.list_institutions():
        if known.name == name:
            return known.id
    return people.create_institution(name, country, is_invented=True, at=at)


def _sell(held: dict[str, WorkId], at: datetime) -> None:
    """Sell tickets for one of the films, unless they are."""
    key, title, fen = script.TICKET
    if not orders.list_products(work=held[key]):
        orders.create_product(ProductDraft(ProductKind.TICKET, title, Money(fen, "CNY"), held[key]), at)


def _seat_the_producer(broadcaster: InstitutionId, at: datetime) -> None:
    """Let the house's own producer work for one of the parties."""
    producer = people.find_person_by_email(script.PRODUCER)
    if producer and broadcaster not in (each.institution.id for each in people.list_memberships(producer.id)):
        people.add_member(broadcaster, producer.id, Role.PRODUCER, at)


def _film(words: FilmWords, institutions: dict[str, InstitutionId], at: datetime) -> WorkId:
    """Return the work of a film, made if it is not there yet."""
    draft = WorkDraft(
        kind=words.kind,
        title=words.title,
        year=words.year,
        runtime_seconds=words.seconds,
        genres=words.genres,
        subjects=words.subjects,
        summary=words.summary,
        credits=(Credit(words.credit, CreditRole.CAMERA),),
        made_by=(institutions[words.made_by],) if words.made_by else (),
    )
    return _work(words.title, draft, at)


def _work(title: Both, draft: WorkDraft, at: datetime) -> WorkId:
    """Return the work of that title, made if it is not there yet."""
    known = next((work.id for work in works.search_works(title.en) if work.title == title), None)
    return known or works.create_work(draft, at)


def _show(work: WorkId, words: FilmWords, source: Path, at: datetime) -> None:
    """Put a work's film on it, with its subtitles, unless it has one."""
    if watch.find_film(work) is None:
        film = watch.add_film(source, None, work=work, name=source.name, at=at)
        for language in Language:
            if text := films.subtitles_of(words, language):
                media.set_subtitles(film.asset.id, language, text.encode())
