"""What insight hands out: figures, and what a recount found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and how to get it again.

    command: what recomputes it from the log, to be typed in the house's folder.
    """

    name: str
    value: int
    label: Both
    as_of: datetime
    command: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one work, day, territory and age band came to."""

    work: WorkId
    day: date
    territory: str
    age_band: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a work was started, how often it counted, and how long it was watched."""

    starts: int = 0
    counted: int = 0
    milliseconds: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.starts + other.starts, self.counted + other.counted, self.milliseconds + other.milliseconds
        )

    def __sub__(self, other: Tally) -> Tally:
        return Tally(
            self.starts - other.starts, self.counted - other.counted, self.milliseconds - other.milliseconds
        )

    def __bool__(self) -> bool:
        return bool(self.starts or self.counted or self.milliseconds)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell whose kept tally is not what the log comes to."""

    cell: Cell
    kept: Tally
    recounted: Tally


@dataclass(frozen=True, slots=True)
class Verification:
    """What a recount from the log found.

    difference: the sum of all absolute differences in starts, counted views and milliseconds; 0 when all agree.
    events: how many events were recounted.
    """

    difference: int
    events: int
    counted: int
    starts: int
    milliseconds: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """What a day's viewings come to, from the rows down to the counted views.

    short: watched too little, or too short a work. robots: say they played faster than the wall clock allows.
    repeated: sent again, or the same viewer and work within the half-hour.
    """

    day: date
    rows: int
    short: int
    robots: int
    repeated: int
    counted: int


class NotViewings(Exception):
    """A folder or file that holds no viewings as they should be; the message says which."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NoSuchFigure(Exception):
    """There is no figure of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = Both(f"There is no figure called {name}.", f"没有名为 {name} 的指标。")
