"""What notices hold of a person: their inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import api

HOLDS: tuple[str, ...] = ("Notice",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return every notice in both languages, with when it was due and read."""
    return {
        "notices": [
            {
                "title": each.title.as_json(),
                "text": each.text.as_json(),
                "link": each.link,
                "due_at": each.due_at.isoformat(),
                "read_at": each.read_at and each.read_at.isoformat(),
            }
            for each in api.export_notices(person)
        ]
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Remove their notices."""
    api.forget(person)
