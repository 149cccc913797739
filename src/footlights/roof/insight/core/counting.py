"""The counting rule of the house, in one place.

A **counted view**: the watch time that the server credits to a playing (kernel.media.credit) reaches
min(30 s, half the running time). It counts at the instant of the beat that reached it. Works under 10 s
never count. A viewer counts once for a work in each UTC half-hour. A beat belongs to the day on which it
was sent, however late it arrives; one more than 48 hours late is not taken (ground/media refuses it).

A **start** is a film handed to a viewer. **Watch time** is all that was credited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from footlights.kernel.ids import PlayingId, Pseudonym, WorkId
from footlights.kernel.media.credit import BeatFact, credit
from footlights.roof.insight.types import Cell, Tally

ENOUGH_MS: Final = 30_000
SHORTEST_MS: Final = 10_000
SLOT: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Watched:
    """One beat with what counting needs to know around it."""

    viewer: Pseudonym
    work: WorkId
    territory: str
    age_band: str
    duration_ms: int
    beat: BeatFact


def enough_ms(duration_ms: int) -> int | None:
    """Return the watch time from which a view counts, or None for a work too short to count."""
    return None if duration_ms < SHORTEST_MS else min(ENOUGH_MS, duration_ms // 2)


def count(beats: Iterable[Watched]) -> dict[Cell, Tally]:
    """Return what the beats of one viewer and one work come to, by cell.

    The outcome depends on the set of beats alone: repeats and order change nothing.
    """
    about: dict[PlayingId, Watched] = {}
    facts: list[BeatFact] = []
    for each in sorted(beats, key=_order):
        about.setdefault(each.beat.playing, each)
        facts.append(each.beat)
    tallies: defaultdict[Cell, Tally] = defaultdict(Tally)
    watched_ms: defaultdict[PlayingId, int] = defaultdict(int)
    slots: set[datetime] = set()
    for earned in credit(facts):
        playing = about[earned.playing]
        before_ms, watched_ms[earned.playing] = (
            watched_ms[earned.playing],
            watched_ms[earned.playing] + earned.milliseconds,
        )
        enough = enough_ms(playing.duration_ms)
        reaches = enough is not None and before_ms < enough <= watched_ms[earned.playing]
        counts = reaches and slot_of(earned.at) not in slots
        if counts:
            slots.add(slot_of(earned.at))
        cell = Cell(playing.work, earned.at.date(), playing.territory, playing.age_band)
        tallies[cell] += Tally(counted=int(counts), milliseconds=earned.milliseconds)
    return dict(tallies)


def slot_of(at: datetime) -> datetime:
    """Return the beginning of the UTC half-hour that an instant lies in."""
    return at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)


def combine(parts: Iterable[Mapping[Cell, Tally]]) -> dict[Cell, Tally]:
    """Return the sum of several counts, cell by cell."""
    total: defaultdict[Cell, Tally] = defaultdict(Tally)
    for part in parts:
        for cell, tally in part.items():
            total[cell] += tally
    return dict(total)


def _order(each: Watched) -> tuple[int, str, str]:
    return each.beat.sent_at_us, each.beat.id, each.beat.playing
