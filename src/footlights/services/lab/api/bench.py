"""The bench: every method on the same problem, and the best plan that holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from footlights.kernel.text import Both
from footlights.services.lab.adapters import tensorcircuit
from footlights.services.lab.adapters.cp_sat import solve
from footlights.services.lab.adapters.stopwatch import timed
from footlights.services.lab.core import circuit, qubo
from footlights.services.lab.core.advice import advise, choose
from footlights.services.lab.core.problem import holds, list_showings, state, value
from footlights.services.lab.core.search import anneal, take_greedily
from footlights.services.lab.core.written import write_outcome
from footlights.services.lab.types import (
    Attempt,
    BadFestival,
    Festival,
    Json,
    Method,
    Outcome,
    Plan,
    Problem,
    Trial,
)

MOST_OPTIONS = 600
Simulator = Callable[[Sequence[circuit.Gate], int], circuit.State]
_NOTHING = Both(
    "No film fits any slot under its rights: look at lengths, territories and windows.",
    "没有影片能在授权范围内排入任何场次：请检查片长、地区与授权期。",
)
_MANY = Both(
    "{n} ways to place a film are more than the bench takes ({most}); offer fewer films or slots.",
    "可选方案 {n} 种，超过上限 {most}；请减少影片或场次。",
)
_PROVED = Both("proved the best", "已证明最优")
_UNPROVED = Both("stopped by the clock before a proof", "限时内未完成证明")
_REPEATABLE = Both("the same plan every time", "每次结果相同")
_WALKED = Both("{steps} steps, seed {seed}", "{steps} 步，随机种子 {seed}")
_CIRCUIT = Both(
    "{qubits} qubits, {layers} layers, {gates} gates, {shots} shots, on {simulator}; mean energy {mean:.2f}, lowest {least:.2f}",
    "{qubits} 个量子比特，{layers} 层，{gates} 个门，测量 {shots} 次，{simulator}；平均能量 {mean:.2f}，最低 {least:.2f}",
)
_OWN = Both("the house's own simulator", "由本馆自带模拟器运行")
_EXTRA = Both(
    "tensorcircuit-ng {version}, angles tuned by the house",
    "由 tensorcircuit-ng {version} 运行，角度由本馆调优",
)
_TOO_WIDE = Both(
    "not run: {qubits} qubits, and the simulator has {most}",
    "未运行：需 {qubits} 个量子比特，模拟器上限为 {most}",
)


def put_to_bench(festival: Festival, trial: Trial) -> Outcome:
    """Return how each method did on a festival, and the best plan that breaks no rule: never worse than greedy's.

    The circuit runs on the house's own simulator, and on tensorcircuit-ng's beside it where the extra is installed.
    Raises BadFestival when nothing can be placed, or too much.
    """
    problem = _state(festival)
    attempts = {
        Method.EXACT: _exact(problem, trial),
        Method.GREEDY: _greedy(problem),
        Method.ANNEALING: _annealing(problem, trial),
        Method.QAOA: _qaoa(problem, trial, Method.QAOA, circuit.run, _OWN),
    }
    version = tensorcircuit.find_version()
    if version:
        told = _EXTRA.filled(version=version)
        attempts[Method.TENSORCIRCUIT] = _qaoa(problem, trial, Method.TENSORCIRCUIT, tensorcircuit.run, told)
    best = choose(attempts)
    bound = attempts[Method.EXACT].bound
    return Outcome(
        attempts=tuple(attempts.values()),
        winner=best.method,
        plan=best.plan or (),
        objective=best.objective or 0,
        bound=bound,
        advice=advise(attempts, bound, problem.size),
        variables=problem.size,
    )


def tell_outcome(festival: Festival, outcome: Outcome) -> Json:
    """Return an outcome as JSON, with the programme in words."""
    showings = [
        {
            "slot": each.slot.id,
            "venue": each.slot.venue.as_json(),
            "starts_at": each.slot.starts_at.isoformat(),
            "film": each.film.id,
            "title": each.film.title.as_json(),
            "points": each.points,
        }
        for each in list_showings(festival, state(festival), outcome.plan)
    ]
    told = {
        "title": festival.title.as_json(),
        "is_invented": festival.is_invented,
        "films": len(festival.films),
        "slots": len(festival.slots),
    }
    return {**told, **write_outcome(outcome), "programme": showings}


def export_qubo(festival: Festival, form: str) -> str:
    """Return a festival's problem as a QUBO: ``json`` with names, or ``coo``.

    Raises BadFestival.
    """
    problem = _state(festival)
    made = qubo.to_qubo(problem)
    return qubo.write_coo(made) if form == "coo" else qubo.write_json(made, _names(festival, problem))


def export_qasm(festival: Festival, trial: Trial) -> str:
    """Return the tuned QAOA circuit of a festival's problem in OpenQASM 3.

    Raises BadFestival, also when it needs more qubits than the simulator can tune.
    """
    problem = _state(festival)
    if problem.size > circuit.MOST_QUBITS:
        raise BadFestival(_TOO_WIDE.filled(qubits=problem.size, most=circuit.MOST_QUBITS))
    made = qubo.to_qubo(problem)
    angles, _ = circuit.tune(made, trial.layers)
    return circuit.write_qasm(circuit.qaoa(made, angles), _names(festival, problem))


def _names(festival: Festival, problem: Problem) -> list[str]:
    return [f"{festival.films[f].id} @ {festival.slots[s].id}" for f, s in problem.options]


def _state(festival: Festival) -> Problem:
    problem = state(festival)
    if not problem.size:
        raise BadFestival(_NOTHING)
    if problem.size > MOST_OPTIONS:
        raise BadFestival(_MANY.filled(n=problem.size, most=MOST_OPTIONS))
    return problem


def _attempt(
    problem: Problem, method: Method, plan: Plan | None, seconds: float, note: Both, bound: int | None = None
) -> Attempt:
    if plan is None or not holds(problem, plan):
        return Attempt(method, None, None, seconds, 0.0, note, bound)
    return Attempt(method, plan, value(problem, plan), seconds, 1.0, note, bound)


def _exact(problem: Problem, trial: Trial) -> Attempt:
    (plan, bound), seconds = timed(partial(solve, problem, seconds=trial.seconds, seed=trial.seed))
    is_proven = plan is not None and value(problem, plan) == bound
    return _attempt(problem, Method.EXACT, plan, seconds, _PROVED if is_proven else _UNPROVED, bound)


def _greedy(problem: Problem) -> Attempt:
    plan, seconds = timed(partial(take_greedily, problem))
    return _attempt(problem, Method.GREEDY, plan, seconds, _REPEATABLE)


def _annealing(problem: Problem, trial: Trial) -> Attempt:
    chance = np.random.default_rng(trial.seed)
    plan, seconds = timed(partial(anneal, problem, chance, sweeps=trial.sweeps))
    note = _WALKED.filled(steps=trial.sweeps * problem.size, seed=trial.seed)
    return _attempt(problem, Method.ANNEALING, plan, seconds, note)


def _qaoa(problem: Problem, trial: Trial, method: Method, simulate: Simulator, simulator: Both) -> Attempt:
    if problem.size > circuit.MOST_QUBITS:
        note = _TOO_WIDE.filled(qubits=problem.size, most=circuit.MOST_QUBITS)
        return Attempt(method, None, None, 0.0, 0.0, note)
    (plans, mean, note), seconds = timed(partial(_measure, problem, trial, simulate, simulator))
    sound = [plan for plan in plans if holds(problem, plan)]
    best = max(sound, key=partial(value, problem), default=None)
    points = None if best is None else value(problem, best)
    return Attempt(method, best, points, seconds, len(sound) / len(plans), note, mean=mean)


def _measure(
    problem: Problem, trial: Trial, simulate: Simulator, simulator: Both
) -> tuple[list[Plan], float, Both]:
    made = qubo.to_qubo(problem)
    energies = qubo.list_energies(made)
    angles, _ = circuit.tune(made, trial.layers)
    gates = circuit.qaoa(made, angles)
    reached = simulate(gates, problem.size)
    mean = circuit.expect(reached, energies)
    drawn = circuit.draw(reached, np.random.default_rng(trial.seed), trial.shots)
    plans = [tuple(i for i in range(problem.size) if int(choice) >> i & 1) for choice in drawn]
    note = _CIRCUIT.filled(
        qubits=problem.size, layers=trial.layers, gates=len(gates), shots=trial.shots, simulator=simulator,
        mean=mean, least=float(energies.min()),
    )  # fmt: skip
    return plans, mean, note
