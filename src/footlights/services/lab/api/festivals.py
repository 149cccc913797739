"""Festivals: from a file, invented, or drafted from what the house may show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Medium
from footlights.ground.works import api as works
from footlights.ground.works.types import Work, WorkKind
from footlights.kernel.answer import Answer
from footlights.kernel.territory import Territory, name_of
from footlights.kernel.text import Both
from footlights.services.lab.adapters.files import read_json
from footlights.services.lab.core.invented import invent
from footlights.services.lab.core.written import MOST_FILMS, read_festival, write_festival
from footlights.services.lab.types import ZONES, Festival, Film, Json, Season, Showable, Slot

_HALL = Both("Screening in {place}", "{place}放映厅")
_SHOWN = (WorkKind.FILM, WorkKind.DOCUMENTARY, WorkKind.STAGE)
_SLOT_MINUTES = 150
_EVENING = 18  # o'clock: from then on houses fill
_MATINEE_DRAW = 70  # percent of an evening's


def load_festival(path: Path) -> Festival:
    """Return the festival that a JSON file states.

    Raises BadFestival.
    """
    return read_festival(read_json(path))


def invent_festival(films: int, days: int, seed: int) -> Festival:
    """Return an invented festival, labelled so; the same numbers give the same one."""
    return invent(films, days, np.random.default_rng(seed))


def state_festival(festival: Festival) -> Json:
    """Return a festival as the JSON that ``load_festival`` reads."""
    return write_festival(festival)


def draft_festival(season: Season) -> Festival:
    """Return a festival of the house's own works, with their rights as the agreements give them on each slot.

    A work takes part when its running time is known. What one is worth follows its popularity: 50 points and up to 50
    more. A doubt about a right is a no.
    """
    slots = tuple(_slots(season))
    found = [
        work
        for kind in _SHOWN
        for work in works.list_works(kind=kind, limit=MOST_FILMS)
        if work.runtime_seconds
    ]
    most = max((work.popularity for work in found), default=0) or 1
    ranked = sorted(found, key=lambda work: (-work.popularity, work.id))[:MOST_FILMS]
    films = tuple(_film(work, slots, 50 + 50 * work.popularity // most) for work in ranked)
    return Festival(season.title, films, slots)


def _slots(season: Season) -> Iterator[Slot]:
    for territory in season.territories:
        zone = ZoneInfo(ZONES.get(territory, "UTC"))
        for day in range(season.days):
            for hour in season.hours:
                local = datetime(*season.first_on.timetuple()[:3], hour, tzinfo=zone) + timedelta(days=day)
                yield Slot(
                    id=f"{territory.lower()}-{local:%m%d}-{hour:02}",
                    venue=_HALL.filled(place=name_of(territory)),
                    territory=territory,
                    starts_at=local,
                    minutes=_SLOT_MINUTES,
                    draw=100 if hour >= _EVENING else _MATINEE_DRAW,
                )


def _film(work: Work, slots: tuple[Slot, ...], worth: int) -> Film:
    minutes = -(-(work.runtime_seconds or 0) // 60)
    spans = ((slot.territory, slot.starts_at, slot.starts_at + timedelta(minutes=minutes)) for slot in slots)
    return Film(
        id=work.id,
        title=work.title,
        minutes=minutes,
        worth=worth,
        genre=work.genres[0] if work.genres else "",
        rights=tuple(Showable(*span) for span in spans if _may_show(work, *span)),
    )


def _may_show(work: Work, territory: Territory, starts_at: datetime, ends_at: datetime) -> bool:
    """Return whether a work may be shown from the first instant to the last, by one medium of the two that screen."""
    return any(
        all(
            agreements.find_licence(work.id, territory, medium=medium, at=at).answer is Answer.YES
            for at in (starts_at, ends_at - timedelta(seconds=1))
        )
        for medium in (Medium.STREAM, Medium.LIVE)
    )
