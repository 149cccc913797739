"""What the lab tells the house: that a programme was solved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event, Value
from footlights.kernel.ids import EventId

from .types import Outcome, ProgrammeId

PROGRAMME_SOLVED = "lab.programme_solved"


@dataclass(frozen=True, slots=True)
class ProgrammeSolved:
    """A festival of this house was put to the bench, and a plan won."""

    programme: ProgrammeId
    outcome: Outcome
    showings: int

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        body: dict[str, Value] = {
            "programme": self.programme,
            "winner": self.outcome.winner.value,
            "objective": self.outcome.objective,
            "bound": self.outcome.bound,
            "variables": self.outcome.variables,
            "showings": self.showings,
        }
        return Event(event, PROGRAMME_SOLVED, at, body)
