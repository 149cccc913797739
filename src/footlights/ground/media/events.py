"""What media tells the house: that a playing began, and how it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event
from footlights.kernel.clock import microseconds
from footlights.kernel.ids import EventId

from .types import Beat, PlayingFacts

PLAYING_STARTED = "media.playing_started"
BEAT = "media.beat"


@dataclass(frozen=True, slots=True)
class PlayingStarted:
    """A viewer was handed a film."""

    facts: PlayingFacts

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        return Event(event, PLAYING_STARTED, at, _body(self.facts))


@dataclass(frozen=True, slots=True)
class Beaten:
    """A player told how far it came."""

    facts: PlayingFacts
    beat: Beat

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log; it happened when the beat was sent."""
        return Event(
            event,
            BEAT,
            at,
            {
                **_body(self.facts),
                "started_at_us": microseconds(self.facts.started_at),
                "sent_at_us": microseconds(self.beat.sent_at),
                "position_ms": self.beat.position_ms,
                "played_ms": self.beat.played_ms,
                "rate": self.beat.rate,
            },
        )


def _body(facts: PlayingFacts) -> dict[str, str | int | float | bool | None]:
    return {
        "playing": facts.playing,
        "asset": facts.asset,
        "work": facts.work,
        "viewer": facts.viewer,
        "territory": facts.territory,
        "age_band": facts.age_band,
        "duration_ms": facts.duration_ms,
    }
