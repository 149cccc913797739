"""When a failed job is tried again, and when a running one will be done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FIRST_SECONDS: Final = 2.0
LONGEST_SECONDS: Final = 600.0


def pause_before(attempt: int, jitter: float) -> timedelta:
    """Return how long to wait after the attempt of that number (from 1) failed: doubling, up to ten minutes.

    jitter: a random share in [0, 1), so that jobs that failed together don't come back together.
    """
    seconds = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** (min(attempt, 30) - 1))
    return timedelta(seconds=seconds * (0.5 + jitter / 2))


def estimate_seconds_left(share: float, started_at: datetime, at: datetime) -> float | None:
    """Return how long a job still takes if it goes on as so far; None until a fiftieth of it is done."""
    if share < 0.02:
        return None
    return (at - started_at).total_seconds() * (1 - share) / share
