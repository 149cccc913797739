"""What agreements hold of persons: which campaign links they followed, under a pseudonym whose key people can destroy.

Signatories are named in public documents, by name and office. An erasure destroys the key; the follows then are nobody's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.ground.people import api as people
from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("Follow",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return the campaign links that a person followed."""
    pseudonym = people.find_pseudonym(person)
    if pseudonym is None:
        return {}
    rows = models.Follow.objects.filter(viewer=pseudonym).order_by("half_hour")
    return {"followed": [{"link": row.link_id, "half_hour": row.half_hour.isoformat()} for row in rows]}


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase what this folder holds of a person: people destroys the key behind the pseudonym."""
