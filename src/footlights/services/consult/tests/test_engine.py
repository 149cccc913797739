"""The exact engine against brute force, and laws it must keep."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core import noisy_or, questions


def brute_force(priors, links, leaks, present, absent):
    """Sum over every combination of conditions."""
    total, with_it = 0.0, np.zeros(len(priors))
    for there in product((0, 1), repeat=len(priors)):
        mask = np.array(there, dtype=bool)
        weight = np.prod(np.where(mask, priors, 1 - priors))
        off = (1 - leaks) * np.prod(1 - links[mask], axis=0)
        weight *= np.prod(1 - off[present]) * np.prod(off[absent])
        total += weight
        with_it[mask] += weight
    return with_it / total


def a_net(seed, conditions=9, findings=14):
    chance = np.random.default_rng(seed)
    links = chance.uniform(0.02, 0.98, (conditions, findings)) * (chance.random((conditions, findings)) < 0.5)
    return chance.uniform(0.001, 0.3, conditions), links, chance.uniform(0.002, 0.15, findings)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 8), st.integers(0, 5))
def test_posteriors_are_those_of_brute_force(seed, present, absent):
    priors, links, leaks = a_net(seed)
    order = list(np.random.default_rng(seed).permutation(14))
    there, away = order[:present], order[present : present + absent]
    found = noisy_or.infer(priors, links, leaks, there, away)
    assert found == pytest.approx(brute_force(priors, links, leaks, there, away), abs=1e-10)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_findings_does_not_matter(seed):
    priors, links, leaks = a_net(seed)
    one = noisy_or.infer(priors, links, leaks, [0, 3, 5, 7, 9], [1, 2])
    other = noisy_or.infer(priors, links, leaks, [9, 5, 0, 7, 3], [2, 1])
    assert one == pytest.approx(other, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 13))
def test_what_a_condition_would_bring_about_speaks_against_it_when_absent(seed, finding):
    priors, links, leaks = a_net(seed)
    before = noisy_or.infer(priors, links, leaks, [], [])
    after = noisy_or.infer(priors, links, leaks, [], [finding])
    assert (after <= before + 1e-12).all()


def test_more_findings_than_are_taken_exactly_still_speak():
    knowledge = load()
    shows = [name for name, _ in next(each for each in knowledge.conditions if each.id == "influenza").shows]
    present = [knowledge.place[name] for name in shows if name != "vomiting"]
    assert len(present) > noisy_or.MOST_PRESENT
    priors = knowledge.priors(30, "female")
    posterior = noisy_or.infer(priors, knowledge.links, knowledge.leaks, present, [])
    share = noisy_or.explain(priors, posterior, knowledge.links, knowledge.leaks, present)
    assert share.sum() == pytest.approx(1.0)
    best = [knowledge.conditions[place].id for place in np.argsort(-share)[:3]]
    assert "influenza" in best


def test_a_question_is_never_worth_less_than_nothing_by_much():
    knowledge = load()
    priors = knowledge.priors(40, "male")
    posterior = noisy_or.infer(priors, knowledge.links, knowledge.leaks, [knowledge.place["chest_pain"]], [])
    share = noisy_or.explain(
        priors, posterior, knowledge.links, knowledge.leaks, [knowledge.place["chest_pain"]]
    )
    worths = questions.worth_of_questions(knowledge, share)
    assert worths.min() > -1e-9
    assert worths[knowledge.place["chest_pressure"]] > worths[knowledge.place["acne"]]
