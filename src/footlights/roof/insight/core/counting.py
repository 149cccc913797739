"""The counting rule of the house, in one place.

A **counted view**: the watch time that the server credits to a playing (kernel.media.credit: never faster
than the wall clock × the playing rate) reaches min(30 s, half the running time). It counts at the instant
of the beat that reached it. Works under 10 s never count. A viewer counts once for a work in each UTC
half-hour. A beat belongs to the UTC day on which it was sent, however late it arrives: one that comes
after its day closed is a dated correction of that day, one more than 48 hours late is not taken. A playing
ends seven days after it was handed out: no later beat of it is taken.

A **start** is a film handed to a viewer. **Watch time** is all that was credited. A playing is **completed** when
its watch time reaches nine tenths of the work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from footlights.kernel.clock import instant
from footlights.kernel.ids import PlayingId, Pseudonym, WorkId
from footlights.kernel.media.credit import BeatFact, credit
from footlights.roof.insight.types import Cell, Tally

ENOUGH_MS: Final = 30_000
SHORTEST_MS: Final = 10_000
SLOT: Final = timedelta(minutes=30)
LATEST: Final = timedelta(hours=48)
LONGEST_PLAYING: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Watched:
    """One beat with what counting needs to know around it."""

    viewer: Pseudonym
    work: WorkId
    territory: str
    age_band: str
    duration_ms: int
    beat: BeatFact


def is_taken(beat: BeatFact, received_at: datetime) -> bool:
    """Return whether a beat came in time to be counted."""
    sent_at, started_at = instant(beat.sent_at_us), instant(beat.started_at_us)
    return received_at - sent_at <= LATEST and sent_at - started_at <= LONGEST_PLAYING


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
        after_ms = watched_ms[earned.playing]
        enough = enough_ms(playing.duration_ms)
        reaches = enough is not None and before_ms < enough <= after_ms
        completes = enough is not None and before_ms * 10 < playing.duration_ms * 9 <= after_ms * 10
        counts = reaches and slot_of(earned.at) not in slots
        if counts:
            slots.add(slot_of(earned.at))
        cell = Cell(playing.work, earned.at.date(), playing.territory, playing.age_band)
        tallies[cell] += Tally(0, int(counts), earned.milliseconds, int(reaches), int(completes))
    return dict(tallies)


def slot_of(at: datetime) -> datetime:
    """Return the beginning of the UTC half-hour that an instant lies in."""
    return at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)


def split_settled(beats: Iterable[Watched], from_now: datetime) -> tuple[list[Watched], list[Watched]]:
    """Split the beats of one viewer and work into those that no beat to come can touch, and the others.

    from_now: no beat to come is received earlier than that.
    Playings that overlap, to the half-hour, are counted together; a group is settled when it ended before
    any playing that can still go on began. Counting the groups apart comes to the same as all at once.
    """
    open_since = slot_of(from_now - LATEST - LONGEST_PLAYING)
    settled: list[Watched] = []
    group: list[Watched] = []
    group_end: datetime | None = None
    for start, end, playing in sorted(_spans(beats), key=lambda span: (span[0], span[1])):
        if group_end is not None and start >= group_end:
            if group_end > open_since:
                break
            settled += group
            group, group_end = [], None
        group += playing
        group_end = max(end, group_end or end)
    if group_end is not None and group_end <= open_since:
        settled += group
    done = {each.beat.id for each in settled}
    return settled, [each for each in beats if each.beat.id not in done]


def _spans(beats: Iterable[Watched]) -> Iterator[tuple[datetime, datetime, list[Watched]]]:
    """Yield when each playing began and ended, to the half-hour, and its beats."""
    playings: defaultdict[PlayingId, list[Watched]] = defaultdict(list)
    for each in beats:
        playings[each.beat.playing].append(each)
    for own in playings.values():
        first = min(min(each.beat.started_at_us, each.beat.sent_at_us) for each in own)
        last = max(each.beat.sent_at_us for each in own)
        yield slot_of(instant(first)), slot_of(instant(last)) + SLOT, own


def combine(parts: Iterable[Mapping[Cell, Tally]]) -> dict[Cell, Tally]:
    """Return the sum of several counts, cell by cell."""
    total: defaultdict[Cell, Tally] = defaultdict(Tally)
    for part in parts:
        for cell, tally in part.items():
            total[cell] += tally
    return dict(total)


def _order(each: Watched) -> tuple[int, str, str]:
    return each.beat.sent_at_us, each.beat.id, each.beat.playing
