"""What insight hands out: figures, and what a recount found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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


class By(StrEnum):
    """What figures are told by."""

    WORK = "work"
    DAY = "day"
    TERRITORY = "territory"
    AGE = "age"
    PARTNER = "partner"

    @property
    def said(self) -> Both:
        """Return it in words."""
        return {
            "work": Both("Work", "作品"),
            "day": Both("Day", "日期"),
            "territory": Both("Territory", "地区"),
            "age": Both("Age", "年龄段"),
            "partner": Both("Maker", "制作机构"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """What one key came to; is_withheld: too few to be told."""

    key: str
    name: Both
    tally: Tally
    is_withheld: bool = False

    @property
    def minutes(self) -> int:
        """Return the watch time in whole minutes."""
        return self.tally.milliseconds // 60_000


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures; works that two institutions made stand with both of them."""

    by: By
    rows: tuple[FiguresRow, ...]


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
