"""The law of search: what a title holds, a query finds, whatever anyone types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.works.core.terms import (
    FOLDED_CHARACTERS,
    QUERY_CHARACTERS,
    exactness,
    fold,
    matches,
    parse_query,
    tokens_of_title,
    tokens_of_work,
)

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12)
SYLLABLES = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6), min_size=1, max_size=10)


def found(query, title, syllables=()):
    return matches(parse_query(query), tokens_of_work([(title, syllables)]))


@given(HAN, st.data())
def test_every_piece_of_a_chinese_title_finds_it(title, data):
    start = data.draw(st.integers(0, len(title) - 1))
    end = data.draw(st.integers(start + 1, len(title)))

    assert found(title[start:end], title)


@given(HAN, HAN)
def test_a_chinese_query_finds_a_title_exactly_when_the_title_holds_it(query, title):
    assert found(query, title) == (fold(query) in fold(title))


@given(st.text(min_size=1, max_size=60))
def test_any_title_is_found_by_itself(title):
    assert found(title, title) == bool(fold(title))


@given(st.text("abcdefgh", min_size=1, max_size=12), st.integers(1, 12))
def test_the_beginning_of_a_word_finds_the_word(word, letters):
    assert found(word[:letters], f"The {word} of it")


@given(SYLLABLES, st.data())
def test_pinyin_finds_a_title_from_any_of_its_characters_on(syllables, data):
    start = data.draw(st.integers(0, len(syllables) - 1))
    typed = "".join(syllables[start : start + 3])

    assert found(typed, "海", syllables)
    assert found(" ".join(syllables), "海", syllables) or len(syllables) > 8
    assert found("".join(s[0] for s in syllables)[:8], "海", syllables)


@given(st.text(max_size=200))
def test_nothing_anyone_types_becomes_syntax(text):
    query = parse_query(text)

    for part in query.parts:
        for token in part.tokens:
            assert token.isalnum() or fold(token) == token
            assert not set(token) & set("\"'*()&|!<>:\\ \0-^")


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("CAFÉ", "Cafe Muller"),
        ("ｍｕｌｌｅｒ", "Café Müller"),
        ("3d", "3D海洋"),
        ("海洋", "3D海洋"),
        ("x-men", "X Men"),
        ("がんばれ", "がんばれ"),
        ("서울", "서울의 봄"),
        ("straße", "STRASSE"),
        ("don't", "Don’t look"),
    ],
)
def test_a_reader_need_not_type_it_as_it_is_printed(query, title):
    assert found(query, title)


@pytest.mark.parametrize(
    ("query", "title"), [("洋海", "海洋"), ("海之", "海洋之歌"), ("cean", "Ocean"), ("", "x")]
)
def test_what_is_not_there_is_not_found(query, title):
    assert not found(query, title)


def test_the_letter_u_with_dots_can_be_typed_v_or_u():
    assert found("lvse", "绿色", ["lv", "se"])
    assert found("luse", "绿色", ["lv", "se"])
    assert found("ls", "绿色", ["lv", "se"])


def test_the_title_itself_stands_before_what_begins_so_and_whole_words_before_beginnings():
    query = parse_query("sea")

    order = [exactness(query, title) for title in ("sea", "sea of glass", "the sea", "the season")]

    assert order == [3, 2, 1, 0]


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "*", '"', "'", "😀", "(", "AND", "a" * 10_000, "海" * 10_000, "\ud800"]
)
def test_a_hostile_query_is_cut_to_size(text):
    query = parse_query(text)

    assert len(query.folded) <= QUERY_CHARACTERS
    assert sum(len(t) for part in query.parts for t in part.tokens) <= 3 * QUERY_CHARACTERS


def test_a_ligature_that_spreads_stays_a_key_of_an_index():
    assert len(fold("\ufdfa" * 300)) == FOLDED_CHARACTERS


def test_words_too_long_for_anyone_to_type_are_cut_alike_in_title_and_query():
    assert found("a" * 90, "a" * 300)
    assert len(tokens_of_title("a" * 300)[0]) == 40
