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
    """How often a work was started, how often it counted, and how long it was watched.

    reached: playings that were watched long enough, counted or again within the viewer's half-hour.
    completed: playings that came to nine tenths of the work.
    """

    starts: int = 0
    counted: int = 0
    milliseconds: int = 0
    reached: int = 0
    completed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + more for mine, more in zip(self.numbers, other.numbers, strict=True)))

    def __sub__(self, other: Tally) -> Tally:
        return Tally(*(mine - less for mine, less in zip(self.numbers, other.numbers, strict=True)))

    def __bool__(self) -> bool:
        return any(self.numbers)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers in the order of the fields."""
        return self.starts, self.counted, self.milliseconds, self.reached, self.completed

    @property
    def repeated(self) -> int:
        """Return how many playings were watched long enough within a half-hour that counted already."""
        return self.reached - self.counted


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
    """What one key came to.

    viewers: different viewers with a counted view, exactly. people: those who started or watched.
    is_withheld: too few people to be told.
    """

    key: str
    name: Both
    tally: Tally
    viewers: int = 0
    people: int = 0
    is_withheld: bool = False

    @property
    def completion(self) -> float | None:
        """Return which share of the starts was watched to the end; None where nothing was started."""
        return min(self.tally.completed / self.tally.starts, 1.0) if self.tally.starts else None

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
class Why:
    """Why a work's figure is what it is: each day from the starts down to the counted views.

    days: the newest first. corrections: (when the last of them came, day, by how much) late
    beats changed days that had closed.
    """

    work: WorkId
    days: tuple[tuple[date, Tally], ...]
    whole: Tally
    viewers: int
    corrections: tuple[tuple[datetime, date, int], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell whose kept tally is not what the log comes to."""

    cell: Cell
    kept: Tally
    recounted: Tally


@dataclass(frozen=True, slots=True)
class Verification:
    """What a recount from the log found.

    difference: the sum of all absolute differences, in each of a tally's numbers and in visits; 0 when all agree.
    events: how many events were recounted. visits: viewers with a counted view, cell by cell.
    """

    difference: int
    events: int
    counted: int
    starts: int
    milliseconds: int
    visits: int
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


@dataclass(frozen=True, slots=True)
class Actives:
    """How many different people were active on each day, and on any; visits: repeats counted too."""

    daily: tuple[int, ...]
    monthly: int
    visits: int


class NotAMonth(Exception):
    """So many people cannot be active on so few days."""

    def __init__(self) -> None:
        super().__init__("not a month")
        self.message = Both(
            "The month's people must be at least a day's, and at most a day's times the days.",
            "月活不得少于日活，也不得超过日活乘以天数。",
        )


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


class NotYourWork(Exception):
    """The work's figures are another institution's."""

    def __init__(self, work: str) -> None:
        super().__init__(work)
        self.message = Both(
            "The figures of this work are its partners' to see.", "该作品的数据仅供其合作方查看。"
        )
