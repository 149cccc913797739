"""Identifiers, readings and drafts: what is right is made tidy, what is wrong says how to mend it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.works.core.draft import check_draft, every_title
from footlights.ground.works.core.identifiers import tidy_identifier
from footlights.ground.works.core.readings import syllables_of, tidy_reading
from footlights.ground.works.core.vocabulary import GENRES, SUBJECTS
from footlights.ground.works.types import BadWork, Credit, CreditRole, Title, WorkDraft, WorkKind
from footlights.kernel.ids import check_character
from footlights.kernel.text import Both

SEA = WorkDraft(WorkKind.FILM, Both("The Sea", "海"))


@pytest.mark.parametrize(
    ("scheme", "written", "tidy"),
    [
        # The example of the EIDR ID Format, and its lower-case twin.
        ("eidr", "10.5240/7791-8534-2C23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"),
        ("eidr", " 10.5240/7791-8534-2c23-9030-8610-5 ", "10.5240/7791-8534-2C23-9030-8610-5"),
        ("imdb", "tt0111161", "tt0111161"),
        ("isbn", "978-0-306-40615-7", "9780306406157"),
        ("isbn", "0-306-40615-2", "9780306406157"),
        ("isbn", "0 8044 2957 X", "9780804429573"),
        ("douban", "1292052", "1292052"),
        ("wikidata", "Q42", "Q42"),
    ],
)
def test_an_identifier_is_written_as_its_scheme_writes_it(scheme, written, tidy):
    assert tidy_identifier(scheme, written) == tidy


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("eidr", "10.5240/7791-8534-2C23-9030-8610-6"),
        ("eidr", "10.5240/7791-8534-2C23-9030-8601-5"),
        ("eidr", "10.5240/7791-8534-2C23-9030"),
        ("imdb", "0111161"),
        ("imdb", "tt１２３４５６７x"),
        ("isbn", "978-0-306-40615-8"),
        ("isbn", "0-306-40615-3"),
        ("isbn", ""),
        ("douban", "abc"),
        ("wikidata", "Q0"),
        ("shelfmark", "1"),
    ],
)
def test_a_slip_of_the_pen_is_found(scheme, written):
    with pytest.raises(BadWork) as refusal:
        tidy_identifier(scheme, written)

    assert refusal.value.field == "identifiers"


@given(
    st.text("0123456789ABCDEF", min_size=20, max_size=20),
    st.integers(0, 19),
    st.sampled_from("0123456789ABCDEF"),
)
def test_an_eidr_with_one_wrong_character_is_refused(digits, at, other):
    check = check_character(digits.lower()).upper()

    def written(text):
        return "10.5240/" + "-".join(text[i : i + 4] for i in range(0, 20, 4)) + f"-{check}"

    assert tidy_identifier("eidr", written(digits)) == written(digits)
    if other != digits[at]:
        with pytest.raises(BadWork):
            tidy_identifier("eidr", written(digits[:at] + other + digits[at + 1 :]))


def test_a_title_is_read_by_its_words():
    assert syllables_of("重庆森林") == ["chong", "qing", "sen", "lin"]
    assert syllables_of("绿色 Blue 星球") == ["lv", "se", "xing", "qiu"]
    assert syllables_of("The Sea") == []


def test_a_houses_own_reading_wins():
    assert syllables_of("乐之乐", {"乐之乐": "yue zhi le"}) == ["yue", "zhi", "le"]
    assert syllables_of("大乐", {"乐": "yue"}) == ["da", "yue"]


@pytest.mark.parametrize("reading", ["chong", "chong qing sen", "ch0ng qing", "", "重 庆"])
def test_a_reading_has_one_syllable_for_each_character(reading):
    with pytest.raises(BadWork):
        tidy_reading("重庆", reading)


def test_a_draft_comes_back_tidy():
    draft = replace(
        SEA,
        title=Both("  The Sea ", "海 "),
        genres=("short", "short"),
        identifiers={"isbn": "0-306-40615-2"},
        pinyin={"海": " HAI "},
        titles=(Title("cy", "Y Môr"),),
    )

    tidy = check_draft(draft)

    assert tidy.title == Both("The Sea", "海")
    assert tidy.genres == ("short",)
    assert tidy.identifiers == {"isbn": "9780306406157"}
    assert tidy.pinyin == {"海": "hai"}
    assert [(t.language, t.is_original) for t in every_title(tidy)] == [
        ("en", True),
        ("zh-Hans", False),
        ("cy", False),
    ]


def test_a_check_changes_nothing_that_is_tidy():
    assert check_draft(check_draft(SEA)) == check_draft(SEA)


def one_credit(en: str, zh: str) -> Credit:
    return Credit(Both(en, zh), CreditRole.DIRECTOR)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": Both("", "海")}),
        ("title", {"title": Both("The Sea", "  ")}),
        ("title", {"title": Both("x" * 301, "海")}),
        ("title", {"title": Both("The\0Sea", "海")}),
        ("title", {"title": Both("The \u202eSea", "海")}),
        ("title", {"title": Both("The \ud800Sea", "海")}),
        ("titles", {"titles": (Title("english", "Sea"),)}),
        ("titles", {"titles": (Title("cy", ""),)}),
        ("titles", {"titles": (Title("cy", "Y Môr"),) * 41}),
        ("original_language", {"original_language": "EN"}),
        ("year", {"year": 0}),
        ("year", {"year": 30_000}),
        ("runtime_seconds", {"runtime_seconds": 0}),
        ("runtime_seconds", {"runtime_seconds": 2_000_001}),
        ("summary", {"summary": Both("x" * 4_001, "")}),
        ("summary", {"summary": Both("a\x1b[2J", "")}),
        ("genres", {"genres": ("boring",)}),
        ("subjects", {"subjects": ("boring",)}),
        ("credits", {"credits": (one_credit("", "林"),)}),
        ("credits", {"credits": (one_credit("x" * 201, "林"),)}),
        ("identifiers", {"identifiers": {"isbn": "1"}}),
        ("pinyin", {"pinyin": {"海": "hai yang"}}),
        ("pinyin", {"pinyin": {"sea": "hai"}}),
    ],
)
def test_a_bad_draft_says_what_is_wrong_in_both_languages(field, wrong):
    with pytest.raises(BadWork) as refusal:
        check_draft(replace(SEA, **wrong))

    assert refusal.value.field == field
    assert any("\u4e00" <= c <= "\u9fff" for c in refusal.value.message.zh)
    assert refusal.value.message.en.isprintable()


def test_every_genre_and_subject_has_both_names():
    for text in (*GENRES.values(), *SUBJECTS.values()):
        assert text.en.isascii()
        assert any("\u4e00" <= c <= "\u9fff" for c in text.zh)


@pytest.mark.parametrize("kinds", [WorkKind, CreditRole])
def test_every_kind_and_role_has_both_names(kinds):
    assert all(each.said.en and each.said.zh for each in kinds)
