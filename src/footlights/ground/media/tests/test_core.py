"""Ladders, verdicts, ranges and beats by numbers alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.media.core import beats, ladder, ranges, verdict
from footlights.ground.media.core.commands import encode_command
from footlights.ground.media.types import AudioStream, Beat, VideoStream
from footlights.kernel.ids import PlayingId, is_id

pictures = st.builds(
    VideoStream,
    codec=st.just("h264"),
    width=st.integers(16, 8192),
    height=st.integers(16, 4320),
    frame_rate=st.floats(0.5, 240),
    pixel_format=st.just("yuv420p"),
)
AT = datetime(2027, 1, 1, 12, tzinfo=UTC)


def picture(width: int, height: int, rate: float = 25) -> VideoStream:
    return VideoStream("h264", width, height, rate, "yuv420p")


@given(pictures)
def test_no_rung_is_above_the_source_and_every_side_is_even(video):
    plan = ladder.plan_ladder(video, has_audio=True)
    assert plan.rungs
    assert plan.first in plan.rungs
    for rung in plan.rungs:
        assert min(rung.width, rung.height) <= min(video.width, video.height)
        assert rung.width % 2 == rung.height % 2 == 0
        assert rung.width >= 2
        assert rung.kilobits > 0
    assert len({rung.name for rung in plan.rungs}) == len(plan.rungs)
    assert 0 < ladder.share_of_passes(plan, video.width * video.height) <= 1


@given(pictures)
def test_segments_last_two_seconds_or_a_frame_more(video):
    plan = ladder.plan_ladder(video, has_audio=False)
    length = plan.pictures_a_segment / plan.frame_rate
    assert 2 <= length < 2 + 1 / plan.frame_rate
    assert 0 < plan.frame_rate <= 61


def test_the_ladder_of_a_full_hd_film():
    plan = ladder.plan_ladder(picture(1920, 1080), has_audio=True)
    assert [(r.name, r.width, r.height) for r in plan.rungs] == [
        ("v240", 426, 240), ("v360", 640, 360), ("v480", 854, 480), ("v720", 1280, 720), ("v1080", 1920, 1080),
    ]  # fmt: skip
    assert plan.first.name == "v360"


def test_a_film_held_upright_keeps_its_shape():
    plan = ladder.plan_ladder(picture(720, 1280), has_audio=True)
    assert [(r.width, r.height) for r in plan.rungs] == [(240, 426), (360, 640), (480, 854), (720, 1280)]


def test_a_tiny_film_has_one_rung_of_its_own_size():
    plan = ladder.plan_ladder(picture(193, 145), has_audio=False)
    assert [(r.width, r.height) for r in plan.rungs] == [(192, 144)]
    assert plan.rest == ()


@pytest.mark.parametrize(
    ("given_rate", "made"),
    [
        (23.976, "24000/1001"),
        (29.97002997, "30000/1001"),
        (25.05, "25"),
        (120, "60"),
        (0, "25"),
        (float("nan"), "25"),
    ],
)
def test_rates_become_usual_ones(given_rate, made):
    assert ladder.choose_rate(given_rate) == Fraction(made)


def test_a_dark_or_blown_still_loses_to_a_clear_one():
    assert ladder.choose_poster([(0.02, 900.0), (0.45, 300.0), (0.95, 2000.0)]) == 1
    with pytest.raises(ValueError, match="still"):
        ladder.choose_poster([])


def test_the_command_reads_files_only_and_no_playlists():
    plan = ladder.plan_ladder(picture(1280, 720), has_audio=True)
    command = encode_command("ffmpeg", "/films/a b.mp4", "/work", plan, plan.rest, with_audio=False)
    assert command[command.index("-protocol_whitelist") + 1] == "file"
    assert "hls" not in command[command.index("-format_whitelist") + 1].split(",")
    assert "-nostdin" in command
    assert command[command.index("-i") + 1] == "file:/films/a b.mp4"


def sight(**changes):
    whole = {"duration_seconds": 60.0, "end_seconds": 60.0, "video": picture(1280, 720)}
    return verdict.Sight(**{**whole, **changes})


@pytest.mark.parametrize(
    ("seen", "ok", "word"),
    [
        (sight(), True, "stage"),
        (sight(audio=(AudioStream("aac", 6, 48000),)), True, "stage"),
        (sight(end_seconds=59.2), True, "stage"),
        (sight(end_seconds=31.0), False, "0:31"),
        (sight(video=picture(32768, 32768)), False, "32768"),
        (sight(video=picture(8, 8)), False, "16"),
        (sight(video=None, audio=(AudioStream("mp3", 2, 44100),)), False, "no picture"),
        (sight(video=None), False, "neither"),
        (sight(duration_seconds=90_000.0, end_seconds=90_000.0), False, "24 hours"),
        (sight(duration_seconds=0.1, end_seconds=0.1), False, "shorter"),
        (sight(duration_seconds=None, end_seconds=None), False, "missing"),
        (verdict.Sight(fault="playlist"), False, "playlist"),
        (verdict.Sight(fault="empty"), False, "empty"),
        (verdict.Sight(fault="what is this"), False, "not a film"),
    ],
)
def test_each_file_gets_its_verdict_in_both_languages(seen, ok, word):
    found = verdict.judge(seen)
    assert found.ok is ok
    assert word in found.reason.en
    assert found.reason.zh != found.reason.en
    assert "{" not in found.reason.en + found.reason.zh


def test_lengths_are_written_as_people_do():
    assert [verdict.clock(s) for s in (7, 750, 3723)] == ["0:07", "12:30", "1:02:03"]


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_range_lies_in_the_file_or_is_unsatisfiable(first, last, size):
    try:
        found = ranges.read_range(f"bytes={first}-{last}", size)
    except ranges.Unsatisfiable:
        assert first >= size
    else:
        if found is None:
            assert last < first
        else:
            assert 0 <= found[0] < found[1] <= size


@pytest.mark.parametrize(
    ("header", "found"),
    [("bytes=0-0", (0, 1)), ("bytes=5-", (5, 10)), ("bytes=-3", (7, 10)), ("bytes=-99", (0, 10)), ("bytes=2-99", (2, 10)),
     ("bytes=0-1,3-4", None), ("lines=1-2", None), ("bytes=-", None), ("bytes=4-2", None)],
)  # fmt: skip
def test_ranges_by_hand(header, found):
    assert ranges.read_range(header, 10) == found


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0", f"bytes={'9' * 30}-"])
def test_ranges_beyond_the_file_are_unsatisfiable(header):
    with pytest.raises(ranges.Unsatisfiable):
        ranges.read_range(header, 10)


def test_versions_are_compared_as_the_standard_says():
    assert ranges.is_same('"a"', 'W/"a", "b"')
    assert ranges.is_same('"a"', "*")
    assert not ranges.is_same('"a"', '"ab"')
    assert ranges.may_go_on("", '"a"', AT)
    assert ranges.may_go_on('"a"', '"a"', AT)
    assert not ranges.may_go_on('"b"', '"a"', AT)
    assert ranges.may_go_on("Fri, 01 Jan 2027 12:00:00 GMT", '"a"', AT)
    assert not ranges.may_go_on("Fri, 01 Jan 2027 12:00:01 GMT", '"a"', AT)


def told(sent_at: datetime) -> Beat:
    return Beat("b", sent_at, 0, 10_000, 1.0)


def test_a_beat_is_moved_between_its_playings_start_and_its_arrival():
    start, arrival = AT, AT + timedelta(minutes=5)
    for claimed, believed in ((-60, 0), (60, 60), (900, 300)):
        found = beats.settle(told(AT + timedelta(seconds=claimed)), started_at=start, received_at=arrival)
        assert found is not None
        assert found.sent_at == AT + timedelta(seconds=believed)


def test_a_beat_of_more_than_two_days_ago_counts_no_more():
    assert beats.settle(told(AT), started_at=AT, received_at=AT + timedelta(hours=48, seconds=1)) is None
    assert beats.settle(told(AT), started_at=AT, received_at=AT + timedelta(hours=48)) is not None


@given(st.text(max_size=64), st.text(max_size=64))
def test_a_beat_has_one_name_and_nobody_elses(one, two):
    name = beats.name_beat(PlayingId("pla-1"), one)
    assert is_id(name, "evt")
    assert name == beats.name_beat(PlayingId("pla-1"), one)
    assert (name == beats.name_beat(PlayingId("pla-1"), two)) == (one == two)
    assert name != beats.name_beat(PlayingId("pla-2"), one)
