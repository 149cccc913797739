"""What agreements tell the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event
from footlights.kernel.ids import EventId, GrantId, MemorandumId

SIGNED = "agreements.memorandum_signed"
GRANTED = "agreements.grant_issued"
REVOKED = "agreements.grant_revoked"


@dataclass(frozen=True, slots=True)
class MemorandumSigned:
    """A memorandum was signed."""

    memorandum: MemorandumId

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(event, SIGNED, at, {"memorandum": self.memorandum})


@dataclass(frozen=True, slots=True)
class GrantIssued:
    """A right was given."""

    grant: GrantId

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(event, GRANTED, at, {"grant": self.grant})


@dataclass(frozen=True, slots=True)
class GrantRevoked:
    """A right was withdrawn."""

    grant: GrantId

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(event, REVOKED, at, {"grant": self.grant})
