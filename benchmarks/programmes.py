"""A festival's programme four ways on the same instances, the circuit beside tensorcircuit-ng's simulator and brute force.

`python -m benchmarks.programmes` runs it alone.
"""

from __future__ import annotations

import json
import os
import time
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.peer import ask_peer

if TYPE_CHECKING:
    from footlights.services.lab.types import Qubo

FESTIVALS: Final = ((8, 1, 1), (7, 1, 3), (20, 3, 2), (40, 5, 1), (60, 7, 1))  # films, days, seed
WIDEST_BY_HAND: Final = 12  # qubits
TRIED: Final = 100  # invented festivals, for what is never to happen
CLOSE: Final = 1e-6
Row = dict[str, object]


def run() -> list[Row]:
    """Return the rows: energies against brute force, plans against greedy's, and every method on each festival."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footlights.project.settings")
    import django  # noqa: PLC0415  # the environment names its settings

    django.setup()
    return [*_energies(), _never_worse(), *(row for each in FESTIVALS for row in _compare(*each))]


def _energies() -> list[Row]:
    """Return how far mean energies lie from brute force, up to twelve qubits and three layers."""
    from footlights.services.lab.core import circuit  # noqa: PLC0415  # needs Django

    own, means, questions = 0.0, list[float](), list[dict[str, Any]]()
    for n in range(1, WIDEST_BY_HAND + 1):
        for layers in (1, 2, 3):
            made = _random_qubo(n, 10 * n + layers)
            angles = [float(a) for a in np.random.default_rng(n).uniform(-1, 1, 2 * layers)]
            state = circuit.run(circuit.qaoa(made, angles), n)
            by_hand = [_energy(made, choice) for choice in range(2**n)]
            fast = circuit.expect(
                circuit.evolve(np.array(by_hand), angles, circuit.scale_of(made)), np.array(by_hand)
            )
            means.append(float(sum(abs(a) ** 2 * e for a, e in zip(state, by_hand, strict=True))))
            own = max(own, abs(means[-1] - fast))
            questions.append(_question(made, angles, circuit.scale_of(made), shots=1))
    answer = ask_peer("qaoa", {"circuits": questions})
    rows: list[Row] = [
        {
            "name": f"mean QAOA energy, largest distance from brute force, 1 to {WIDEST_BY_HAND} qubits",
            "value": own,
            "unit": "",
            "bar": f"≤ {CLOSE:g}",
            "holds": own <= CLOSE,
            "note": "1, 2 and 3 layers; the circuit gate by gate against every choice tried one by one",
        }
    ]
    if answer is not None:
        theirs = max(abs(each["mean"] - mean) for each, mean in zip(answer["answers"], means, strict=True))
        rows.append(
            {
                "name": "the same, tensorcircuit-ng's circuit against ours",
                "value": theirs,
                "unit": "",
                "bar": f"≤ {CLOSE:g}",
                "holds": theirs <= CLOSE,
                "note": f"tensorcircuit-ng {answer['version']}, {len(means)} circuits built there from the QUBO itself",
            }
        )
    return rows


def _never_worse() -> Row:
    from footlights.services.lab import api  # noqa: PLC0415  # needs Django
    from footlights.services.lab.core.problem import state, value  # noqa: PLC0415  # needs Django
    from footlights.services.lab.core.search import take_greedily  # noqa: PLC0415  # needs Django
    from footlights.services.lab.types import BadFestival, Trial  # noqa: PLC0415  # needs Django

    worse = solved = 0
    for seed in range(TRIED):
        festival = api.invent_festival(3 + seed % 12, 1 + seed % 3, seed)
        try:
            outcome = api.put_to_bench(festival, Trial(seed, seconds=0.2, layers=1, shots=64, sweeps=20))
        except BadFestival:  # no film fits any slot
            continue
        problem = state(festival)
        solved += 1
        worse += outcome.objective < value(problem, take_greedily(problem))
    return {
        "name": f"plans worse than greedy's, of {solved} invented festivals",
        "value": worse,
        "unit": "",
        "bar": "0",
        "holds": worse == 0,
    }


def _compare(films: int, days: int, seed: int) -> list[Row]:
    """Return a row for each method on one invented festival; value: the plan's points."""
    from footlights.services.lab import api  # noqa: PLC0415  # needs Django
    from footlights.services.lab.core.problem import state  # noqa: PLC0415  # needs Django
    from footlights.services.lab.types import Method, Trial  # noqa: PLC0415  # needs Django

    festival, trial = api.invent_festival(films, days, seed), Trial()
    outcome = api.put_to_bench(festival, trial)
    rows: list[Row] = []
    for each in outcome.attempts:
        if each.method is Method.TENSORCIRCUIT:  # beside ours, as a peer, wherever its environment is
            continue
        gap = outcome.gap_of(each)
        row: Row = {
            "name": f"{films} films, {days} days, seed {seed}: {outcome.variables} choices: {each.method.said.en}",
            "value": each.objective,
            "unit": "points" if each.objective is not None else "",
            "note": f"gap {'unknown' if gap is None else f'{gap:.1%}'}, feasible {each.feasible_share:.0%}, "
            f"{each.seconds:.4f} s" if each.objective is not None else each.note.en,
        }  # fmt: skip
        if each.method is Method.QAOA and each.objective is not None:
            row |= _beside(state(festival), trial, str(row["note"]))
        rows.append(row)
    return rows


