"""What the lab holds of a person: that a research release was handed to them. Nobody is told of in a release itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import api

HOLDS: tuple[str, ...] = ("Taking",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return the releases that a person was handed."""
    return {"releases_taken": api.export_takings(person)}


def erase_person(person: PersonId, at: datetime) -> None:
    """Take a person's name off the releases that they were handed."""
    api.forget_taker(person)
