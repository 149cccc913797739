"""What agreements tell the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event
from footlights.kernel.ids import CampaignLinkId, EventId, GrantId, HoldbackId, MemorandumId, Pseudonym
from footlights.kernel.territory import Territory

SIGNED = "agreements.memorandum_signed"
GRANTED = "agreements.grant_issued"
REVOKED = "agreements.grant_revoked"
HELD_BACK = "agreements.holdback_agreed"
LIFTED = "agreements.holdback_lifted"
FOLLOWED = "agreements.link_followed"


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


@dataclass(frozen=True, slots=True)
class HoldbackAgreed:
    """A right was taken away for a time."""

    holdback: HoldbackId

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(event, HELD_BACK, at, {"holdback": self.holdback})


@dataclass(frozen=True, slots=True)
class HoldbackLifted:
    """A holdback ended before its time."""

    holdback: HoldbackId

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(event, LIFTED, at, {"holdback": self.holdback})


@dataclass(frozen=True, slots=True)
class LinkFollowed:
    """Somebody followed a campaign's link."""

    link: CampaignLinkId
    viewer: Pseudonym
    territory: Territory | None

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(
            event,
            FOLLOWED,
            at,
            {"link": self.link, "viewer": self.viewer, "territory": self.territory or ""},
        )
