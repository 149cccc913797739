"""Choice models: against published log-likelihoods, finite differences, known parameters, and data that have no answer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from footlights.services.style import api
from footlights.services.style.core.choice import (
    Dist,
    Person,
    Problem,
    Variable,
    evaluate,
    first_primes,
    fit,
    normal_draws,
)
from footlights.services.style.core.choice.draws import halton
from footlights.services.style.types import BadChoices
from tests.shared import SHARED, needs_shared


def a_problem(dists, people=60, situations=6, others=2, draws=40, seed=3) -> tuple[Problem, np.ndarray]:
    """Return choices made with known coefficients: first one per variable, then spreads."""
    chance = np.random.default_rng(seed)
    variables = tuple(Variable(f"x{place}", dist) for place, dist in enumerate(dists))
    random = [place for place, dist in enumerate(dists) if dist is not Dist.FIXED]
    truth = np.concatenate([np.linspace(-0.8, 0.9, len(dists)), np.full(len(random), 0.6)])
    made = []
    for _ in range(people):
        beta = truth[: len(dists)].copy()
        for row, place in enumerate(random):
            beta[place] += truth[len(dists) + row] * chance.standard_normal()
            if dists[place] is Dist.LOGNORMAL:
                beta[place] = np.exp(beta[place])
        x = chance.standard_normal((situations, others + 1, len(dists)))
        utility = x @ beta + chance.gumbel(size=(situations, others + 1))
        chosen = utility.argmax(axis=1)
        differences = np.array(
            [np.delete(own, pick, axis=0) - own[pick] for own, pick in zip(x, chosen, strict=True)]
        )
        made.append(Person(differences))
    return Problem(variables, tuple(made), normal_draws(people, first_primes(len(random)), draws, 20)), truth


def test_halton_is_the_radical_inverse():
    assert halton(8, 2, 0).tolist() == [0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875]
    assert halton(3, 3, 1) == pytest.approx([1 / 3, 2 / 3, 1 / 9])


@pytest.mark.parametrize(
    "dists",
    [
        [Dist.FIXED, Dist.FIXED],
        [Dist.NORMAL, Dist.FIXED, Dist.NORMAL],
        [Dist.LOGNORMAL, Dist.NORMAL],
        [Dist.LOGNORMAL, Dist.FIXED, Dist.LOGNORMAL],
    ],
)
def test_gradient_and_hessian_are_those_of_finite_differences(dists):
    problem, truth = a_problem(dists, people=12, draws=30)
    _, slope, curve = evaluate(problem, truth, hessian=True)
    step = 1e-5
    for place in range(len(truth)):
        above, below = truth.copy(), truth.copy()
        above[place] += step
        below[place] -= step
        high, low = evaluate(problem, above), evaluate(problem, below)
        assert slope[place] == pytest.approx((high[0] - low[0]) / (2 * step), rel=1e-6, abs=1e-6)
        assert curve[place] == pytest.approx((high[1] - low[1]) / (2 * step), rel=1e-5, abs=1e-5)


def test_known_coefficients_are_recovered_within_their_errors():
    problem, truth = a_problem([Dist.NORMAL, Dist.FIXED, Dist.NORMAL], people=400, situations=10, draws=100)
    found = fit(problem)
    assert found.names == ("x0", "x1", "x2", "sd.x0", "sd.x2")
    assert (np.abs(found.estimates - truth) / found.errors).max() < 3.5
    assert (found.errors < 0.12).all()


def test_a_weight_of_two_counts_a_person_twice():
    problem, _ = a_problem([Dist.FIXED, Dist.FIXED], people=40)
    heavy = Problem(
        problem.variables,
        (Person(problem.people[0].differences, weight=2.0), *problem.people[1:]),
        problem.draws,
    )
    twice = Problem(problem.variables, (problem.people[0], *problem.people), np.zeros((41, 0, 1)))
    assert fit(heavy).estimates == pytest.approx(fit(twice).estimates, abs=1e-8)


def test_situations_of_different_sizes_are_padded_without_a_trace():
    problem, truth = a_problem([Dist.NORMAL, Dist.FIXED], people=20)
    padded = []
    for each in problem.people:
        wide = np.zeros((6, 4, 2))
        wide[:, :2] = each.differences
        missing = np.ones((6, 4), dtype=bool)
        missing[:, :2] = False
        padded.append(Person(wide, missing))
    other = Problem(problem.variables, tuple(padded), problem.draws)
    for mine, theirs in zip(
        evaluate(problem, truth, hessian=True), evaluate(other, truth, hessian=True), strict=True
    ):
        assert mine == pytest.approx(theirs, abs=1e-10)


def write(folder: Path, rows: list[str], variables='a = {}\nb = "fixed"', extra="") -> tuple[Path, Path]:
    choices, spec = folder / "c.csv", folder / "s.toml"
    choices.write_text("\n".join(["p,s,alt,y,a,b", *rows]) + "\n", "utf-8")
    spec.write_text(
        f'[data]\nperson = "p"\nsituation = "s"\nalternative = "alt"\nchosen = "y"\n{extra}\n[variables]\n{variables}\n',
        "utf-8",
    )
    return choices, spec


MIXED = [
    "1,1,x,1,1,0", "1,1,y,0,0,1", "1,2,x,0,1,0", "1,2,y,1,0,2", "2,3,x,1,0,1", "2,3,y,0,1,0", "2,4,x,1,2,1",
    "2,4,y,0,0,1.5", "3,5,x,0,2,0", "3,5,y,1,1,1", "3,6,x,1,1,1", "3,6,y,0,0,2",
    "3,8,x,1,0,1.5", "3,8,y,0,2,1",
]  # fmt: skip


def test_chosen_may_be_told_by_the_alternatives_name(tmp_path):
    by_flag, _ = api.fit_file(*write(tmp_path, MIXED))
    named = []
    picked = {row.split(",")[1]: row.split(",")[2] for row in MIXED if row.split(",")[3] == "1"}
    for row in MIXED:
        cells = row.split(",")
        cells[3] = picked[cells[1]]
        named.append(",".join(cells))
    by_name, _ = api.fit_file(*write(tmp_path, named))
    assert by_flag["estimates"] == pytest.approx(by_name["estimates"])


@pytest.mark.parametrize(
    ("rows", "variables", "word"),
    [
        (MIXED, "a = {}\nc = {column = 'a', sign = -1}", "told apart"),
        (["1,1,x,1,1,0", "1,1,y,0,0,0", "1,2,x,1,2,1", "1,2,y,0,1,2"], "a = {}", "decide every choice"),
        (["1,1,x,1,1,0", "1,1,y,1,0,0"], "a = {}", "2 chosen"),
        (["1,1,x,1,1,0"], "a = {}", "only one"),
        (["1,1,x,1,one,0", "1,1,y,0,0,0"], "a = {}", "not a number"),
        (["1,1,x,1,1,0", "1,1,x,0,0,0"], "a = {}", "twice"),
        (MIXED, "d = {}", "no column d"),
        (MIXED, 'a = {dist = "uniform"}', "not known"),
        ([], "a = {}", "no choices"),
    ],
)
def test_data_without_an_answer_are_refused_by_name(tmp_path, rows, variables, word):
    with pytest.raises(BadChoices) as refused:
        api.fit_file(*write(tmp_path, rows, variables))
    assert word in refused.value.message.en
    assert refused.value.message.zh


def test_an_alternative_never_chosen_is_named(tmp_path):
    rows = [*MIXED, "1,7,x,1,1,0", "1,7,z,0,0,1"]
    _, words = api.fit_file(*write(tmp_path, rows))
    assert [str(each) for each in words] == [str(words[0])]
    assert "z" in words[0].en


ELECTRICITY = """[data]
person = "id"
situation = "chid"
alternative = "alt"
chosen = "choice"
[variables]
pf = {dist = "normal"}
cl = {dist = "normal"}
loc = {dist = "normal"}
wk = {dist = "normal"}
tod = {dist = "normal"}
seas = {dist = "normal"}
[draws]
kind = "halton"
count = COUNT
drop = 100
primes = [2, 3, 5, 7, 11, 13]
"""


@needs_shared("style/electricity_long.csv")
@pytest.mark.parametrize(("count", "loglik"), [(100, -3952.4877325451), (500, -3891.717713571)])
def test_electricity_comes_to_the_published_log_likelihood(tmp_path, count, loglik):
    spec = tmp_path / "s.toml"
    spec.write_text(ELECTRICITY.replace("COUNT", str(count)), "utf-8")
    told, _ = api.fit_file(SHARED / "style/electricity_long.csv", spec)
    assert json.loads(json.dumps(told))["loglik"] == pytest.approx(loglik, abs=1e-4)
    if count == 500:
        hessian = [.0380, .0252, .1243, .0916, .3357, .3176, .0161, .0243, .1175, .0969, .2142, .1625]  # fmt: skip
        assert list(told["se"].values()) == pytest.approx(hessian, rel=0.01)
