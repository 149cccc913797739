"""The catalogue from the terminal."""

import json

import pytest

from footlights.project.cli import main

pytestmark = pytest.mark.django_db

ADD = ["works", "add", "--title-en", "Blue Ocean", "--title-zh", "蓝色海洋", "--json"]


def test_a_work_is_added_found_and_shown(capsys):
    whole = [
        "--kind",
        "documentary",
        "--title",
        "cy=Y Môr",
        "--credit",
        "director=Lin Yi|林一",
        "--id",
        "imdb=tt0111161",
        "--genre",
        "short",
        "--pinyin",
        "海洋=hai yang",
    ]
    assert main([*ADD, *whole]) == 0
    work = json.loads(capsys.readouterr().out)["work"]

    main(["works", "search", "haiyang", "--json"])
    (found,) = json.loads(capsys.readouterr().out)
    main(["works", "show", work, "--json"])

    assert found == json.loads(capsys.readouterr().out)
    assert found["id"] == work
    assert found["credits"] == [{"role": "director", "name": {"en": "Lin Yi", "zh": "林一"}}]


@pytest.mark.parametrize(
    "wrong", [["--id", "imdb=1"], ["--id", "x"], ["--credit", "boss=A|甲"], ["--year", "0"]]
)
def test_a_mistake_is_one_line_in_the_language_asked_for(capsys, wrong):
    assert main(["--lang", "zh", *ADD, *wrong]) == 1

    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    assert any("\u4e00" <= c <= "\u9fff" for c in said)


def test_no_such_work_is_one_line(capsys):
    assert main(["works", "show", "wrk-none"]) == 1
    assert capsys.readouterr().err.startswith("There is no work")


def test_the_lists_can_be_read(capsys):
    assert main(["works", "vocabulary", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["genres"]["opera"] == {"en": "Opera", "zh": "歌剧"}
