"""What the shelf holds of a person: their marks, viewings, reviews and lists. Erased, their votes leave the scores."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from footlights.kernel.ids import PersonId, WorkId

from . import api, models

HOLDS: tuple[str, ...] = ("Mark", "Seen", "Review", "WorkList", "Standing")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's shelf as the lines that the house can read again."""
    return {"shelf": list(api.export_shelf(person))[1:]}


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase a person's shelf."""
    with transaction.atomic():
        for work in list(models.Mark.objects.filter(person=person).values_list("work", flat=True)):
            api.remove_mark(person, WorkId(work))
        for table in (models.Seen, models.Review, models.WorkList, models.Standing):
            table._default_manager.filter(person=person).delete()