def _beside(problem: Any, trial: Any, note: str) -> Row:
    """Return tensorcircuit-ng's columns for the circuit of a problem."""
    from footlights.services.lab.core import circuit, qubo  # noqa: PLC0415  # needs Django
    from footlights.services.lab.core.problem import holds, value  # noqa: PLC0415  # needs Django

    made = qubo.to_qubo(problem)
    angles, mean = circuit.tune(made, trial.layers)
    began = time.perf_counter()
    circuit.run(circuit.qaoa(made, angles), problem.size)
    seconds = time.perf_counter() - began
    question = _question(made, angles, circuit.scale_of(made), shots=trial.shots, seed=trial.seed)
    told = ask_peer("qaoa", {"circuits": [question]})
    if told is None:
        return {}
    answer = told["answers"][0]
    sound = [tuple(plan) for plan in answer["plans"] if holds(problem, tuple(plan))]
    share = len(sound) / len(answer["plans"])
    return {
        "peer": f"the same circuit on tensorcircuit-ng {told['version']}",
        "peer_value": max((value(problem, plan) for plan in sound), default=None),
        "holds": bool(abs(answer["mean"] - mean) <= CLOSE),
        "bar": f"mean energies within {CLOSE:g}",
        "note": f"{note}, tuning included; theirs feasible {share:.0%}; one run of the circuit {seconds:.4f} s, "
        f"theirs {answer['seconds']:.4f} s; mean energy {mean:.4f}, theirs {answer['mean']:.4f}",
    }


def _random_qubo(n: int, seed: int) -> Qubo:
    from footlights.services.lab.types import Qubo  # noqa: PLC0415  # needs Django

    chance = np.random.default_rng(seed)
    pairs = {(i, j): float(chance.normal()) for i, j in combinations(range(n), 2) if chance.random() < 0.6}
    return Qubo(chance.normal(size=n), pairs, float(chance.normal()))


def _energy(made: Qubo, choice: int) -> float:
    bits = [choice >> i & 1 for i in range(len(made.linear))]
    linear = sum(float(weight) * bit for weight, bit in zip(made.linear, bits, strict=True))
    return made.offset + linear + sum(w * bits[i] * bits[j] for (i, j), w in made.quadratic.items())


def _question(made: Qubo, angles: Any, scale: float, *, shots: int, seed: int = 1) -> dict[str, Any]:
    return {
        "linear": [float(weight) for weight in made.linear],
        "quadratic": [[i, j, float(weight)] for (i, j), weight in made.quadratic.items()],
        "offset": made.offset,
        "angles": list(angles),
        "scale": scale,
        "shots": shots,
        "seed": seed,
    }


if __name__ == "__main__":
    for row in run():
        print(json.dumps(row, ensure_ascii=False))
