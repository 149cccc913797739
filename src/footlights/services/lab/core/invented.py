"""A small festival that never was, to show the lab at work, and larger ones by number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both
from footlights.services.lab.types import Festival, Film, Showable, Slot

_FIRST: Final = datetime(2027, 5, 1, tzinfo=UTC)
_VENUES: Final = ((Both("Tide Hall", "潮汐厅"), GB), (Both("Lotus Stage", "莲台"), CN))
_GENRES: Final = ("drama", "documentary", "dance", "animation")
_NOUNS: Final = (
    Both("Lantern", "灯"), Both("Harbour", "港湾"), Both("Orchard", "果园"), Both("Compass", "罗盘"),
    Both("Swallow", "燕子"), Both("Bridge", "桥"), Both("Winter", "冬"), Both("Thread", "线"),
)  # fmt: skip


def invent(films: int, days: int, chance: np.random.Generator) -> Festival:
    """Return an invented festival: so many films, and two venues with two slots on each of so many days."""
    slots = tuple(
        Slot(
            id=f"d{day + 1}-{venue.en.split()[0].lower()}-{hour}",
            venue=venue,
            territory=territory,
            starts_at=_FIRST + timedelta(days=day, hours=hour),
            minutes=100 if hour == 10 else 140,
            draw=70 if hour == 10 else 100,
        )
        for day in range(days)
        for venue, territory in _VENUES
        for hour in (10, 12)
    )
    return Festival(
        title=Both("Two Shores (invented)", "两岸影展（虚构）"),
        films=tuple(_film(number, days, chance) for number in range(films)),
        slots=slots,
        is_invented=True,
    )


def _film(number: int, days: int, chance: np.random.Generator) -> Film:
    noun = _NOUNS[number % len(_NOUNS)]
    part = number // len(_NOUNS) + 1
    opens = _FIRST + timedelta(days=int(chance.integers(-1, max(days - 1, 1))))
    rights = tuple(
        Showable(territory, opens, opens + timedelta(days=int(chance.integers(1, days + 1))))
        for territory in (GB, CN)
        if chance.random() < 0.7
    )
    return Film(
        id=f"film-{number + 1}",
        title=Both(f"The {noun.en} {part}", f"{noun.zh}之{part}"),
        minutes=int(chance.integers(60, 141)),
        worth=int(chance.integers(40, 101)),
        genre=_GENRES[int(chance.integers(len(_GENRES)))],
        guests=(f"guest-{int(chance.integers(3)) + 1}",) if chance.random() < 0.4 else (),
        rights=rights,
    )
