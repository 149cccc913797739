"""What race hands out, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

StartId = NewType("StartId", str)
RunId = NewType("RunId", str)


class Standing(StrEnum):
    """How a run stands."""

    RANKED = "ranked"
    PROVED = "proved"
    FLAGGED = "flagged"
    REFUSED = "refused"

    @property
    def said(self) -> Both:
        """Return the standing in words."""
        return {
            "ranked": Both("On the board", "已上榜"),
            "proved": Both("Proved, not on the board", "已证实，未上榜"),
            "flagged": Both("Proved, looked at by a person first", "已证实，待人工查看"),
            "refused": Both("Not proved", "未能证实"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Start:
    """A race begun: its token is signed, works once, and comes with everything that is sent for it."""

    id: StartId
    token: str
    track: str
    car: str
    livery: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a driver says of a race: its time and the fingerprints of its states."""

    time_ms: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a race.

    reason: why it is refused, None when it is not. flags: what a person should look at. lap_ms: each lap's time.
    rank: on the board, None when it does not stand there; best_ms: the driver's best there.
    """

    run: RunId
    track: str
    car: str
    standing: Standing
    time_ms: int | None
    lap_ms: tuple[int, ...]
    reason: str | None
    flags: tuple[str, ...]
    driven_at: datetime
    rank: int | None = None
    best_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a board; name is empty when the driver's account is gone."""

    rank: int
    name: str
    time_ms: int
    car_name: Both
    run: RunId
    is_reader: bool = False


@dataclass(frozen=True, slots=True)
class Livery:
    """What a car wears; work: whose licence it is worn under, None for the house's own."""

    id: str
    name: Both
    colours: tuple[str, str, str]
    work: WorkId | None = None


class BadRun(Exception):
    """A file is not a run; ``reason`` is the word for programs."""

    def __init__(self, reason: str, message: Both) -> None:
        super().__init__(message.en)
        self.reason, self.message = reason, message


class NotThere(Exception):
    """There is no such track, car or livery."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NotNow(Exception):
    """Someone may not race now; ``reason`` is the word for programs."""

    def __init__(self, reason: str, message: Both) -> None:
        super().__init__(message.en)
        self.reason, self.message = reason, message


class BadStart(Exception):
    """A token does not hold: forged, of another reader, or used."""

    def __init__(self, reason: str, message: Both) -> None:
        super().__init__(message.en)
        self.reason, self.message = reason, message


class BadPiece(Exception):
    """A piece of inputs does not fit behind what came before; ``held`` ticks are kept."""

    def __init__(self, held: int) -> None:
        super().__init__(held)
        self.held = held
        self.message = Both(
            f"Ticks are missing; send again from tick {held}.", f"数据不连续，请从第 {held} 帧起重发。"
        )
