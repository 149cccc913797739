"""The door to the demo house: fill it, step by step, each step at most once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from footlights.ground.agreements.types import Partnership
from footlights.ground.orders import api as orders
from footlights.ground.orders.types import ProductDraft, ProductKind
from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.ground.works import api as works
from footlights.ground.works.types import Credit, CreditRole, WorkDraft, WorkKind
from footlights.kernel.ids import InstitutionId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.text import Both
from footlights.roof.demo.adapters.clips import find_clip
from footlights.roof.demo.adapters.render import render
from footlights.roof.demo.core import dancers, looks, script, sea
from footlights.roof.demo.types import DemoHouse
from footlights.services.race import api as race
from footlights.services.watch import api as watch

from . import deals

SEA_SECONDS: Final = 64
SHORT_SECONDS: Final = 32
_LICENCE = Both("Licence for {title}", "{title}授权")
Tell = Callable[[float, Both], None]


def fill(
    tell: Tell,
    at: datetime,
    *,
    seconds: int = SEA_SECONDS,
    find_clip: Callable[[], Path | None] = find_clip,
) -> DemoHouse:
    """Fill the demo house and return where its things are; what is there already stays as it is.

    Of the films that it draws it has the sea; ``draw_more`` makes the others, once the first plays.

    tell: hears how much is done, 0–1, and what is being done; it may raise to stop.
    seconds: how long the film of the sea is.
    find_clip: returns the clip, or None where there is none.
    """
    tell(0.02, Both("The parties take their seats", "双方入席"))
    institutions = {key: _institution(key, at) for key in script.INSTITUTIONS}
    memorandum = deals.sign(institutions, at)
    bonds = deals.open_partnerships(memorandum, institutions, at)
    _seat_the_producer(institutions["broadcaster"], at)
    drawn = {"sea": _work(script.SEA_TITLE, _sea_draft(institutions), at)}
    for key in script.FILMS:
        drawn[key] = _work(script.FILMS[key][0], _film_draft(key, institutions), at)
    clip = find_clip()
    clips = _work(script.CLIPS_TITLE, _clips_draft(), at) if clip else None
    tell(0.03, Both("The partners sign", "合作方签署"))
    first = [drawn["sea"], *([clips] if clips else [])]
    shares = ((institutions["broadcaster"], 60), (institutions["lantern"], 40))
    deals.license_films(
        bonds["films"], Both("Licence for the first films", "首批影片授权"), first, shares, at
    )
    for key, (title, _, _, _, _, bond, weights) in script.FILMS.items():
        whose = tuple((institutions[each], weight) for each, weight in weights)
        deals.license_films(bonds[bond], _LICENCE.filled(title=title), [drawn[key]], whose, at)
    deals.promise(bonds, institutions, drawn, at)
    _license_livery(bonds["race"], institutions, at)
    _sell(drawn, at)
    if clip and clips:
        tell(0.04, Both("A clip arrives", "片段送达"))
        _show(clips, clip, at)
    _draw("the-quiet-sea", sea, drawn["sea"], seconds, (0.05, 0.9), tell, at)
    return DemoHouse(memorandum, institutions, drawn["sea"], clips, drawn)


def draw_more(house: DemoHouse, tell: Tell, at: datetime, *, seconds: int = SHORT_SECONDS) -> None:
    """Draw the two short films and put them on stage, unless they are.

    seconds: how long each is.
    """
    _draw("six-looks", looks, house.drawn["looks"], seconds, (0.0, 0.15), tell, at)
    _draw("five-ribbons", dancers, house.drawn["dancers"], seconds, (0.15, 0.85), tell, at)


def _draw(
    name: str, drawn: Any, work: WorkId, seconds: int, share: tuple[float, float], tell: Tell, at: datetime
) -> None:
    """Draw a film, unless its file is there, and put it on stage."""
    film = settings.HOME / "demo" / f"{name}.mp4"
    if not film.exists():
        title = works.get_work(work).title
        said = Both("Being drawn: {title}", "正在绘制：{title}").filled(title=title)
        begin, width = share
        render(drawn, film, seconds, lambda done: tell(begin + width * done, said))
    _show(work, film, at)


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
    shares = ((institutions["dancers"], 60), (institutions["studio"], 40))
    deals.license_films(bond, _LICENCE.filled(title=script.LIVERY_TITLE), [livery], shares, at)
    race.license_livery("ribbon", livery)


def _institution(key: str, at: datetime) -> InstitutionId:
    name, country = script.INSTITUTIONS[key]
    for known in people.list_institutions():
        if known.name == name:
            return known.id
    return people.create_institution(name, country, is_invented=True, at=at)


def _sell(films: dict[str, WorkId], at: datetime) -> None:
    """Sell tickets for one of the films, unless they are."""
    film, title, fen = script.TICKET
    if not orders.list_products(work=films[film]):
        orders.create_product(ProductDraft(ProductKind.TICKET, title, Money(fen, "CNY"), films[film]), at)


def _seat_the_producer(broadcaster: InstitutionId, at: datetime) -> None:
    """Let the house's own producer work for one of the parties."""
    producer = people.find_person_by_email(script.PRODUCER)
    if producer and broadcaster not in (each.institution.id for each in people.list_memberships(producer.id)):
        people.add_member(broadcaster, producer.id, Role.PRODUCER, at)


def _sea_draft(institutions: dict[str, InstitutionId]) -> WorkDraft:
    return WorkDraft(
        kind=WorkKind.FILM,
        title=script.SEA_TITLE,
        year=2026,
        runtime_seconds=SEA_SECONDS,
        genres=("animation", "short"),
        subjects=("ocean", "nature"),
        summary=script.SEA_SUMMARY,
        credits=(Credit(script.DRAWN_BY, CreditRole.CAMERA),),
        made_by=(institutions["broadcaster"],),
    )


def _film_draft(key: str, institutions: dict[str, InstitutionId]) -> WorkDraft:
    title, summary, maker, genres, subjects, _, _ = script.FILMS[key]
    return WorkDraft(
        kind=WorkKind.FILM,
        title=title,
        year=2026,
        runtime_seconds=SHORT_SECONDS,
        genres=genres,
        subjects=subjects,
        summary=summary,
        credits=(Credit(script.DRAWN_BY, CreditRole.CAMERA),),
        made_by=(institutions[maker],),
    )


def _clips_draft() -> WorkDraft:
    return WorkDraft(
        kind=WorkKind.FILM,
        title=script.CLIPS_TITLE,
        year=2008,
        genres=("animation", "comedy"),
        subjects=("wildlife",),
        summary=script.CLIPS_SUMMARY,
        credits=(Credit(script.CLIPS_BY, CreditRole.PRODUCER),),
    )


def _work(title: Both, draft: WorkDraft, at: datetime) -> WorkId:
    """Return the work of that title, made if it is not there yet."""
    known = next((work.id for work in works.search_works(title.en) if work.title == title), None)
    return known or works.create_work(draft, at)


def _show(work: WorkId, source: Path, at: datetime) -> None:
    """Put a work's film on it, unless it has one."""
    if watch.find_film(work) is None:
        watch.add_film(source, None, work=work, name=source.name, at=at)
