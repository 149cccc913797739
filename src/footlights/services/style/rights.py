"""What style holds of a person: that they answered a study, and how. Erased, their answers leave the results."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("Respondent", "Choice")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's answers."""
    return {
        "answers": [
            {
                "study": row.study_id,
                "age_band": row.age_band,
                "residence": row.residence,
                "began_at": row.began_at.isoformat(),
                "choices": [
                    {"number": each.number, "chosen": each.chosen, "other": each.other}
                    for each in row.choice_set.order_by("number")
                ],
            }
            for row in models.Respondent.objects.filter(person=person).order_by("began_at")
        ]
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase a person's answers."""
    models.Respondent.objects.filter(person=person).delete()
