"""What insight holds of persons: beats under a pseudonym, which are nobody's once its key is destroyed.

Figures stay as they are after an erasure: they were counted from events, and every recount still agrees.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.ground.people import api as people
from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("KeptBeat",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return the beats that stand under the person's pseudonym, while its key still leads there."""
    pseudonym = people.find_pseudonym(person)
    beats = models.KeptBeat.objects.filter(viewer=pseudonym) if pseudonym else models.KeptBeat.objects.none()
    return {
        "beats": list(
            beats.order_by("started_at_us").values("work", "sent_at_us", "played_ms", "territory", "age_band")
        )
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase what this folder holds of a person: people destroys the key behind the pseudonym."""
