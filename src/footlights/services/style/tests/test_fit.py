"""Choice models: against published log-likelihoods, finite differences, known parameters, and data that have no answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from footlights.services.style import api
from footlights.services.style.core.choice import (
    Dist,
    Draws,
    Kind,
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
from tests.command import run_command
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
    drawn = Draws(Kind.HALTON, draws, 20, first_primes(len(random)))
    return Problem(variables, tuple(made), normal_draws(people, len(random), drawn)), truth


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


PUBLISHED = {100: -3952.4877325451, 200: -3914.731990519, 600: -3888.465069996, 1000: -3886.897169325}


def electricity(folder: Path, count: int, **changed: str) -> dict:
    """Fit Train's data with some variables changed."""
    lines = []
    for line in ELECTRICITY.replace("COUNT", str(count)).splitlines():
        name = line.partition(" ")[0]
        lines.append(f"{name} = {changed[name]}" if name in changed else line)
    spec = folder / "s.toml"
    spec.write_text("\n".join(lines), "utf-8")
    return api.fit_file(SHARED / "style/electricity_long.csv", spec)[0]


@needs_shared("style/electricity_long.csv")
@pytest.mark.parametrize(("count", "loglik"), PUBLISHED.items())
def test_more_draws_come_to_their_own_published_log_likelihood(tmp_path, count, loglik):
    assert electricity(tmp_path, count)["loglik"] == pytest.approx(loglik, abs=1e-4)


@needs_shared("style/electricity_long.csv")
def test_a_fixed_price_and_lognormal_rates_come_to_known_figures(tmp_path):
    """The first as mlogit's vignette prints it, the second as xlogit 0.2.7 finds it with the same draws."""
    primes = "[2, 3, 5, 7, 11]"
    told = electricity(tmp_path, 100, pf='"fixed"', primes=primes)
    assert told["loglik"] == pytest.approx(-3961.735290, abs=1e-4)
    turned = '{dist = "lognormal", sign = -1}'
    told = electricity(tmp_path, 100, pf='"fixed"', primes=primes, tod=turned, seas=turned)
    assert told["loglik"] == pytest.approx(-3975.764354320, abs=1e-4)
    found = {"pf": -0.871595, "tod": 2.111116, "seas": 2.131448, "sd.tod": 0.364829, "sd.seas": 0.278583}
    assert {name: told["estimates"][name] for name in found} == pytest.approx(found, abs=1e-3)


@needs_shared("style/electricity_long.csv")
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_draws_comes_to_about_the_same(tmp_path, kind):
    told = electricity(tmp_path, 200, kind=f'"{kind}"')
    assert told["loglik"] == pytest.approx(-3915, abs=40)  # 200 of them still differ by so much
    assert told["estimates"]["pf"] == pytest.approx(-0.98, abs=0.06)


CARS = {  # unweighted, weighted
    "price": (-0.073878, -0.052281), "hev": (0.059607, -0.061493), "phev10": (0.086146, 0.001423),
    "phev20": (0.121741, 0.088598), "phev40": (0.190590, 0.138521), "bev75": (-1.185482, -1.052751),
    "bev100": (-0.960682, -1.019288), "bev150": (-0.707298, -0.715783), "american": (0.173175, 0.428059),
    "japanese": (-0.027680, 0.048844), "chinese": (-0.758643, -0.993731), "skorean": (-0.445559, -0.497207),
    "phevFastcharge": (0.212700, 0.206190), "bevFastcharge": (0.215654, 0.174758), "opCost": (-0.120869, -0.083521),
    "accelTime": (-0.125374, -0.061264),
}  # fmt: skip


