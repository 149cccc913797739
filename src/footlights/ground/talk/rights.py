"""What talk holds of a person: what they said and what they reported. Erased, their words are gone from every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import api

HOLDS: tuple[str, ...] = ("Saying", "Report")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return all that a person said and reported."""
    return {
        "said": [
            {
                "id": each.id,
                "about": each.subject,
                "form": each.form.value,
                "text": each.text,
                "said_at": each.said_at.isoformat(),
                "reply_to": each.reply_to,
                "at_seconds": each.at_seconds,
                "state": each.state.value,
            }
            for each in api.list_of(person)
        ],
        "reported": api.list_reports_of(person),
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase a person's words and reports."""
    api.erase_of(person)
