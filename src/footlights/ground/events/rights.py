"""What the log holds of persons: facts under pseudonyms, which are nobody's once their key is destroyed.

An append-only log forgets no row. People keeps the key that ties a pseudonym to a person and destroys it;
every recount of the log still comes to the same.
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
