"""Windows of time as deals write them: half-open, with bounds that may be words instead of dates.

A word such as TBD or ESTStart names an instant that nobody has told the house yet: a question about it is
answered with unknown, never with yes. Names after MovieLabs Avails (DateTimeCondition).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .answer import Answer


class Symbol(StrEnum):
    """A bound that is a word."""

    OPEN = "Open"  # no bound on this side
    IMMEDIATE = "Immediate"  # from the signing on: no bound on this side
    TBD = "TBD"
    EST_START = "ESTStart"
    BROADCAST = "Broadcast"
    COMPLETED = "Completed"
    THEATRICAL = "Theatrical"

    @property
    def is_boundless(self) -> bool:
        """Return whether the word means no bound at all, rather than an instant not known yet."""
        return self in (Symbol.OPEN, Symbol.IMMEDIATE)


Bound = datetime | Symbol


@dataclass(frozen=True, slots=True)
class Window:
    """From ``opens``, inclusive, until ``closes``, exclusive; ``zone`` is the one whose dates the deal meant."""

    opens: Bound
    closes: Bound
    zone: str = "UTC"

    def __post_init__(self) -> None:
        for bound in (self.opens, self.closes):
            if isinstance(bound, datetime) and bound.tzinfo is None:
                raise ValueError("an instant needs its zone")
        if (
            isinstance(self.opens, datetime)
            and isinstance(self.closes, datetime)
            and self.opens >= self.closes
        ):
            raise ValueError("a window must open before it closes")

    def has_opened(self, at: datetime) -> Answer:
        """Return whether the window has opened by an instant."""
        if isinstance(self.opens, datetime):
            return Answer.YES if self.opens <= at else Answer.NO
        return Answer.YES if self.opens.is_boundless else Answer.UNKNOWN

    def has_closed(self, at: datetime) -> Answer:
        """Return whether the window has closed by an instant."""
        if isinstance(self.closes, datetime):
            return Answer.YES if self.closes <= at else Answer.NO
        return Answer.NO if self.closes.is_boundless else Answer.UNKNOWN

    def holds(self, at: datetime) -> Answer:
        """Return whether an instant lies in the window; unknown when that hangs on a bound not known yet."""
        not_closed = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}
        return self.has_opened(at) & not_closed[self.has_closed(at)]

    def overlaps(self, other: Window) -> Answer:
        """Return whether the two windows share an instant."""
        return _is_before(self.opens, other.closes) & _is_before(other.opens, self.closes)


def local_window(first_day: date, last_day: date | None, zone: str) -> Window:
    """Return the window of whole days in a zone, its last day included; None leaves the end open.

    A day begins at the first instant that bears its date there, also where clocks change at midnight.
    Raises ValueError when the last day is before the first, ZoneInfoNotFoundError for an unknown zone.
    """
    if last_day is not None and last_day < first_day:
        raise ValueError("a window must open before it closes")
    closes = _start_of(last_day + timedelta(days=1), zone) if last_day else Symbol.OPEN
    return Window(_start_of(first_day, zone), closes, zone)


def _start_of(day: date, zone: str) -> datetime:
    """Return the first instant of a date in a zone, in UTC.

    A midnight that a clock change skips is read with the offset before the gap (PEP 495, fold 0), which is the
    very instant of the change; a repeated one is read the first time round.
    """
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def _is_before(opens: Bound, closes: Bound) -> Answer:
    if isinstance(opens, datetime) and isinstance(closes, datetime):
        return Answer.YES if opens < closes else Answer.NO
    boundless = [bound for bound in (opens, closes) if isinstance(bound, Symbol) and bound.is_boundless]
    return Answer.YES if boundless else Answer.UNKNOWN
