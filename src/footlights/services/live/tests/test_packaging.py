"""From packets to playlists: parts short enough, segments that begin with key frames, texts that add up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.services.live.core.cutting import LONGEST_MS, PART_MS, Cutter
from footlights.services.live.core.fmp4 import write_init
from footlights.services.live.core.playlist import (
    PART_TARGET,
    TARGET_SECONDS,
    Edge,
    PartLine,
    SegmentLine,
    event_playlist,
    live_playlist,
    replay_playlist,
    segment_name,
)
from footlights.services.live.core.replay import chapters, keep
from footlights.services.live.core.signs import HEIGHT, LOOKS_A_SECOND, SOUND_RATE, WIDTH, Signs
from footlights.services.live.core.switch import Format, Packet

from .fragments import samples, scales
from .test_tags import AVCC

FORM = Format(AVCC, b"\x11\x90")


def cut_up(packets: list[Packet]) -> tuple[list[list[float]], bytes, list[bool]]:
    """Return the parts' lengths by segment, all fragments, and whether each segment begins with a key frame."""
    cutter, segments, made, keys = Cutter(FORM, 1, packets[0].at_ms), [[]], b"", []  # type: ignore[var-annotated]

    def note(part) -> None:
        nonlocal made
        if part is not None:
            if not segments[-1]:
                keys.append(part.is_independent)
            segments[-1].append(part.seconds)
            made += part.body

    for packet in packets:
        if cutter.ends_segment(packet):
            note(cutter.cut(packet.at_ms))
            segments.append([])
            cutter.begin_segment()
        note(cutter.add(packet))
    note(cutter.cut(is_last=True))
    return segments, made, keys


def stream(rate: float, gop: int, seconds: float) -> list[Packet]:
    pictures = [
        Packet(True, round(n * 1000 / rate), b"\0\0\0\1\x65", n % gop == 0)
        for n in range(int(rate * seconds))
    ]
    sounds = [Packet(False, round(n * 1024 / 48), b"aac") for n in range(int(seconds * 48000 / 1024))]
    return sorted(pictures + sounds, key=lambda p: (p.at_ms, not p.is_video))


@settings(deadline=None, max_examples=25)
@given(st.sampled_from([24.0, 25.0, 29.97, 30.0, 50.0]), st.floats(0.4, 2.0), st.floats(3, 9))
def test_parts_and_segments_keep_to_their_lengths_and_lose_nothing(rate, gop_seconds, seconds):
    packets = stream(rate, max(1, int(rate * gop_seconds)), seconds)
    segments, made, keys = cut_up(packets)
    found = samples(write_init(FORM.video, FORM.audio), made)

    assert all(keys)
    assert all(part <= PART_MS / 1000 + 1e-6 for parts in segments for part in parts)
    assert all(part >= 0.85 * PART_TARGET - 0.003 for parts in segments for part in parts[:-1])
    assert all(round(sum(parts)) <= TARGET_SECONDS for parts in segments)
    assert len(found[1]) == sum(p.is_video for p in packets)
    assert len(found[2]) == sum(not p.is_video for p in packets)
    for track in (1, 2):
        ends = [round(s.decoded + s.lasts, 4) for s in found[track][:-1]]
        assert all(abs(e - s.decoded) < 0.002 for e, s in zip(ends, found[track][1:], strict=True))
    assert (
        abs(found[1][-1].decoded + found[1][-1].lasts - found[2][-1].decoded - found[2][-1].lasts) < 0.025
    )  # sound that came too late is not thrown away


def test_a_stream_without_key_frames_is_cut_all_the_same():
    segments, _, _ = cut_up(stream(25, 10_000, 8))

    assert all(sum(parts) <= LONGEST_MS / 1000 for parts in segments)


def test_an_initialisation_names_its_tracks_and_scales():
    assert scales(write_init(FORM.video, FORM.audio)) == {1: 90_000, 2: 48_000}


def line(number: int, *, slot: int = 0, init: int = 0, is_break: bool = False) -> SegmentLine:
    return SegmentLine(number, 2.0, 1000, 50, init, 1_800_000_000_000 + number * 2000, slot, is_break)


def edge(number: int, *, parts: int = 3, slot: int = 0, is_over: bool = False) -> Edge:
    lines = tuple(PartLine(0.25, n * 100, 100, n == 0) for n in range(parts))
    older = {
        n: tuple(PartLine(0.25, p * 100, 100, p == 0) for p in range(8)) for n in range(number - 4, number)
    }
    return Edge(number, 0, 1_800_000_000_000 + number * 2000, slot, False, {**older, number: lines}, is_over)


