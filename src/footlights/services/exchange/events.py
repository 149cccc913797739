"""What the exchange tells the house: that rights came in from a file of the trade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event, Value
from footlights.kernel.ids import AgreementId, EventId, GrantId

from .types import DeliveryId

GRANT_TAKEN_IN = "exchange.grant_taken_in"


@dataclass(frozen=True, slots=True)
class GrantTakenIn:
    """A grant was issued out of a file; lines: how many of its lines state it."""

    delivery: DeliveryId
    agreement: AgreementId
    grant: GrantId
    lines: int

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        body: dict[str, Value] = {
            "delivery": self.delivery,
            "agreement": self.agreement,
            "grant": self.grant,
            "lines": self.lines,
        }
        return Event(event, GRANT_TAKEN_IN, at, body)
