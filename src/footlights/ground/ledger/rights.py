"""What the ledger holds of persons: nothing. Accounts belong to institutions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

HOLDS: tuple[str, ...] = ()


def export_person(person: PersonId) -> dict[str, Any]:
    """Return what this folder holds of a person: nothing."""
    return {}


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase what this folder holds of a person: nothing."""