def everyone(slot: int) -> bool:
    return True


def test_the_live_playlist_reaches_back_ten_minutes_and_hints_at_what_comes():
    text = live_playlist([line(n) for n in range(1000)], edge(1000), allowed=everyone)

    assert "#EXT-X-MEDIA-SEQUENCE:700" in text
    assert 'PRELOAD-HINT:TYPE=PART,URI="01000.3.m4s"' in text
    assert text.count("#EXTINF") == 300
    assert "CAN-BLOCK-RELOAD=YES" in text


def test_who_comes_again_is_told_only_what_is_new():
    segments = [line(n) for n in range(300)]
    whole = live_playlist(segments, edge(300), allowed=everyone)
    delta = live_playlist(segments, edge(300), allowed=everyone, skip=True)
    skipped = int(delta.split("SKIPPED-SEGMENTS=")[1].split()[0])

    assert skipped + delta.count("#EXTINF") == whole.count("#EXTINF")
    assert len(delta) < len(whole) / 5


def test_breaks_that_have_left_the_playlist_are_counted():
    segments = [line(n, init=n // 200, is_break=n % 200 == 0 and n > 0) for n in range(700)]
    text = live_playlist(segments, edge(700), allowed=everyone)

    assert "#EXT-X-DISCONTINUITY-SEQUENCE:1" in text  # that of 200 is gone; those of 400 and 600 are listed
    assert text.count("#EXT-X-DISCONTINUITY\n") == 2


def test_a_slot_that_may_not_be_seen_here_is_a_gap():
    segments = [line(n, slot=n // 2) for n in range(4)]
    text = event_playlist(segments, allowed=lambda slot: slot != 1, is_over=False)

    assert text.count("#EXT-X-GAP") == 2
    assert "#EXT-X-ENDLIST" not in text


def test_twenty_hours_can_be_rewound_and_are_refreshed_in_a_few_lines():
    segments = [line(n) for n in range(36_000)]

    assert event_playlist(segments, allowed=everyone, is_over=False).count("#EXTINF") == 36_000
    assert len(event_playlist(segments, allowed=everyone, is_over=False, skip=True)) < 20_000


def test_the_end_is_said():
    over = edge(4, is_over=True)

    assert live_playlist([line(n) for n in range(4)], over, allowed=everyone).endswith("#EXT-X-ENDLIST\n")


def test_what_may_not_stay_is_left_out_with_the_slate_that_stood_in_for_it():
    slots = [(0, 1_800_000_000_000, 1_800_000_004_000), (1, 1_800_000_004_000, 1_800_000_008_000)]
    segments = [line(0), line(1), line(2, slot=1), line(3, slot=-1), line(4, slot=-1)]
    kept = keep(segments, slots, lambda slot: slot != 1)

    assert [segment.number for segment in kept] == [0, 1]
    assert [(m.slot, m.starts_seconds, m.seconds) for m in chapters(kept, slots)] == [(0, 0.0, 4.0)]
    both = keep(segments, slots, lambda slot: True)
    assert [m.seconds for m in chapters(both, slots)] == [4.0, 4.0]


def test_a_replay_says_where_it_was_cut():
    kept = [line(0), line(3), line(4, init=1, is_break=True)]
    text = replay_playlist(kept, [segment_name(n) for n in range(3)])

    assert text.count("#EXT-X-DISCONTINUITY") == 2
    assert text.count("#EXT-X-MAP") == 2


GREY, BLACK = bytes([128]) * WIDTH * HEIGHT, bytes([16]) * WIDTH * HEIGHT


def test_black_and_still_are_told_within_two_seconds_and_hold_as_long_as_the_slot_says():
    signs = Signs()
    for n in range(2 * LOOKS_A_SECOND):
        signs.see(bytes([100 + n * 7]) * WIDTH * HEIGHT)
    assert signs.alarms() == {}
    for _ in range(2 * LOOKS_A_SECOND):
        signs.see(BLACK)

    assert signs.alarms()["black"] <= 2000
    assert signs.sick(10_000) == ""
    for _ in range(8 * LOOKS_A_SECOND):
        signs.see(BLACK)
    assert signs.sick(10_000) == "black"
    signs.see(GREY)
    assert signs.sick(10_000) == ""
    for _ in range(3 * LOOKS_A_SECOND):
        signs.see(GREY)
    assert set(signs.alarms()) == {"still"}


def test_silence_is_told():
    signs = Signs()
    signs.hear(bytes(SOUND_RATE * 2 * 2))
    assert "silent" in signs.alarms()
    signs.hear(b"\x00\x10\x00\xf0" * SOUND_RATE)
    assert signs.alarms() == {}
