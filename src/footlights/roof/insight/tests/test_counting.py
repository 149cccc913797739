"""The counting rule against its words, by another way of reckoning."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.clock import instant, microseconds
from footlights.kernel.ids import EventId, PlayingId, Pseudonym, WorkId
from footlights.kernel.media.credit import BeatFact
from footlights.roof.insight.core.counting import Watched, count, enough_ms
from footlights.roof.insight.types import Cell, Tally

START = datetime(2026, 11, 1, 23, 20, tzinfo=UTC)
CHEN, SEA = Pseudonym("chen"), WorkId("wrk-sea")


def beat(
    name: str,
    playing: str,
    starts: float,
    sent: float,
    played: float,
    duration: float = 600,
    rate: float = 1.0,
) -> Watched:
    """A beat, in seconds after START."""
    at = lambda seconds: microseconds(START + timedelta(seconds=seconds))  # noqa: E731
    fact = BeatFact(EventId(name), PlayingId(playing), at(starts), at(sent), int(played * 1000), rate)
    return Watched(CHEN, SEA, "GB", "", int(duration * 1000), fact)


def total(beats: list[Watched]) -> Tally:
    return sum(count(beats).values(), Tally())


beats = st.lists(
    st.builds(
        lambda n, p, sent, played: beat(f"evt-{n}", f"pla-{p}", p * 37, p * 37 + sent, played),
        st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 7200), st.integers(0, 120),
    ),
    max_size=12,
    unique_by=lambda each: each.beat.id,
)  # fmt: skip


def by_the_second(found: list[Watched]) -> int:
    """The oracle: walk along the wall clock, second by second, and count what the rule's words say."""
    spans: list[tuple[float, float, int, PlayingId]] = []
    last: dict[PlayingId, int] = {}
    for each in sorted(found, key=lambda one: (one.beat.sent_at_us, one.beat.id)):
        since = last.get(each.beat.playing, each.beat.started_at_us)
        last[each.beat.playing] = max(since, each.beat.sent_at_us)
        spans.append((since, each.beat.sent_at_us, each.beat.played_ms, each.beat.playing))
    taken_until = 0.0
    watched: defaultdict[PlayingId, int] = defaultdict(int)
    slots = set()
    views = 0
    for since, sent, played, playing in spans:
        begin = max(since, taken_until)
        worth = min(played, int((sent - begin) / 1000)) if sent > begin else 0
        if worth <= 0:
            continue
        taken_until = sent
        was, watched[playing] = watched[playing], watched[playing] + worth
        slot = instant(int(sent)).replace(second=0, microsecond=0)
        slot = slot.replace(minute=0 if slot.minute < 30 else 30)
        if was < 30_000 <= watched[playing] and slot not in slots:
            slots.add(slot)
            views += 1
    return views


@given(beats)
def test_views_are_those_that_the_words_of_the_rule_give(found: list[Watched]):
    assert total(found).counted == by_the_second(found)


@given(beats, st.randoms(use_true_random=False))
def test_order_and_repeats_change_nothing(found: list[Watched], dice: random.Random):
    again = [*found, *found]
    dice.shuffle(again)

    assert count(again) == count(found)


@given(beats)
def test_nobody_watches_faster_than_twice_the_wall_clock(found: list[Watched]):
    if found:
        first = min(each.beat.started_at_us for each in found)
        last = max(each.beat.sent_at_us for each in found)
        assert total(found).milliseconds <= max(0, (last - first) / 1000 * 2)


def test_thirty_seconds_make_a_view_and_twenty_nine_do_not():
    assert total([beat("a", "p", 0, 29, 29)]).counted == 0
    assert total([beat("a", "p", 0, 30, 30)]).counted == 1


def test_half_of_a_short_work_is_enough_and_a_work_under_ten_seconds_never_counts():
    assert total([beat("a", "p", 0, 10, 10, duration=20)]).counted == 1
    assert total([beat("a", "p", 0, 9, 9, duration=20)]).counted == 0
    assert total([beat("a", "p", 0, 9, 9, duration=9.9)]).counted == 0
    assert enough_ms(9_999) is None
    assert enough_ms(10_000) == 5_000


def test_claiming_an_hour_after_a_second_earns_a_second_at_most():
    assert total([beat("a", "p", 0, 1, 3600)]) == Tally(milliseconds=1000)
    assert total([beat("a", "p", 0, 1, 3600, rate=99.0)]).milliseconds == 2000


def test_two_players_side_by_side_are_one_viewer_and_one_view():
    side_by_side = [beat("a", "p", 0, 40, 40), beat("b", "q", 0, 40, 40)]

    assert total(side_by_side) == Tally(counted=1, milliseconds=40_000)


def test_a_viewer_counts_again_in_the_next_half_hour_with_a_new_playing():
    again = [beat("a", "p", 0, 40, 40), beat("b", "q", 700, 740, 40)]

    assert total(again).counted == 2


def test_a_view_belongs_to_the_day_on_which_its_beat_was_sent():
    across_midnight = [beat("a", "p", 2390, 2399, 9), beat("b", "p", 2390, 2425, 26)]

    found = count(across_midnight)

    assert found[Cell(SEA, datetime(2026, 11, 1, tzinfo=UTC).date(), "GB", "")].counted == 0
    assert found[Cell(SEA, datetime(2026, 11, 2, tzinfo=UTC).date(), "GB", "")].counted == 1
