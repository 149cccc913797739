"""What the exchange holds of a person: that they handed in a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import api

HOLDS: tuple[str, ...] = ("Delivery",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return the files that a person handed in."""
    return {"deliveries": api.export_deliveries(person)}


def erase_person(person: PersonId, at: datetime) -> None:
    """Take a person's name off the files that they handed in."""
    api.forget_person(person)
