"""Subtitles are read as people write them, and nothing in them runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.media.core.subtitles import BadSubtitles, Cue, decode, read, write

SRT = """1
00:00:01,000 --> 00:00:02,500
The tide is out.
<i>Listen.</i>

2
00:00:03,000 --> 00:00:04,000
退潮了。
"""
VTT = """WEBVTT - a title

NOTE nobody reads this

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start position:10%
The tide is out.
<v Ann><i>Listen.</i></v>

00:00:03.000 --> 00:00:04.000
退潮了。
"""
EXPECTED = [Cue(1000, 2500, "The tide is out.\n<i>Listen.</i>"), Cue(3000, 4000, "退潮了。")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_srt_is_read_in_the_codings_that_it_comes_in(codec):
    assert read(decode(SRT.replace("\n", "\r\n").encode(codec))) == EXPECTED


def test_webvtt_is_read_without_its_notes_and_styles():
    told = read(VTT)
    assert [(cue.start_ms, cue.end_ms) for cue in told] == [(1000, 2500), (3000, 4000)]
    assert read(write(told)) == EXPECTED


def test_what_is_written_is_plain():
    evil = '<script>alert(1)</script><b onclick="x">bold</b> a < b & c --> d &lt;img src=x&gt; {\\an8}'
    [cue] = read(write([Cue(0, 1000, evil)]))
    assert "<script" not in cue.text
    assert "onclick" not in cue.text
    assert "<img" not in cue.text
    assert "-->" not in cue.text
    assert "a &lt; b &amp; c" in cue.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no subtitles"),
        ("WEBVTT\n\n", "no subtitles"),
        ("Dear Sir,\nplease find attached", "no subtitles"),
        ("1\n00:00:01,000 --> 00:00:xx\nA", "Line 2: the times"),
        ("1\n00:00:05,000 --> 00:00:04,000\nA", "Line 2: it ends before"),
        ("1\n00:61:05,000 --> 00:62:04,000\nA", "Line 2: a minute has 60"),
        ("1\n00:00:01,000 --> 00:00:02,000\n" + "A" * 2000, "Line 2: it is longer"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, said):
    with pytest.raises(BadSubtitles, match=said) as refused:
        read(text)
    assert refused.value.message.zh


def test_what_is_no_text_is_refused():
    with pytest.raises(BadSubtitles):
        read(decode(b"\x00\x01\x02\xff" * 100))


@given(
    st.lists(
        st.builds(
            lambda start, long, text: Cue(start, start + long, text),
            st.integers(0, 10**8),
            st.integers(1, 10**5),
            st.from_regex(r"[A-Za-z\u4e00-\u9fff,.!? ]{1,40}", fullmatch=True).map(str.strip).filter(bool),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_written_is_read_as_it_was(cues):
    assert read(write(cues)) == sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))
