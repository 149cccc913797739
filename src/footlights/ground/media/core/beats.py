"""What of a player's beat is believed: when it was sent, and how it is named in the log."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from footlights.ground.media.types import Beat
from footlights.kernel.ids import EventId, PlayingId, check_character

LATEST: Final = timedelta(hours=48)  # a beat that comes later is not counted any more
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def settle(beat: Beat, *, started_at: datetime, received_at: datetime) -> Beat | None:
    """Return the beat with its moment between the playing's start and its arrival, or None if it came too late."""
    sent_at = min(max(beat.sent_at, started_at), received_at)
    if received_at - sent_at > LATEST:
        return None
    return Beat(beat.id, sent_at, beat.position_ms, beat.played_ms, beat.rate)


def name_beat(playing: PlayingId, beat: str) -> EventId:
    """Return the log's id for a beat: the same for the same beat of a playing, and nobody else's."""
    number = int.from_bytes(sha256(f"{playing}:{beat}".encode()).digest()[:10])
    digits = "".join(_LETTERS[number >> shift & 31] for shift in range(75, -5, -5))
    return EventId(f"evt-{digits}-{check_character(digits)}")
