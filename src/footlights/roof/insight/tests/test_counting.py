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
from footlights.roof.insight.core.counting import (
    LATEST,
    LONGEST_PLAYING,
    Watched,
    combine,
    count,
    enough_ms,
    is_taken,
    split_settled,
)
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

    assert total(side_by_side) == Tally(counted=1, milliseconds=40_000, reached=1)


def test_a_viewer_counts_again_in_the_next_half_hour_with_a_new_playing():
    again = [beat("a", "p", 0, 40, 40), beat("b", "q", 700, 740, 40)]

    assert total(again).counted == 2


def test_a_view_belongs_to_the_day_on_which_its_beat_was_sent():
    across_midnight = [beat("a", "p", 2390, 2399, 9), beat("b", "p", 2390, 2425, 26)]

    found = count(across_midnight)

    assert found[Cell(SEA, datetime(2026, 11, 1, tzinfo=UTC).date(), "GB", "")].counted == 0
    assert found[Cell(SEA, datetime(2026, 11, 2, tzinfo=UTC).date(), "GB", "")].counted == 1


HOUR = 3600.0
evenings = st.lists(
    st.builds(
        lambda n, day, p, sent, played: beat(f"evt-{n}", f"pla-{day}-{p}", day * 24 * HOUR + p * 700, day * 24 * HOUR + p * 700 + sent, played),
        st.integers(0, 10**6), st.integers(0, 30), st.integers(0, 3), st.integers(1, 9 * 24 * 3600), st.integers(0, 120),
    ),
    max_size=14,
    unique_by=lambda each: each.beat.id,
)  # fmt: skip


@given(evenings, evenings, st.integers(0, 45))
def test_what_is_settled_can_be_counted_apart_whatever_comes_later(known, more, day):
    now = START + timedelta(days=day)
    known = [each for each in known if instant(each.beat.sent_at_us) <= now and is_taken(each.beat, now)]
    taken = {each.beat.id for each in known}
    more = [each for each in more if is_taken(each.beat, max(now, instant(each.beat.sent_at_us)))]
    more = [each for each in more if each.beat.id not in taken]

    settled, rest = split_settled(known, now)

    assert sorted(each.beat.id for each in [*settled, *rest]) == sorted(taken)
    assert without_nothing(combine([count(settled), count([*rest, *more])])) == without_nothing(
        count([*known, *more])
    )


def without_nothing(found: dict[Cell, Tally]) -> dict[Cell, Tally]:
    return {cell: tally for cell, tally in found.items() if tally}


def test_beats_are_settled_when_no_playing_of_their_time_can_go_on():
    evening = [beat("a", "p", 0, 40, 40), beat("b", "q", 100, 140, 40)]
    ended = START + timedelta(seconds=140)

    assert split_settled(evening, ended + timedelta(days=5)) == ([], evening)
    settled, rest = split_settled(evening, ended + LATEST + LONGEST_PLAYING + timedelta(hours=1))
    assert len(settled) == 2
    assert rest == []


def test_a_beat_counts_when_it_is_two_days_late_and_not_a_moment_later():
    late = beat("a", "p", 0, 40, 40).beat
    sent = START + timedelta(seconds=40)

    assert is_taken(late, sent + LATEST)
    assert not is_taken(late, sent + LATEST + timedelta(microseconds=1))


def test_a_playing_ends_after_a_week():
    week = LONGEST_PLAYING.total_seconds()

    assert is_taken(beat("a", "p", 0, week, 40).beat, START + LONGEST_PLAYING)
    assert not is_taken(beat("a", "p", 0, week + 1, 40).beat, START + LONGEST_PLAYING + timedelta(seconds=1))


@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=30))
def test_an_honest_player_never_loses_by_sending_more(steps):
    """Each step is played in full; a beat that is lost tells nothing, and takes nothing from the others."""
    clock, every, some = 0, [], []
    for number, (seconds, arrives) in enumerate(steps):
        clock += seconds
        every.append(beat(f"evt-{number:03}", "pla-1", 0, clock, seconds))
        some += [every[-1]] if arrives else []

    assert total(some).milliseconds <= total(every).milliseconds == clock * 1000
    assert total(some).counted <= total(every).counted


def test_a_view_again_within_the_half_hour_is_reached_and_not_counted():
    twice = [beat("a", "p", 0, 40, 40), beat("b", "q", 60, 100, 40)]

    found = total(twice)
    assert (found.reached, found.counted, found.repeated) == (2, 1, 1)


def test_nine_tenths_of_a_work_are_a_whole_one():
    nearly = total([beat("a", "p", 0, 100, 100, 120)])
    whole = total([beat("a", "p", 0, 110, 110, 120)])

    assert (nearly.completed, whole.completed) == (0, 1)
