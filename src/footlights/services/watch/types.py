"""What watch hands out: films, viewings, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from footlights.ground.agreements.types import Verdict
from footlights.ground.media.types import Asset, AssetState, Playing
from footlights.ground.orders.types import Product
from footlights.ground.works.types import Work
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both

FilmId = NewType("FilmId", str)
SequenceId = NewType("SequenceId", str)


class SequenceKind(StrEnum):
    """Why works stand in an order."""

    SERIES = "series"
    PLAYLIST = "playlist"

    @property
    def said(self) -> Both:
        """Return the kind in words."""
        return _KINDS[self]


_KINDS = {SequenceKind.SERIES: Both("Series", "系列"), SequenceKind.PLAYLIST: Both("Playlist", "片单")}


@dataclass(frozen=True, slots=True)
class Film:
    """A work's film: the asset that plays when the work is watched."""

    id: FilmId
    work: WorkId
    title: Both
    asset: Asset
    poster_url: str | None
    created_at: datetime

    @property
    def state(self) -> AssetState:
        """Return how far its preparation is."""
        return self.asset.state

    @property
    def can_play(self) -> bool:
        """Return whether there is something to play."""
        return self.asset.state.can_play

    @property
    def running_time(self) -> str:
        """Return how long it runs, as people write it: 12:30, 1:02:03; "" while unknown."""
        seconds = round(self.asset.duration_seconds or 0)
        hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
        return (f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}") if seconds else ""

    @property
    def minutes_left(self) -> int | None:
        """Return how many minutes its preparation will take, at least one; None while nothing tells."""
        left = self.asset.seconds_left
        return None if left is None else max(1, round(left / 60))

    @property
    def reason(self) -> Both | None:
        """Return why it was refused or could not be prepared, if so."""
        return self.asset.verdict


@dataclass(frozen=True, slots=True)
class Viewing:
    """A film handed to a viewer.

    verdict: what lets them see it, and until when.
    """

    film: Film
    work: Work
    playing: Playing
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Sequence:
    """Works in an order: a series with its episodes, or a playlist."""

    id: SequenceId
    kind: SequenceKind
    title: Both
    works: tuple[WorkId, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A work in a sequence, as a viewer finds it.

    number: from 1. plays: whether they may watch it here and now.
    """

    number: int
    work: Work
    film: Film | None
    verdict: Verdict
    plays: bool


class NoSuchSequence(Exception):
    """There is no series or playlist of that name."""

    def __init__(self, sequence: str) -> None:
        super().__init__(sequence)
        self.message = Both("There is no such series or playlist.", "没有这个系列或片单。")


class BadSequence(Exception):
    """What was entered about a series or playlist does not do; the message says how to mend it."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NoSuchFilm(Exception):
    """The work has no film, or there is no such work."""

    def __init__(self, work: str) -> None:
        super().__init__(work)
        self.message = Both("There is no film at this address.", "这个地址没有影片。")


class NotLicensed(Exception):
    """The work may not be shown here, or not now; the verdict says why."""

    def __init__(self, work: Work, territory: Territory | None, verdict: Verdict) -> None:
        super().__init__(work.id)
        self.work = work
        self.territory = territory
        self.verdict = verdict
        self.message = verdict.reason


class NeedsEntitlement(Exception):
    """The work is seen only by those who bought; ``offers`` is what is sold, nothing when it is off sale."""

    def __init__(self, work: Work, offers: tuple[Product, ...]) -> None:
        super().__init__(work.id)
        self.work = work
        self.offers = offers
        self.message = Both("This work needs a ticket.", "观看此作品需要购票。")


class NotReady(Exception):
    """The film is still being prepared, or could not be."""

    def __init__(self, film: Film, work: Work) -> None:
        super().__init__(film.id)
        self.film = film
        self.work = work
        self.message = film.reason or Both("The film is still being prepared.", "影片仍在制作中。")


class BadFilm(Exception):
    """What was entered about a film does not do; the message says how to mend it."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
