"""What insight holds of persons: what they watched, under a pseudonym whose key people can destroy.

An erasure destroys that key. The beats then are nobody's, and stay until they are settled: figures were
counted from them, and every recount still agrees.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.ground.events import api as events
from footlights.ground.media.events import PLAYING_STARTED
from footlights.ground.people import api as people
from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("KeptBeat", "Visit")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return what a person watched, from the log, and the beats that are still kept for counting."""
    pseudonym = people.find_pseudonym(person)
    if pseudonym is None:
        return {}
    return {
        "watched": [
            {
                "at": stored.event.at.isoformat(),
                "work": stored.event.body.get("work"),
                "territory": stored.event.body.get("territory"),
            }
            for stored in events.every_event(PLAYING_STARTED)
            if stored.event.body.get("viewer") == pseudonym
        ],
        "visits": [
            {**row, "day": row["day"].isoformat()}
            for row in models.Visit.objects.filter(viewer=pseudonym).values(
                "work", "day", "starts", "counted"
            )
        ],
        "kept_beats": list(
            models.KeptBeat.objects.filter(viewer=pseudonym).values("work", "sent_at_us", "played_ms", "rate")
        ),
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase what this folder holds of a person: people destroys the key behind the pseudonym."""
