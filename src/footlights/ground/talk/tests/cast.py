"""When things happen in these tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PASSWORD = "a tall ship and a star"


def later(seconds: float) -> datetime:
    """Return so many seconds past noon."""
    return NOON + timedelta(seconds=seconds)
