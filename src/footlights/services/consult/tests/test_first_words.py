"""What people may write first: every emergency is told at once, and nothing of every day is called one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core.dialogue import State, step
from footlights.services.consult.core.language import Reader

READER = Reader(load())
SAID = tomllib.loads((Path(__file__).parent / "first_words.toml").read_text("utf-8"))


@pytest.mark.parametrize(("age", "text"), SAID["emergencies"])
def test_an_emergency_in_plain_words_is_told_at_the_first_turn(age, text):
    state, replies = step(READER, State(float(age), None), text)

    if age < 1 and state.ended == "infant":  # handed to people, whatever it is
        assert "999" in replies[0].text.en
    else:
        assert (state.ended, replies[0].kind) == ("emergency", "emergency")


@pytest.mark.parametrize(("age", "text"), SAID["ordinary"])
def test_a_complaint_of_every_day_is_not_called_an_emergency(age, text):
    state, _ = step(READER, State(float(age), None), text)

    assert state.ended != "emergency"


@pytest.mark.parametrize(
    "text", ["喘不过气", "透不过气，难受", "I can't breathe", "缓不过气来，喘得厉害"],
)  # fmt: skip
def test_the_commonest_words_for_breathlessness_are_read(text):
    assert "dyspnoea" in READER.read(text).present


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I have hives", "weak_immunity"), ("a fit of coughing", "seizure"), ("I can't breathe through my nose", "dyspnoea"),
        ("怀孕26周", "lasting_weeks"), ("like an electric shock down my leg", "electric_shock"), ("没有呼吸困难", "not_breathing"),
        ("I cut myself shaving", "suicidal"), ("growth spurt", "severe_bleeding"), ("rash not responding to cream", "unresponsive"),
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_not_asserted(text, name):
    assert name not in READER.read(text).present
