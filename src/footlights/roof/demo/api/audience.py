"""The invented audience comes: it watches, speaks, marks and answers by the same doors as anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from footlights.ground.media.types import Beat
from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Purpose, Viewer
from footlights.ground.talk import api as talk
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both
from footlights.roof.demo.core import audience, films, script
from footlights.roof.demo.core.audience import Guest, Visit
from footlights.roof.demo.types import DemoHouse, NotReadyYet, Tell
from footlights.services.shelf import api as shelf
from footlights.services.shelf.types import MarkDraft, State
from footlights.services.style import api as style
from footlights.services.style.types import StudyId
from footlights.services.watch import api as watch

_SEED: Final = 1  # the same guests in every house
_COMES: Final = Both("The rehearsal audience comes in", "彩排观众入场")


def rehearse(house: DemoHouse, tell: Tell, at: datetime) -> int:
    """Let the invented audience come, each guest at most once, and return how many came.

    Raises NotReadyYet while a film that they would watch can't be played.
    """
    guests = audience.invite(_lengths(house.drawn), at, np.random.default_rng(_SEED))
    _, question = script.STUDY
    study = next(each.id for each in style.list_studies() if each.title == question)
    came = 0
    for guest in guests:
        tell(guest.number / len(guests), _COMES)
        if people.find_person_by_email(guest.email) is None:
            _come(guest, house.drawn, study, at)
            came += 1
    return came


def _lengths(works: Mapping[str, WorkId]) -> dict[str, float]:
    """Return how long each film is that the audience would watch, in seconds."""
    lengths: dict[str, float] = {}
    for key in audience.DRAWS:
        film = watch.find_film(works[key])
        if film is None or not film.can_play or film.asset.duration_seconds is None:
            raise NotReadyYet(films.DRAWN[key].title)
        lengths[key] = film.asset.duration_seconds
    return lengths


def _come(guest: Guest, works: Mapping[str, WorkId], study: StudyId, at: datetime) -> None:
    """Let one guest watch, speak, mark and answer."""
    person = people.create_person(
        guest.email,
        None,  # nobody can sign in as a guest
        guest.name,
        language=guest.language,
        residence=guest.territory,
        at=guest.visits[0].starts_at,
    )
    people.update_person(person, age_band=AgeBand(guest.age), at=at)
    if guest.agrees:
        people.grant_consent(person, Purpose.ANALYTICS, guest.visits[0].starts_at)
    viewer = _viewer(guest, person)
    for visit in guest.visits:
        work = works[visit.film]
        _watch(visit, work, viewer)
        if visit.danmaku is not None:
            second, text = visit.danmaku
            talk.post_danmaku(
                work, person, text, visit.starts_at + timedelta(seconds=second), at_seconds=second
            )
        if visit.comment is not None:
            talk.post_comment(work, person, visit.comment, visit.ends_at)
        if visit.mark is not None:
            shelf.mark_work(person, work, MarkDraft(State.DONE, visit.mark), visit.ends_at)
    if guest.answers:
        _answer(guest, study, viewer, at)


def _viewer(guest: Guest, person: PersonId) -> Viewer:
    return Viewer(
        session=f"rehearsal-{guest.number}",
        person=person,
        name=guest.name,
        territory=guest.territory,
        residence=guest.territory,
        age_band=AgeBand(guest.age),
        language=guest.language,
        consents=frozenset({Purpose.ANALYTICS} if guest.agrees else ()),
    )


def _watch(visit: Visit, work: WorkId, viewer: Viewer) -> None:
    token = watch.start_viewing(work, viewer, visit.starts_at).playing.beat_token
    beats = [
        Beat(str(number), sent_at, round(position * 1000), round(played * 1000), 1.0)
        for number, (sent_at, position, played) in enumerate(visit.beats())
    ]
    watch.record_beats(token, beats, viewer, visit.ends_at)


def _answer(guest: Guest, study: StudyId, viewer: Viewer, at: datetime) -> None:
    style.begin(study, viewer, AgeBand(guest.age), guest.territory, at)
    while (asked := style.ask(study, viewer, at)) is not None:
        chosen = guest.choose(asked.left, asked.right)
        style.answer(study, viewer, asked.number, chosen, at)
