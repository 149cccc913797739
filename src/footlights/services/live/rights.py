"""What live holds of a person: the decisions they made in the control room. Erased, a decision stays without its maker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("Cue",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's decisions."""
    rows = models.Cue.objects.filter(person=person).order_by("at")
    return {
        "cues": [{"event": r.event_id, "at": r.at.isoformat(), "act": r.act, "hand": r.hand} for r in rows]
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Take a person's name off their decisions: what was on remains explained."""
    models.Cue.objects.filter(person=person).update(person="")
