"""Time comes in from outside: UTC, aware, and passed as an argument."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """Return this instant in UTC. Edges call it once and hand the value down."""
    return datetime.now(UTC)


def microseconds(at: datetime) -> int:
    """Return an aware instant as microseconds since 1970, exactly.

    Raises ValueError for a naive datetime.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    since = at - _EPOCH  # dividing by a timedelta would take four times as long
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant(microseconds_since_1970: int) -> datetime:
    """Return the UTC instant that ``microseconds`` came from."""
    return _EPOCH + timedelta(microseconds=microseconds_since_1970)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
