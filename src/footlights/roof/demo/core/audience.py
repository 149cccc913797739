"""An audience that does not exist: who comes to the demo house on its first evenings, and what each does there.

Every guest is drawn by chance: when they sit down in their own evening, what they watch and for how long, how they
mark it, and what they would wear. Nothing here is about anybody; the house says so wherever it shows figures.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from numpy.random import Generator

from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Language
from footlights.roof.demo.core import said

GUESTS: Final = 72
DOORS_OPEN: Final = timedelta(hours=40)  # before now; the log takes no beat that is older than two days
BEAT_SECONDS: Final = 10.0
# How much each film draws. One that tickets are sold for is not among them: no guest has money.
DRAWS: Final[Mapping[str, int]] = {"sea": 6, "looks": 4, "coracle": 3, "sampan": 2, "gig": 2}
_LIKED: Final = {"sea": 8.2, "looks": 7.1, "coracle": 7.9, "sampan": 7.4, "gig": 7.7}  # on average, of ten
_ZONES: Final = {GB: ZoneInfo("Europe/London"), CN: ZoneInfo("Asia/Shanghai")}
_AGES: Final = {"18-24": 4, "25-34": 5, "35-49": 4, "50-64": 2}
_LAST_MINUTES: Final = timedelta(minutes=15)  # nobody sits down so late that they would still be watching
_PLACES, _DIGITS = 5, 10  # of a look's code
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Visit:
    """One film, watched from its beginning for so many seconds.

    mark: 1–10, where one is left. danmaku: (second, text). comment: what they say once they left it.
    """

    film: str
    starts_at: datetime
    seconds: float
    mark: int | None
    danmaku: tuple[float, str] | None = None
    comment: str | None = None

    @property
    def ends_at(self) -> datetime:
        """Return when they left it."""
        return self.starts_at + timedelta(seconds=self.seconds)

    def beats(self) -> Iterator[tuple[datetime, float, float]]:
        """Yield when a beat was sent, how far the film had come, and how much of it was new, in seconds."""
        whole = [BEAT_SECONDS * each for each in range(int(self.seconds / BEAT_SECONDS) + 1)]
        for before, now in pairwise([*whole, self.seconds]):
            if now > before:
                yield self.starts_at + timedelta(seconds=now), now, now - before


@dataclass(frozen=True, slots=True)
class Guest:
    """One invented viewer.

    age: an age band of ground.people. agrees: whether it may be counted. answers: whether they answer the study.
    tastes: how they like each digit of a look's code, (places, digits).
    """

    number: int
    territory: Territory
    age: str
    agrees: bool
    visits: tuple[Visit, ...]
    answers: bool
    tastes: tuple[tuple[float, ...], ...]

    @property
    def language(self) -> Language:
        """Return the language they read."""
        return Language.ZH if self.territory == CN else Language.EN

    @property
    def name(self) -> str:
        """Return what the house calls them: nobody takes it for a person's name."""
        return f"彩排观众 {self.number}" if self.language is Language.ZH else f"Rehearsal guest {self.number}"

    @property
    def email(self) -> str:
        """Return an address under a domain that is nobody's (RFC 2606)."""
        return f"guest-{self.number}@rehearsal.example"

    def choose(self, left: str, right: str) -> str:
        """Return which of two looks they would wear."""
        return max((left, right), key=self._likes)

    def _likes(self, look: str) -> float:
        return sum(self.tastes[place][int(digit)] for place, digit in enumerate(look))


def invite(lengths: Mapping[str, float], at: datetime, chance: Generator) -> list[Guest]:
    """Return who came in the hours before an instant. lengths: how long each film is, in seconds, by its key."""
    of_age = {age: chance.normal(0, 1, (_PLACES, _DIGITS)) for age in _AGES}
    guests = []
    for number in range(1, GUESTS + 1):
        territory = CN if number % 2 else GB
        age = _draw(_AGES, chance)
        tastes = of_age[age] + chance.normal(0, 0.8, (_PLACES, _DIGITS))
        guests.append(
            Guest(
                number=number,
                territory=territory,
                age=age,
                agrees=chance.random() < 0.8,
                visits=tuple(_evening(territory, lengths, at, chance)),
                answers=chance.random() < 0.6,
                tastes=tuple(map(tuple, tastes.tolist())),
            )
        )
    for film in lengths:
        guests = _let_speak(guests, film, chance)
    return guests


def _evening(
    territory: Territory, lengths: Mapping[str, float], at: datetime, chance: Generator
) -> Iterator[Visit]:
    """Yield what one guest watches, one film after another."""
    left = {film: weight for film, weight in DRAWS.items() if film in lengths}
    now = _sits_down(_ZONES[territory], at, chance)
    for _ in range(min(len(left), _draw({1: 1, 2: 2, 3: 1, 4: 1}, chance))):
        film = _draw(left, chance)
        del left[film]
        least, most = _draw({(1.0, 1.0): 7, (0.3, 0.95): 2, (0.05, 0.25): 1}, chance)
        share = chance.uniform(least, most)
        liked = min(10, max(1, round(chance.normal(_LIKED[film], 1.2))))
        stayed = share > 0.5 and chance.random() < 0.7
        visit = Visit(film, now, lengths[film] * share, liked if stayed else None)
        yield visit
        now = visit.ends_at + timedelta(seconds=chance.uniform(5, 60))


def _sits_down(zone: ZoneInfo, at: datetime, chance: Generator) -> datetime:
    """Return an instant while the doors were open, in the evening of a zone more often than not."""
    while True:
        ago = chance.uniform(_LAST_MINUTES / DOORS_OPEN, 1) * DOORS_OPEN
        hour = (at - ago).astimezone(zone).hour
        if chance.random() < (1.0 if hour >= 18 else 0.35 if hour >= 9 else 0.04):
            return at - ago


def _let_speak(guests: list[Guest], film: str, chance: Generator) -> list[Guest]:
    """Return the guests, each line about a film given to one who was still there; nobody says two of a kind."""
    danmaku: dict[int, tuple[float, str]] = {}
    comments: dict[int, str] = {}
    for second, language, text in said.DANMAKU.get(film, ()):
        if there := _there(guests, film, language, second, danmaku):
            danmaku[_one_of(there, chance)] = second, text
    for language, text in said.COMMENTS.get(film, ()):
        if there := _there(guests, film, language, 15, comments):
            comments[_one_of(there, chance)] = text
    return [_speaking(guest, film, danmaku.get(guest.number), comments.get(guest.number)) for guest in guests]


def _speaking(guest: Guest, film: str, danmaku: tuple[float, str] | None, comment: str | None) -> Guest:
    """Return a guest with what they say of a film."""
    visits = tuple(
        replace(visit, danmaku=danmaku, comment=comment) if visit.film == film else visit
        for visit in guest.visits
    )
    return replace(guest, visits=visits)


def _there(
    guests: list[Guest], film: str, language: Language, second: float, spoken: Container[int]
) -> list[int]:
    """Return who reads a language, was in a film at a second, and has not spoken yet."""
    return [
        guest.number
        for guest in guests
        for visit in guest.visits
        if guest.language is language
        and guest.number not in spoken
        and visit.film == film
        and visit.seconds > second
    ]


def _draw(weights: Mapping[_T, int], chance: Generator) -> _T:
    """Return one of several, by their weights."""
    return _one_of([each for each, weight in weights.items() for _ in range(weight)], chance)


def _one_of(these: Sequence[_T], chance: Generator) -> _T:
    return these[int(chance.integers(len(these)))]
