"""When a letter is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

MOST_TRIES: Final = 6


def wait_after(tries: int) -> timedelta:
    """Return how long a letter waits after so many tries that failed: 1, 5, 25 … minutes."""
    return timedelta(minutes=5 ** max(tries - 1, 0))
