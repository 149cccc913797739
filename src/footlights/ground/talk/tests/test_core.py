"""Word lists, clean texts and the pace, by their rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.talk.adapters.words_files import NAMES, OURS
from footlights.ground.talk.core.pace import seconds_to_wait
from footlights.ground.talk.core.texts import clean
from footlights.ground.talk.core.words import Ruling, fold, read_words, rule
from footlights.ground.talk.tests.cast import NOON

LISTS = read_words((OURS / name).read_text("utf-8") for name in NAMES)
SMALL = read_words(["refuse kill yourself\nhold moron # an insult\n", "refuse 你去死\nhold 傻逼\n"])


@pytest.mark.parametrize(
    "text",
    ["Kill yourself", "KILL  YOURSELF!!", "ｋｉｌｌ yourself", "k1ll yours3lf", "kill\u200b yourself", "你去死", "你 去 死", "你*去*死"],
)  # fmt: skip
def test_a_refused_word_is_found_through_its_disguises(text):
    assert rule(text, SMALL)[0] is Ruling.REFUSE


@pytest.mark.parametrize("text", ["what a moron", "m.o.r.o.n", "mooooron", "m0r0n", "你是傻 逼", "傻﹡逼"])
def test_a_held_word_waits(text):
    assert rule(text, SMALL)[0] is Ruling.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "oxymoron", "The moronic inferno", "skill yourselves", "去死亡谷旅行的纪录片，你会去吗", "Scunthorpe", "“The Idiot” by Dostoevsky",
        "陀思妥耶夫斯基的《白痴》", "Cockburn", "essex", "Hancock classic assassin", "办证券的人", "a shipment of grapes",
    ],
)  # fmt: skip
def test_a_word_within_another_is_fine(text):
    assert rule(text, SMALL)[0] is Ruling.FINE
    assert "办证券" in text or rule(text, LISTS)[0] is Ruling.FINE


def test_both_lists_of_the_house_are_well_formed_and_in_use():
    assert len(LISTS.held) > 60
    assert rule("稳赚不赔的项目", LISTS) == (Ruling.REFUSE, "稳赚不赔")
    assert rule("double your bitcoin here", LISTS) == (Ruling.REFUSE, "double your bitcoin")


def test_a_line_that_is_neither_word_nor_remark_is_named():
    with pytest.raises(ValueError, match="line 2"):
        read_words(["hold fine\nforbid this\n"])


@given(st.text(max_size=200))
def test_any_text_gets_a_ruling_and_folding_twice_changes_nothing(text):
    assert rule(text, LISTS)[0] in Ruling
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=300), st.booleans())
def test_a_clean_text_stays_as_it_is(text, lines):
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once
    assert "\u202e" not in once
    assert lines or "\n" not in once


def test_a_family_of_emoji_and_both_scripts_survive():
    assert clean(" 👩‍👩‍👧 café 你好 \x00\u202etxt\n\n\n\nend ", lines=True) == "👩‍👩‍👧 café 你好 txt\n\nend"
    assert clean("Z" + "\u0336" * 40, lines=False) == "Z" + "\u0336" * 3


@given(st.integers(0, 5_000), st.integers(0, 3_600))
def test_the_wait_never_exceeds_the_pause(passed, pause):
    wait = seconds_to_wait(NOON, NOON + timedelta(seconds=passed), pause)
    assert wait == max(0, pause - passed)
    assert seconds_to_wait(None, NOON, pause) == 0
