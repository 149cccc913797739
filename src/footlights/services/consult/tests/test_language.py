"""What texts say: forms, denials, kin, the past, ages, temperatures, how long; in English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core.language import Reader

READER = Reader(load())


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("I have a sore throat and fever", {"sore_throat", "fever"}, set()),
        ("No fever, chills or vomiting", set(), {"fever", "chills", "vomiting"}),
        ("Denies chest pain. Reports SOB and dizziness.", {"dyspnoea", "dizziness"}, {"chest_pain"}),
        ("cough but no fever", {"cough"}, {"fever"}),
        ("My chest hurts when I climb stairs", {"chest_pain"}, set()),
        ("she hasn't had any nausea", set(), {"nausea"}),
        ("a headache, not a thunderclap", {"headache"}, {"thunderclap_headache"}),
        ("can't catch my breath", {"dyspnoea"}, set()),
        ("pain in the right lower quadrant", {"rlq_pain", "abdominal_pain"}, set()),
        ("嗓子疼、发烧，没有咳嗽", {"sore_throat", "fever"}, {"cough"}),
        ("没有发烧、咳嗽和呕吐", set(), {"fever", "cough", "vomiting"}),
        ("胸口压着疼，左胳膊发麻", {"chest_pressure", "chest_pain", "limb_numbness"}, set()),
        ("浑身无力，没精神，不想吃饭", {"fatigue", "loss_of_appetite"}, set()),
        ("宝宝拉肚子，不发烧", {"diarrhoea"}, {"fever"}),
        ("hello there, nice weather", set(), set()),
    ],
)
def test_findings_are_asserted_and_denied(text, present, absent):
    found = READER.read(text)
    assert present <= set(found.present)
    assert absent <= set(found.absent)
    assert not present & set(found.absent)
    assert not absent & set(found.present)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My father had a heart attack and chest pain", "chest_pain"),
        ("History of migraine; previous seizures as a child", "seizure"),
        ("I am worried about chest pain", "chest_pain"),
        ("如果发烧怎么办", "fever"),
        ("去年晕倒过一次", "fainting"),
    ],
)
def test_kin_the_past_and_the_supposed_are_not_todays(text, name):
    assert name not in READER.read(text).present


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("a 5 year old boy", 5),
        ("17 months old", 17 / 12),
        ("aged 62", 62),
        ("患者45岁", 45),
        ("宝宝10个月大", 10 / 12),
        ("三岁女孩", 3),
        ("hello", None),
    ],
)
def test_ages(text, age):
    assert READER.read(text).age == (pytest.approx(age) if age is not None else None)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("temperature 39.6", 39.6), ("烧到38.5度", 38.5), ("a fever of 102 F", 38.9), ("for 38 days", None)],
)
def test_temperatures(text, degrees):
    found = READER.read(text).vitals.temperature_c
    assert found == (pytest.approx(degrees, abs=0.05) if degrees else None)


def test_how_long():
    assert "lasting_weeks" in READER.read("a cough for 3 months").present
    assert "lasting_weeks" in READER.read("咳嗽三个月了").present
    assert "lasting_weeks" not in READER.read("a cough for 3 days").present
    assert "lasting_weeks" not in READER.read("宝宝8个月，咳嗽两天").present


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    found = READER.read(text)
    assert not set(found.present) & set(found.absent)
