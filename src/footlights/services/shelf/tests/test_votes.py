"""Votes in a csv: what is read as it stands, and what is refused by its line."""

from __future__ import annotations

import pytest

from footlights.services.shelf.adapters.files import read_votes
from footlights.services.shelf.api import score_file
from footlights.services.shelf.core.score import Vote
from footlights.services.shelf.types import BadFile

HEAD = "item,rater,rating,rated_at\n"


@pytest.fixture
def written(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "votes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_marks_of_windows_unknown_columns_and_empty_times_are_read(written):
    text = "\ufeffRated_At,extra,Item,rater,RATING\r\n,x,\u6d77,a,8\r\n\r\n1767225600,x,\u6d77,b,7.5\r\n2026-01-01T08:00:00+08:00,x,\u6d77,c,10\r\n"
    assert read_votes(written(text)) == [
        Vote("\u6d77", "a", 8.0, None),
        Vote("\u6d77", "b", 7.5, 1767225600.0),
        Vote("\u6d77", "c", 10.0, 1767225600.0),
    ]


def test_a_file_without_times_and_one_with_a_rater_twice(written):
    scored = score_file(written("item,rater,rating\na,x,2\na,x,9\n"))
    assert (scored["a"].mean, scored["a"].n) == (9, 1)
    assert score_file(written(HEAD)) == {}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,x,11,", "Line 2: '11' is not a rating; write a number from 1 to 10."),
        ("a,x,0,", "'0' is not a rating"),
        ("a,x,-3,", "'-3' is not a rating"),
        ("a,x,nan,", "'nan' is not a rating"),
        ("a,x,inf,", "'inf' is not a rating"),
        ("a,x,,", "'' is not a rating"),
        ("a,x", "'' is not a rating"),
        ("a,x,8,yesterday", "'yesterday' is not a time"),
        ("a,x,8,nan", "'nan' is not a time"),
        (",x,8,", "the item or the rater is missing"),
        ("a, ,8,", "the item or the rater is missing"),
        ('"' + "a" * 200_000 + '",x,8,', "The file is damaged"),
    ],
)
def test_a_line_that_is_no_vote_is_refused_by_its_number(written, row, said):
    with pytest.raises(BadFile) as refusal:
        read_votes(written(HEAD + row + "\n"))
    assert said in refusal.value.message.en
    assert refusal.value.message.zh


@pytest.mark.parametrize("text", ["", "item;rater;rating\n", "item,rater\n"])
def test_a_file_without_the_columns_is_told_which(written, text):
    with pytest.raises(BadFile, match="item, rater, rating and rated_at"):
        read_votes(written(text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"nowhere\.csv can't be read"):
        read_votes(tmp_path / "nowhere.csv")
