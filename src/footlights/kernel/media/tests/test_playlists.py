"""What playlists say is what the files weigh."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.media.playlists import (
    Segment,
    Track,
    average_bandwidth,
    master_playlist,
    media_playlist,
    peak_bandwidth,
)

TWO_SECONDS = (
    Segment("00000.m4s", 2.0, 100_000),
    Segment("00001.m4s", 2.0, 50_000),
    Segment("00002.m4s", 1.2, 20_000),
)
segments = st.lists(
    st.builds(Segment, st.just("s.m4s"), st.floats(0.02, 6, allow_nan=False), st.integers(1, 10**7)),
    min_size=1,
    max_size=40,
)


def test_a_media_playlist_by_hand():
    assert media_playlist(TWO_SECONDS, map_uri="init.mp4") == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        '#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI="init.mp4"\n'
        "#EXTINF:2.000000,\n00000.m4s\n#EXTINF:2.000000,\n00001.m4s\n#EXTINF:1.200000,\n00002.m4s\n#EXT-X-ENDLIST\n"
    )


def test_a_master_playlist_by_hand():
    sound = Track("sound/index.m3u8", "mp4a.40.2", (Segment("a", 2.0, 32_000),), language="en")
    large = Track("v720/index.m3u8", "avc1.64001f", (Segment("b", 2.0, 500_000),), 1280, 720, 30000 / 1001)
    small = Track("v360/index.m3u8", "avc1.64001e", TWO_SECONDS, 640, 360, 25.0)
    assert master_playlist([large, small], sound) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="en",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",'
        'URI="sound/index.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=528000,AVERAGE-BANDWIDTH=389539,CODECS="avc1.64001e,mp4a.40.2",'
        'RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO="sound"\nv360/index.m3u8\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=2128000,AVERAGE-BANDWIDTH=2128000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="sound"\nv720/index.m3u8\n'
    )


def test_a_silent_film_names_no_sound():
    text = master_playlist([Track("v360/index.m3u8", "avc1.64001e", TWO_SECONDS, 640, 360, 25.0)], None)
    assert "AUDIO" not in text
    assert "mp4a" not in text


def test_a_last_segment_of_one_frame_does_not_stand_for_the_film():
    tail = (*TWO_SECONDS, Segment("tail", 0.04, 30_000))
    assert peak_bandwidth(tail) < 30_000 * 8 / 0.04
    assert peak_bandwidth(tail) == 400_000


@given(segments)
def test_the_peak_is_never_below_the_mean_of_the_heaviest_full_segment(found):
    target = max(int(s.seconds + 0.5) for s in found)
    full = [
        s.size_bytes * 8 / s.seconds for s in found if 0.5 * target <= s.seconds <= 1.5 * target and target
    ]
    assert peak_bandwidth(found) >= max(full, default=0) * 0.999999
    assert average_bandwidth(found) >= sum(s.size_bytes for s in found) * 8 / sum(s.seconds for s in found)


@given(segments)
def test_no_segment_is_longer_than_the_target_duration_says(found):
    text = media_playlist(found, map_uri="init.mp4")
    target = int(re.search(r"TARGETDURATION:(\d+)", text)[1])
    assert all(int(float(s) + 0.5) <= target for s in re.findall(r"#EXTINF:([0-9.]+),", text))
    assert text.endswith("#EXT-X-ENDLIST\n")


def test_nothing_makes_no_playlist():
    with pytest.raises(ValueError, match="segment"):
        media_playlist([], map_uri="init.mp4")
    with pytest.raises(ValueError, match="video"):
        master_playlist([], None)


def test_a_quote_cannot_break_out_of_its_attribute():
    with pytest.raises(ValueError, match="playlist"):
        media_playlist(TWO_SECONDS, map_uri='init.mp4"\n#EXT-X-ENDLIST')
