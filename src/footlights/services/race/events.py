"""What race tells the house: that a race was proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event, Value
from footlights.kernel.ids import EventId, Pseudonym

from .types import Result

RUN_PROVED = "race.run_proved"


@dataclass(frozen=True, slots=True)
class RunProved:
    """A race was driven again from its inputs, and holds."""

    result: Result
    viewer: Pseudonym

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        body: dict[str, Value] = {
            "run": self.result.run,
            "viewer": self.viewer,
            "track": self.result.track,
            "car": self.result.car,
            "time_ms": self.result.time_ms or 0,
            "laps": len(self.result.lap_ms),
            "standing": self.result.standing.value,
        }
        return Event(event, RUN_PROVED, at, body)