@needs_shared("style/cars_us.csv")
@pytest.mark.parametrize(("weight", "loglik"), [("", -4616.9518), ('weight = "weights"', -3425.6303)])
def test_cars_come_to_their_figures_with_and_without_weights(tmp_path, weight, loglik):
    spec = tmp_path / "s.toml"
    variables = "\n".join(f"{name} = {{}}" for name in CARS)
    spec.write_text(
        f'[data]\nperson = "id"\nsituation = "obsnum"\nchosen = "choice"\n{weight}\n[variables]\n{variables}\n',
        "utf-8",
    )
    told, _ = api.fit_file(SHARED / "style/cars_us.csv", spec)
    assert told["loglik"] == pytest.approx(loglik, abs=1e-4)
    known = {name: figures[bool(weight)] for name, figures in CARS.items()}
    assert told["estimates"] == pytest.approx(known, abs=1e-4)


@pytest.mark.parametrize("dists", [[Dist.NORMAL, Dist.FIXED], [Dist.LOGNORMAL, Dist.NORMAL]])
def test_standard_errors_are_those_of_finite_differences(dists):
    problem, _ = a_problem(dists, people=150, situations=8, draws=60)
    found = fit(problem)
    curve = np.zeros((len(found.estimates),) * 2)
    for place in range(len(curve)):
        step = np.zeros(len(curve))
        step[place] = 1e-5
        ahead, behind = evaluate(problem, found.estimates + step), evaluate(problem, found.estimates - step)
        curve[place] = (ahead[1] - behind[1]) / 2e-5
    assert found.errors == pytest.approx(np.sqrt(np.diag(np.linalg.inv(-curve))), rel=1e-4)


def test_blocks_of_a_product_change_nothing():
    problem, truth = a_problem(
        [Dist.LOGNORMAL, Dist.FIXED, Dist.NORMAL], people=3, situations=70, others=9, draws=900
    )
    whole = evaluate(problem, truth, hessian=True)
    parts = [
        evaluate(replace(problem, people=(person,), draws=draws[None]), truth, hessian=True)
        for person, draws in zip(problem.people, problem.draws, strict=True)
    ]
    for place in range(3):
        assert whole[place] == pytest.approx(sum(each[place] for each in parts), rel=1e-9, abs=1e-9)
    _, slope, curve = whole
    for place in range(len(truth)):
        step = np.zeros(len(truth))
        step[place] = 1e-5
        ahead, behind = evaluate(problem, truth + step), evaluate(problem, truth - step)
        assert slope[place] == pytest.approx((ahead[0] - behind[0]) / 2e-5, rel=1e-5, abs=1e-4)
        assert curve[place] == pytest.approx((ahead[1] - behind[1]) / 2e-5, rel=1e-4, abs=1e-3)


def test_a_lognormal_against_the_grain_is_refused_in_words(tmp_path):
    rows = []
    chance = np.random.default_rng(4)
    for situation in range(120):
        x = chance.standard_normal(2)
        picked = int(x[1] < x[0]) if chance.random() < 0.9 else int(x[1] > x[0])
        rows += [f"{situation // 4},{situation},{alt},{int(alt == picked)},{x[alt]:.4f},0" for alt in (0, 1)]
    with pytest.raises(BadChoices) as refused:
        api.fit_file(*write(tmp_path, rows, 'a = {dist = "lognormal"}'))
    assert "sign" in refused.value.message.en
    assert "sign" in refused.value.message.zh


def test_the_command_tells_a_fit_as_json_and_a_refusal_in_the_readers_language(tmp_path, capsys):
    choices, spec = write(tmp_path, MIXED)
    words = ["style", "fit", str(choices), "--spec", str(spec), "--json"]
    assert run_command(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["loglik", "estimates", "se", "seconds"]
    assert list(told["estimates"]) == list(told["se"]) == ["a", "b"]
    write(tmp_path, MIXED, "a = {}\nc = {column = 'a', sign = -1}")
    for language, word in (("en", "told apart"), ("zh", "无法区分")):
        assert run_command(["--lang", language, *words]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert word in said.err
    assert choices.read_text("utf-8").count("\n") == len(MIXED) + 1
