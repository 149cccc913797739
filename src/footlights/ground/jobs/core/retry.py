"""When a failed job is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

FIRST_SECONDS: Final = 2.0
LONGEST_SECONDS: Final = 600.0


def pause_before(attempt: int, jitter: float) -> timedelta:
    """Return how long to wait after the attempt of that number (from 1) failed: doubling, up to ten minutes.

    jitter: a random share in [0, 1), so that jobs that failed together don't come back together.
    """
    seconds = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** (min(attempt, 30) - 1))
    return timedelta(seconds=seconds * (0.5 + jitter / 2))
