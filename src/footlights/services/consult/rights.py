"""What consult holds of a person: their consultations, word for word. Erased, nothing of them is left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("Consultation", "Turn")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's consultations."""
    return {
        "consultations": [
            {
                "id": row.id,
                "began_at": row.began_at.isoformat(),
                "turns": [
                    {
                        "at": turn.at.isoformat(),
                        "text": turn.text,
                        "replies": turn.replies,
                        "digest": turn.digest,
                    }
                    for turn in row.turn_set.order_by("number")
                ],
            }
            for row in models.Consultation.objects.filter(person=person).order_by("began_at")
        ]
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase a person's consultations."""
    models.Consultation.objects.filter(person=person).delete()
