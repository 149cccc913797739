"""One person's part-worths: intervals that cover, pairs that teach, and drawings that are drawings."""

from __future__ import annotations

import numpy as np
import pytest
from defusedxml import ElementTree
from scipy.special import expit

from footlights.services.style.core import cohorts, drawing, elicit, looks
from footlights.services.style.core.logistic import logistic

QUESTIONS = 13


def a_pair(chance, every):
    left, right = chance.choice(len(every), 2, replace=False)
    return every[left] - every[right]


def answer(chance, pair, truth):
    return pair if chance.random() < expit(pair @ truth) else -pair


def simulate(chance, every, *, is_adaptive: bool):
    """Return a simulated person's true worths and their answers."""
    truth = chance.standard_normal(looks.WORTHS)
    pairs = np.zeros((0, looks.WORTHS))
    for _ in range(QUESTIONS):
        candidates = np.array([a_pair(chance, every) for _ in range(100 if is_adaptive else 1)])
        place = elicit.choose_pair(candidates, *elicit.laplace(pairs, 1.0)) if is_adaptive else 0
        pairs = np.vstack([pairs, answer(chance, candidates[place], truth)])
    return truth, pairs


def test_ninety_per_cent_intervals_cover_as_many_as_they_say():
    chance = np.random.default_rng(11)
    every = np.array([looks.code_effects(code) for code in looks.every_look()])
    covered, told = 0, 0
    for _ in range(300):
        truth, pairs = simulate(chance, every, is_adaptive=True)
        draws, weights = elicit.sample(
            pairs, 1.0, chance.standard_normal((2000, looks.WORTHS)), chance.chisquare(elicit.FREEDOM, 2000)
        )
        for place in range(looks.WORTHS):
            low, high = elicit.interval(draws[:, place], weights, 0.9)
            covered += low <= truth[place] <= high
            told += 1
    assert 0.86 <= covered / told <= 0.94


def test_adaptive_pairs_teach_more_than_random_ones():
    chance = np.random.default_rng(5)
    every = np.array([looks.code_effects(code) for code in looks.every_look()])
    gains = []
    for _ in range(120):
        hits = []
        for is_adaptive in (True, False):
            truth, pairs = simulate(chance, every, is_adaptive=is_adaptive)
            mean, _ = elicit.laplace(pairs, 1.0)
            unseen = np.array([a_pair(chance, every) for _ in range(200)])
            hits.append(float(((unseen @ mean > 0) == (unseen @ truth > 0)).mean()))
        gains.append(hits[0] - hits[1])
    mean, error = np.mean(gains), np.std(gains) / len(gains) ** 0.5
    assert mean - 1.645 * error > 0


def test_every_look_is_drawn_as_well_formed_svg_with_its_words():
    for code in looks.every_look()[::7]:
        drawn = ElementTree.fromstring(drawing.draw(code))
        assert (
            drawn.find("{http://www.w3.org/2000/svg}title").text
            == f"{looks.describe(code).en} · {looks.describe(code).zh}"
        )
    assert len(set(map(drawing.draw, looks.every_look()))) == 3 * 5 * 5 * 3 * 3


def test_effects_coding_sums_to_nothing_over_the_levels():
    assert (
        np.sum([looks.code_effects(code) for code in looks.every_look()], axis=0).tolist()
        == [0.0] * looks.WORTHS
    )
    assert looks.level_matrix().shape == (sum(looks.SIZES), looks.WORTHS)
    assert not any(map(looks.is_look, ["", "0000", "00005x", "99999", "３0000", "000000"]))


def test_a_cohort_counts_each_person_once():
    chance = np.random.default_rng(2)
    every = np.array([looks.code_effects(code) for code in looks.every_look()])
    people = [simulate(chance, every, is_adaptive=False)[1] for _ in range(30)]
    mean, covariance = cohorts.pool(people)
    tripled, wider = cohorts.pool([np.repeat(each, 3, axis=0) for each in people])
    assert np.sqrt(np.diag(wider)).mean() > 0.8 * np.sqrt(np.diag(covariance)).mean()
    assert np.corrcoef(mean, tripled)[0, 1] > 0.98


@pytest.mark.parametrize(("count", "answers"), [(10, 13), (15, 20)])
def test_ninety_per_cent_intervals_of_a_small_cohort_hold_ninety_per_cent(count, answers):
    """Everybody of a cohort has the same taste; of 300 cohorts, how often an interval holds the true part-worth."""
    chance = np.random.default_rng(count)
    every = np.array([looks.code_effects(code) for code in looks.every_look()])
    levels = looks.level_matrix()
    held = []
    for _ in range(300):
        truth = chance.normal(0, 0.5, looks.WORTHS)
        people = []
        for _ in range(count):
            pairs = np.array([a_pair(chance, every) for _ in range(answers)])
            likes = chance.random(answers) < logistic(pairs @ truth)
            people.append(np.where(likes[:, None], pairs, -pairs))
        mean, covariance = cohorts.pool(people)
        reach = 1.6449 * np.sqrt(((levels @ covariance) * levels).sum(axis=1))
        held.append((np.abs(levels @ (mean - truth)) <= reach).mean())
    assert 0.87 <= np.mean(held) <= 0.94


def test_the_logistic_function_is_what_it_says_and_never_overflows():
    x = np.linspace(-40, 40, 801)

    assert np.allclose(logistic(x), 1 / (1 + np.exp(-x)), rtol=0, atol=1e-15)
    assert logistic(np.array([-1e9, 1e9])).tolist() == [0.0, 1.0]
