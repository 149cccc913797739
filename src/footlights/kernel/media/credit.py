"""How much watch time a player's beats are worth: never more than the wall clock allows.

A player sends a beat every few seconds: how much of the film it played since its last one, and when.
All of that can be forged but the moment at which the house handed out the playing. So time is credited
along the wall clock, each stretch of it once for one viewer and work, at no more than twice its length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from footlights.kernel.clock import instant
from footlights.kernel.ids import EventId, PlayingId

FASTEST_RATE: Final = 2.0  # the fastest playing rate the player offers


@dataclass(frozen=True, slots=True)
class BeatFact:
    """One beat as the log keeps it: what one playing played between two moments.

    started_at_us: when the house handed out the playing, in microseconds since 1970.
    sent_at_us:    when the player sent the beat; the house moved it to lie between its start and its arrival.
    played_ms:     how much of the film was played since the player's previous beat.
    rate:          the playing rate, 1.0 for normal.
    """

    id: EventId
    playing: PlayingId
    started_at_us: int
    sent_at_us: int
    played_ms: int
    rate: float


@dataclass(frozen=True, slots=True)
class Credit:
    """Watch time that one beat earned, at the moment the beat was sent."""

    beat: EventId
    playing: PlayingId
    at: datetime
    milliseconds: int

    @property
    def seconds(self) -> float:
        """Return the time in seconds."""
        return self.milliseconds / 1000


def fact_of(beat: EventId, body: Mapping[str, str | int | float | bool | None]) -> BeatFact:
    """Return the beat that a ``media.beat`` event's body tells of.

    Raises KeyError, TypeError or ValueError when a field is missing or no number.
    """
    return BeatFact(
        id=beat,
        playing=PlayingId(str(body["playing"])),
        started_at_us=int(body["started_at_us"] or 0),
        sent_at_us=int(body["sent_at_us"] or 0),
        played_ms=int(body["played_ms"] or 0),
        rate=float(body["rate"] or 0),
    )


def credit(beats: Sequence[BeatFact]) -> list[Credit]:
    """Return what the beats of one viewer and one work are worth, in the order they were sent.

    The beats may come in any order and repeated; the outcome depends on the set alone. A stretch of the
    wall clock is credited once, however many playings ran side by side, and earns at most its length ×
    the playing rate (at most 2). A beat that earns nothing is left out.
    """
    credits: list[Credit] = []
    previous_us: dict[PlayingId, int] = {}
    credited_to_us: int | None = None
    once = {beat.id: beat for beat in sorted(beats, key=_whole, reverse=True)}
    for beat in sorted(once.values(), key=_moment):
        since_us = previous_us.get(beat.playing, beat.started_at_us)
        previous_us[beat.playing] = max(since_us, beat.sent_at_us)
        if credited_to_us is not None:
            since_us = max(since_us, credited_to_us)
        rate = min(max(beat.rate, 0.0), FASTEST_RATE)
        earned_ms = min(beat.played_ms, int((beat.sent_at_us - since_us) * rate / 1000))
        if earned_ms > 0:
            credited_to_us = beat.sent_at_us
            credits.append(Credit(beat.id, beat.playing, instant(beat.sent_at_us), earned_ms))
    return credits


def _moment(beat: BeatFact) -> tuple[int, str]:
    return beat.sent_at_us, beat.id


def _whole(beat: BeatFact) -> tuple[str | int | float, ...]:
    """Order repeats of one id, so that the same one is kept however they arrive."""
    return beat.id, beat.sent_at_us, beat.played_ms, beat.rate, beat.playing, beat.started_at_us
