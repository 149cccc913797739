"""The bench: every method on one problem, and what is promised of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both
from footlights.services.lab import api
from footlights.services.lab.adapters import tensorcircuit
from footlights.services.lab.core import circuit, qubo
from footlights.services.lab.core.problem import holds, may_stand, state, value
from footlights.services.lab.core.search import anneal, take_greedily
from footlights.services.lab.core.written import read_festival, write_festival
from footlights.services.lab.types import BadFestival, Festival, Film, Method, Qubo, Showable, Slot, Trial
from tests.command import run_command

NOON = datetime(2027, 5, 1, 12, tzinfo=UTC)
HALL = Both("Tide Hall", "潮汐厅")
# The house's own, and tensorcircuit-ng's where its extra is installed; `bench lab` always runs beside it.
SIMULATORS = [
    pytest.param(circuit.run, id="own"),
    *([pytest.param(tensorcircuit.run, id="tensorcircuit-ng")] if tensorcircuit.find_version() else []),
]
QUICK = Trial(seconds=2.0, layers=1, shots=200, sweeps=60)
FESTIVALS = st.builds(api.invent_festival, st.integers(3, 9), st.integers(1, 2), st.integers(0, 10_000))


def slot(number=0, *, venue=HALL, hours=0.0, minutes=120, draw=100):
    return Slot(f"s{number}", venue, GB, NOON + timedelta(hours=hours), minutes, draw)


def film(number=0, *, worth=50, genre="", guests=(), minutes=90, rights=None):
    return Film(
        f"f{number}",
        Both(f"Film {number}", f"影片{number}"),
        minutes,
        worth,
        genre,
        guests,
        rights or (Showable(GB),),
    )


def best_by_trying_all(problem):
    plans = (
        plan
        for size in range(problem.size + 1)
        for plan in combinations(range(problem.size), size)
        if holds(problem, plan)
    )
    return max(value(problem, plan) for plan in plans)


def test_a_film_stands_only_where_its_right_covers_it_whole():
    closing = film(rights=(Showable(GB, NOON, NOON + timedelta(minutes=90)),))
    assert may_stand(closing, slot())
    assert not may_stand(closing, slot(hours=0.1))
    assert not may_stand(film(rights=(Showable(CN),)), slot())
    assert not may_stand(film(minutes=121), slot())


def test_a_hall_a_film_and_a_guest_are_each_in_one_place():
    other = Both("Lotus Stage", "莲台")
    slots = (slot(0), slot(1, hours=1), slot(2, venue=other, hours=0.5))
    films = (film(0, guests=("Bo",)), film(1, guests=("Bo",)), film(2))
    problem = state(Festival(HALL, films, slots))
    place = {option: i for i, option in enumerate(problem.options)}

    assert not holds(problem, (place[0, 0], place[0, 2]))  # one film twice
    assert not holds(problem, (place[0, 0], place[2, 1]))  # two films in one hall
    assert not holds(problem, (place[0, 0], place[1, 2]))  # Bo in two halls
    assert holds(problem, (place[0, 0], place[2, 2]))


def test_two_films_of_a_genre_in_a_row_cost_points():
    slots = (slot(0), slot(1, hours=3))
    festival = Festival(HALL, (film(0, genre="drama"), film(1, genre="drama")), slots, repeat_cost=7)
    problem = state(festival)
    plan = tuple(i for i, option in enumerate(problem.options) if option in ((0, 0), (1, 1)))

    assert value(problem, plan) == 93


@settings(deadline=None, max_examples=25)
@given(FESTIVALS)
def test_no_plan_is_worse_than_greedy_and_every_plan_holds(festival):
    problem = state(festival)
    if not problem.size:
        with pytest.raises(BadFestival):
            api.put_to_bench(festival, QUICK)
        return
    outcome = api.put_to_bench(festival, QUICK)
    by_method = {each.method: each for each in outcome.attempts}

    assert outcome.objective >= by_method[Method.GREEDY].objective
    assert holds(problem, outcome.plan)
    assert value(problem, outcome.plan) == outcome.objective
    assert all(each.objective is None or each.objective <= outcome.bound for each in outcome.attempts)
    if problem.size <= 16:
        assert outcome.objective == outcome.bound == best_by_trying_all(problem)
        assert "no quantum advantage" in outcome.advice.en


@settings(deadline=None, max_examples=25)
@given(FESTIVALS, st.integers(0, 99))
def test_searches_give_the_same_plan_to_the_same_chance(festival, seed):
    problem = state(festival)

    assert take_greedily(problem) == take_greedily(problem)
    walks = [anneal(problem, np.random.default_rng(seed), sweeps=10) for _ in range(2)]
    assert walks[0] == walks[1]
    assert holds(problem, walks[0])


@settings(deadline=None, max_examples=25)
@given(FESTIVALS)
def test_the_lowest_energy_of_the_qubo_is_the_best_plan(festival):
    problem = state(festival)
    if not 1 <= problem.size <= 14:
        return
    energies = qubo.list_energies(qubo.to_qubo(problem))
    lowest = int(np.argmin(energies))
    plan = tuple(i for i in range(problem.size) if lowest >> i & 1)

    assert holds(problem, plan)
    assert -energies.min() == value(problem, plan) == best_by_trying_all(problem)


def random_qubo(n, seed):
    chance = np.random.default_rng(seed)
    pairs = {(i, j): float(chance.normal()) for i, j in combinations(range(n), 2) if chance.random() < 0.6}
    return Qubo(chance.normal(size=n), pairs, float(chance.normal()))


@settings(deadline=None, max_examples=15)
@given(
    st.integers(1, 6),
    st.integers(0, 1000),
    st.lists(st.floats(-3, 3), min_size=2, max_size=6).filter(lambda a: len(a) % 2 == 0),
)
def test_the_circuits_energy_is_that_of_exponentiated_matrices(n, seed, angles):
    made = random_qubo(n, seed)
    energies = np.array([energy_by_hand(made, choice) for choice in range(2**n)])
    scale = circuit.scale_of(made)
    flip = np.array([[0, 1], [1, 0]])
    mixer = sum(np.kron(np.kron(np.eye(2 ** (n - 1 - i)), flip), np.eye(2**i)) for i in range(n))
    expected = np.full(2**n, 2 ** (-n / 2), dtype=complex)
    for phase, mixing in zip(angles[::2], angles[1::2], strict=True):
        expected = expm(-1j * mixing * mixer) @ expm(-1j * phase * np.diag(energies) / scale) @ expected
    mean = float(np.real(expected.conj() @ (energies * expected)))

    assert circuit.expect(circuit.run(circuit.qaoa(made, angles), n), energies) == pytest.approx(
        mean, abs=1e-6
    )
    assert circuit.expect(circuit.evolve(energies, angles, scale), energies) == pytest.approx(mean, abs=1e-6)


def energy_by_hand(made, choice):
    bits = [choice >> i & 1 for i in range(len(made.linear))]
    linear = sum(weight * bit for weight, bit in zip(made.linear, bits, strict=True))
    return made.offset + linear + sum(w * bits[i] * bits[j] for (i, j), w in made.quadratic.items())


@pytest.mark.parametrize("n", range(1, 13))
@pytest.mark.parametrize("layers", [1, 3])
def test_every_energy_up_to_twelve_qubits_equals_brute_force(n, layers):
    made = random_qubo(n, 100 + n)
    by_hand = np.array([energy_by_hand(made, choice) for choice in range(2**n)])
    fields, couplings, constant = qubo.to_ising(made)
    spins = 1 - 2 * (np.arange(2**n)[:, None] >> np.arange(n) & 1)
    by_spins = (
        constant + spins @ fields + sum(w * spins[:, i] * spins[:, j] for (i, j), w in couplings.items())
    )
    angles = tuple(np.random.default_rng(n).uniform(-1, 1, 2 * layers))
    gates = circuit.run(circuit.qaoa(made, angles), n)

    assert np.abs(qubo.list_energies(made) - by_hand).max() < 1e-6
    assert np.abs(by_spins - by_hand).max() < 1e-6
    mean = sum(abs(amplitude) ** 2 * energy for amplitude, energy in zip(gates, by_hand, strict=True))
    assert circuit.expect(circuit.evolve(by_hand, angles, circuit.scale_of(made)), by_hand) == pytest.approx(
        mean, abs=1e-6
    )


@pytest.mark.parametrize("simulate", SIMULATORS)
@pytest.mark.parametrize("n", range(1, 13))
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_every_simulator_reaches_the_mean_energy_of_brute_force(simulate, n, layers):
    made = random_qubo(n, 300 + n)
    by_hand = np.array([energy_by_hand(made, choice) for choice in range(2**n)])
    angles = tuple(np.random.default_rng(n).uniform(-1, 1, 2 * layers))
    reached = simulate(circuit.qaoa(made, angles), n)
    mean = sum(abs(amplitude) ** 2 * energy for amplitude, energy in zip(reached, by_hand, strict=True))

    assert circuit.expect(circuit.evolve(by_hand, angles, circuit.scale_of(made)), by_hand) == pytest.approx(
        mean, abs=1e-6
    )


def test_the_extra_is_a_column_of_its_own_and_absent_where_it_is_not_installed():
    outcome = api.put_to_bench(api.invent_festival(6, 1, 3), QUICK)
    by_method = {each.method: each for each in outcome.attempts}

    assert "own simulator" in by_method[Method.QAOA].note.en
    assert (Method.TENSORCIRCUIT in by_method) == (tensorcircuit.find_version() is not None)
    if Method.TENSORCIRCUIT in by_method:
        assert by_method[Method.TENSORCIRCUIT].mean == pytest.approx(by_method[Method.QAOA].mean, abs=1e-6)
        assert by_method[Method.TENSORCIRCUIT].plan == by_method[Method.QAOA].plan


def test_tuning_lowers_the_mean_energy_and_more_layers_do_not_raise_it():
    made = qubo.to_qubo(state(api.invent_festival(8, 1, 5)))
    untuned = float(qubo.list_energies(made).mean())
    one, three = circuit.tune(made, 1)[1], circuit.tune(made, 3)[1]

    assert one < untuned
    assert three <= one + 1e-9


def test_more_qubits_than_the_simulator_has_are_refused_with_words():
    festival = api.invent_festival(20, 2, 1)
    outcome = api.put_to_bench(festival, QUICK)

    assert outcome.attempts[-1].objective is None
    assert "was not run" in outcome.advice.en
    with pytest.raises(BadFestival):
        api.export_qasm(festival, QUICK)


def test_the_exported_circuit_is_the_one_that_ran():
    festival = api.invent_festival(6, 1, 3)
    n = state(festival).size
    text = api.export_qasm(festival, QUICK)
    gates = []
    for line in text.splitlines():
        name, _, rest = line.partition(" ")
        if name.split("(")[0] in ("h", "rx", "rz", "cx"):
            angle = float(name.partition("(")[2].rstrip(")") or 0)
            places = tuple(int(each.strip(" q[];")) for each in rest.split(","))
            gates.append(circuit.Gate(name.split("(")[0], places, angle))
    made = qubo.to_qubo(state(festival))
    energies = qubo.list_energies(made)

    assert text.startswith("OPENQASM 3.0;")
    assert circuit.expect(circuit.run(gates, n), energies) == pytest.approx(
        circuit.tune(made, 1)[1], abs=1e-6
    )


def test_the_exported_qubo_has_every_weight():
    festival = api.invent_festival(6, 1, 3)
    made = qubo.to_qubo(state(festival))
    told = json.loads(api.export_qubo(festival, "json"))
    coo = [line.split() for line in api.export_qubo(festival, "coo").splitlines()[1:]]

    assert len(told["variables"]) == len(told["linear"]) == state(festival).size
    assert len(told["quadratic"]) == len(made.quadratic)
    assert sum(float(weight) for _, _, weight in coo) == pytest.approx(
        made.linear.sum() + sum(made.quadratic.values())
    )


@given(FESTIVALS)
def test_a_festival_survives_its_json(festival):
    assert read_festival(json.loads(json.dumps(write_festival(festival)))) == festival


@pytest.mark.parametrize(
    "change",
    [
        {"films": []},
        {"films": "many"},
        {"films": [{"id": "a"}]},
        {
            "slots": [
                {
                    "id": "s",
                    "venue": "Hall",
                    "territory": "QQ",
                    "starts_at": "2027-05-01T10:00+00:00",
                    "minutes": 90,
                }
            ]
        },
        {
            "slots": [
                {
                    "id": "s",
                    "venue": "Hall",
                    "territory": "GB",
                    "starts_at": "2027-05-01T10:00",
                    "minutes": 90,
                }
            ]
        },
        {"title": 7},
        {"repeat_cost": "much"},
    ],
)
def test_a_festival_that_says_nonsense_is_refused_in_both_languages(change):
    told = {**write_festival(api.invent_festival(3, 1, 1)), **change}

    with pytest.raises(BadFestival) as refused:
        read_festival(told)
    assert refused.value.message.en
    assert refused.value.message.zh


def test_the_command_prints_one_document_and_writes_the_exports(tmp_path, capsys):
    stated, wanted = tmp_path / "festival.json", tmp_path / "problem.coo"
    made = tmp_path / "circuit.qasm"
    first = ["lab", "programme", "--films", "6", "--seed", "3", "--layers", "1", "--shots", "100"]
    assert (
        run_command([*first, "--state", str(stated), "--qubo", str(wanted), "--qasm", str(made), "--json"])
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert {each["method"] for each in told["attempts"]} - {"tensorcircuit"} == {
        "exact",
        "greedy",
        "annealing",
        "qaoa",
    }
    assert set(told["advice"]) == {"en", "zh"}
    assert told["is_invented"]
    assert made.read_text().startswith("OPENQASM 3.0;")
    assert wanted.read_text().startswith("# vartype=BINARY")

    assert run_command(["lab", "programme", str(stated), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["objective"] == told["objective"]
    assert run_command(["lab", "programme", str(tmp_path / "gone.json")]) == 1
