"""Watch time never runs faster than the wall clock, whatever a player claims."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.clock import instant
from footlights.kernel.ids import EventId, PlayingId
from footlights.kernel.media.credit import BeatFact, Credit, credit, fact_of

START_US = 1_800_000_000_000_000


def beat(name, second, played, *, playing="pla-1", started=0.0, rate=1.0):
    return BeatFact(
        EventId(name),
        PlayingId(playing),
        START_US + int(started * 1e6),
        START_US + int(second * 1e6),
        int(played * 1000),
        rate,
    )


beats = st.lists(
    st.builds(
        beat,
        st.sampled_from([f"evt-{n}" for n in range(30)]),
        st.floats(0, 3600),
        st.floats(0, 100_000),
        playing=st.sampled_from(["pla-1", "pla-2", "pla-3"]),
        started=st.sampled_from([0.0, 100.0]),
        rate=st.floats(0, 16),
    ),
    max_size=40,
)


def seconds(credits: list[Credit]) -> float:
    return sum(c.seconds for c in credits)


def test_an_honest_quarter_of_an_hour_counts_in_full():
    played = [beat(f"evt-{n}", n * 10, 10) for n in range(1, 91)]
    assert seconds(credit(played)) == 900


def test_a_forged_hour_in_ten_seconds_earns_no_more_than_twice_the_clock():
    assert seconds(credit([beat("evt-1", 10, 3600, rate=16)])) == 20


def test_playing_at_double_rate_earns_the_film_time():
    assert seconds(credit([beat("evt-1", 10, 20, rate=2.0)])) == 20
    assert seconds(credit([beat("evt-1", 10, 20, rate=1.0)])) == 10


def test_two_windows_side_by_side_earn_one_clock():
    one = [beat(f"evt-a{n}", n * 10, 10, playing="pla-1") for n in range(1, 7)]
    two = [beat(f"evt-b{n}", n * 10 + 5, 10, playing="pla-2") for n in range(1, 7)]
    assert seconds(credit(one + two)) == 65


def test_a_lost_beat_that_comes_late_fills_its_gap():
    early, lost, late = beat("evt-1", 10, 10), beat("evt-2", 20, 10), beat("evt-3", 30, 10)
    assert seconds(credit([early, late])) == 20
    assert seconds(credit([late, early, lost])) == 30


def test_a_pause_earns_nothing():
    assert seconds(credit([beat("evt-1", 10, 10), beat("evt-2", 3600, 5)])) == 15


def test_a_credit_stands_at_the_moment_of_its_beat():
    [found] = credit([beat("evt-1", 10, 10)])
    assert found.at == instant(START_US + 10_000_000)
    assert found.at.tzinfo is UTC


def test_the_body_of_an_event_is_a_beat():
    body = {"playing": "pla-1", "started_at_us": 5, "sent_at_us": 9, "played_ms": 3, "rate": 1, "work": "wrk"}
    assert fact_of(EventId("evt-1"), body) == BeatFact(EventId("evt-1"), PlayingId("pla-1"), 5, 9, 3, 1.0)
    with pytest.raises(KeyError):
        fact_of(EventId("evt-1"), {})


@given(beats)
def test_no_set_of_beats_earns_more_than_twice_the_wall_clock(found):
    credits = credit(found)
    if found:
        begun, ended = min(b.started_at_us for b in found), max(b.sent_at_us for b in found)
        assert seconds(credits) <= max(0, ended - begun) / 1e6 * 2 + 0.001
    assert all(c.milliseconds > 0 for c in credits)


@given(beats, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(found, chance):
    shuffled = [*found, *found[:5]]
    chance.shuffle(shuffled)
    assert credit(shuffled) == credit(found)
