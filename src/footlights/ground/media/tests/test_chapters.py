"""Chapters by lines: written, read, and said in both languages without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.media.core import chapters
from footlights.ground.media.types import Chapter
from footlights.kernel.text import Both, Language

names = st.text(
    st.characters(blacklist_categories=("C", "Z"), blacklist_characters="|｜"), min_size=1, max_size=30
)
made = st.lists(st.tuples(st.integers(1, 5000), names, names), min_size=1, max_size=20).map(
    lambda steps: [
        Chapter(float(sum(step for step, _, _ in steps[: place + 1])), Both(en, zh))
        for place, (_, en, zh) in enumerate(steps)
    ]
)


@given(made)
def test_what_is_written_as_lines_is_read_again(some):
    assert chapters.parse(chapters.lines(some), 1e9) == some


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_both_languages(text):
    try:
        found = chapters.parse(text, 1e9)
    except chapters.BadChapters as bad:
        said = (bad.message.en, bad.message.zh)
    else:
        said = ("read", str(found))
    assert all(said)


def test_both_languages_hold_the_same_moments():
    some = [Chapter(0, Both("The <harbour> & more", "港口")), Chapter(62, Both("Home", "归航"))]
    texts = [chapters.write(some, 100, language) for language in Language]
    assert "00:01:02.000 --> 00:01:40.000\n归航" in texts[1]
    assert "<harbour>" not in texts[0]
    assert [(c.seconds, c.title.zh) for c in chapters.join(*texts)] == [(0, "港口"), (62, "归航")]


@pytest.mark.parametrize("line", ["harbour", "1:75 x", "1:30", "-1:00 x", "1:00" + " x" * 200])
def test_a_line_that_is_no_chapter_is_named(line):
    with pytest.raises(chapters.BadChapters, match="Line 1"):
        chapters.parse(line, 1e9)
