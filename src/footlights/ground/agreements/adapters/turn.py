"""One at a time where two acts that look at each other's rows must not pass."""

from __future__ import annotations

from typing import Final

from django.db import connection

_DEALS: Final = 0x466F6F74  # any number that no other folder locks


def take_turn() -> None:
    """Wait until no other transaction holds the turn, and hold it until this one ends.

    SQLite's transactions begin IMMEDIATE and so take turns already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DEALS])
