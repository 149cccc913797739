"""The knowledge as data: every entry named in both languages, sourced, and within what an engine can use."""

from __future__ import annotations

import numpy as np
import pytest

from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core.levels import Level

KNOWLEDGE = load()


def has_han(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_there_is_enough_to_be_of_use():
    assert len(KNOWLEDGE.conditions) >= 120
    assert len(KNOWLEDGE.findings) >= 250


@pytest.mark.parametrize("entry", KNOWLEDGE.conditions, ids=lambda entry: entry.id)
def test_a_condition_has_names_a_source_and_a_sign_of_its_own(entry):
    assert entry.name.en
    assert has_han(entry.name.zh)
    assert has_han(entry.department.zh)
    assert entry.department.en
    assert entry.source.split(":")[0].split()[0] in ("NHS", "NICE", "MSD")
    assert max(band for _, band in entry.shows) >= 4
    assert len(dict(entry.shows)) == len(entry.shows)
    assert entry.reviewed == ""


@pytest.mark.parametrize("entry", KNOWLEDGE.findings, ids=lambda entry: entry.id)
def test_a_finding_has_lay_names_in_both_languages(entry):
    assert entry.name.en
    assert has_han(entry.name.zh)
    assert entry.wider is None or entry.wider in KNOWLEDGE.place


def test_ids_and_names_are_told_once():
    for entries in (KNOWLEDGE.conditions, KNOWLEDGE.findings):
        assert len({each.id for each in entries}) == len(entries)
        assert len({each.name.en for each in entries}) == len(entries)


def test_every_term_of_a_red_flag_is_known():
    others = {"spo2_low", "sbp_low", "hr_high", "rr_high", "temp_very_high", "temp_low", "fever_measured", "bp_raised", "bp_severe", "overdose_counted",
              "infant_3m", "infant", "child", "old"}  # fmt: skip
    for rule in KNOWLEDGE.red_flags:
        assert rule.source
        assert has_han(rule.name.zh)
        for terms in rule.when:
            assert all(term.lstrip("!") in others or term.lstrip("!") in KNOWLEDGE.place for term in terms), (
                rule.id
            )


def test_no_conjunction_of_a_red_flag_says_what_a_shorter_one_of_it_says():
    for rule in KNOWLEDGE.red_flags:
        said = [frozenset(terms) for terms in rule.when]
        assert len(set(said)) == len(said), rule.id
        assert not [(one, other) for one in said for other in said if one < other], rule.id


def test_a_condition_shows_the_wider_finding_at_least_as_often():
    place = KNOWLEDGE.place
    assert (KNOWLEDGE.links[:, place["fever"]] >= KNOWLEDGE.links[:, place["high_fever"]]).all()
    assert np.isfinite(KNOWLEDGE.links).all()


def test_men_do_not_bear_and_the_old_are_not_teething():
    names = [each.id for each in KNOWLEDGE.conditions]
    for age, sex, name in (
        (30, "male", "ectopic_pregnancy"),
        (70, "female", "bronchiolitis"),
        (30, "female", "prostate_cancer"),
    ):
        assert KNOWLEDGE.priors(age, sex)[names.index(name)] < 1e-4
    assert all(each.level in Level for each in KNOWLEDGE.conditions)
