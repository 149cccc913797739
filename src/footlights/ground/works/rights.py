"""The catalogue holds nothing of a viewer: credits name those who made a work, as its own titles do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

HOLDS: tuple[str, ...] = ()


def export_person(person: PersonId) -> dict[str, Any]:
    """Return nothing: no row of the catalogue leads to a person of the house."""
    return {}


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase nothing."""
