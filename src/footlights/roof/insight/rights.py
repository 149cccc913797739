"""What insight holds of persons: beats under a pseudonym, which are nobody's once its key is destroyed.

Figures stay as they are after an erasure: they were counted from events, and every recount still agrees.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

HOLDS: tuple[str, ...] = ()


def export_person(person: PersonId) -> dict[str, Any]:
    """Return what this folder holds of a person: nothing that names one."""
    return {}


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase what this folder holds of a person: people destroys the key behind the pseudonym."""
