"""What race holds of a person: races begun, what came of them, places on boards; the inputs lie in files beside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import api, models

HOLDS: tuple[str, ...] = ("Start", "Run", "Best")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's races and their bests."""
    return {
        "races": [
            {
                "track": row.track,
                "car": row.car,
                "livery": row.livery,
                "opened_at": row.opened_at.isoformat(),
                "closed_at": row.closed_at.isoformat() if row.closed_at else None,
            }
            for row in models.Start.objects.filter(person=person).order_by("opened_at")
        ],
        "results": [
            {
                "track": row.track,
                "car": row.car,
                "standing": row.standing,
                "time_ms": row.time_ms,
                "lap_ms": row.lap_ms,
                "reason": row.reason,
                "driven_at": row.driven_at.isoformat(),
            }
            for row in models.Run.objects.filter(person=person).order_by("driven_at")
        ],
        "bests": [
            {"board": row.board, "time_ms": row.time_ms}
            for row in models.Best.objects.filter(person=person).order_by("board")
        ],
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Forget a person's races, their inputs and their places."""
    api.forget_starts(person)
