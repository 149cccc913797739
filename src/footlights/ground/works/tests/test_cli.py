"""The catalogue from the terminal."""

import argparse
import json

import pytest

from footlights.ground.works import cli
from footlights.ground.works.types import BadWork, NoSuchWork

pytestmark = pytest.mark.django_db

ADD = ["add", "--title-en", "Blue Ocean", "--title-zh", "蓝色海洋", "--json"]


def run(*words: str) -> int:
    """Run a verb as `./footlights works` does, but for the message of a refusal."""
    parser = argparse.ArgumentParser()
    cli.add_verbs(parser.add_subparsers(required=True))
    chosen = parser.parse_args(words)
    return int(chosen.run(chosen))


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
    assert run(*ADD, *whole) == 0
    work = json.loads(capsys.readouterr().out)["work"]

    run("search", "haiyang", "--json")
    (found,) = json.loads(capsys.readouterr().out)
    run("show", work, "--json")

    assert found == json.loads(capsys.readouterr().out)
    assert found["id"] == work
    assert found["credits"] == [{"role": "director", "name": {"en": "Lin Yi", "zh": "林一"}}]


@pytest.mark.parametrize(
    "wrong", [["--id", "imdb=1"], ["--id", "x"], ["--credit", "boss=A|甲"], ["--year", "0"]]
)
def test_a_mistake_says_how_to_mend_it_in_both_languages(wrong):
    with pytest.raises(BadWork) as refusal:
        run(*ADD, *wrong)

    assert refusal.value.message.en.isascii()
    assert any("\u4e00" <= c <= "\u9fff" for c in refusal.value.message.zh)


def test_no_such_work_is_said_to_be_none():
    with pytest.raises(NoSuchWork):
        run("show", "wrk-none")


def test_the_lists_can_be_read(capsys):
    assert run("vocabulary", "--json") == 0
    assert json.loads(capsys.readouterr().out)["genres"]["opera"] == {"en": "Opera", "zh": "歌剧"}
