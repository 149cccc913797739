"""When somebody under 18 who lives in China may play."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

from footlights.kernel.holidays import is_public_holiday
from footlights.kernel.territory import CN

CHINA: Final = timezone(timedelta(hours=8))
_FRIDAY: Final = 4
_OPENS: Final = 20  # o'clock
GROWN_UP: Final = 18


def may_play(oldest: int | None, at: datetime) -> bool:
    """Return whether somebody who lives in China and is at most so old may play online at an instant.

    oldest: the highest age in their band in years; None where the band has no end.
    Under 18: Fridays, Saturdays, Sundays and public holidays from 20:00 to 21:00 China time, and no other time.
    Source: National Press and Publication Administration of the PRC, notice of 30 August 2021, in force since
    1 September 2021.
    """
    if oldest is None or oldest >= GROWN_UP:
        return True
    here = at.astimezone(CHINA)
    return here.hour == _OPENS and (here.weekday() >= _FRIDAY or is_public_holiday(CN, here.date()))
