"""A player without a browser: what a film's page tells it, and the beats that it sends."""

from __future__ import annotations

import re

FACT = re.compile(r'data-([a-z-]+)="([^"]*)"')


def facts_of(page: str) -> dict[str, str]:
    """Return what a film's page tells its player."""
    return dict(FACT.findall(page))


def beat_of(
    facts: dict[str, str], number: int, at_ms: int, position_ms: int, played_ms: int, rate: int
) -> dict[str, object]:
    """Return a beat, so long after the playing began, as the player writes it."""
    return {
        "id": f"b{number}",
        "at_ms": int(facts["started-at-ms"]) + at_ms,
        "position_ms": position_ms,
        "played_ms": played_ms,
        "rate": rate,
    }
