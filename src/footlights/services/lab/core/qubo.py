"""The same problem without constraints, as annealers and quantum circuits want it; and its energies one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footlights.services.lab.types import Problem, Qubo

LARGEST_ENUMERATED = 20  # variables: a million energies


def to_qubo(problem: Problem) -> Qubo:
    """Return the problem as a QUBO whose minimum is the best plan, with the points' sign turned.

    A conflict costs more than either of its options could ever bring, so breaking one never pays.
    """
    most = problem.gains + np.clip(problem.together, 0, None).sum(axis=1)
    quadratic: dict[tuple[int, int], float] = {}
    for i in range(problem.size):
        for j in range(i + 1, problem.size):
            weight = -float(problem.together[i, j])
            if problem.conflicts[i, j]:
                weight += float(min(most[i], most[j]) + 1)
            if weight:
                quadratic[i, j] = weight
    return Qubo(-problem.gains.astype(np.float64), quadratic)


def list_energies(qubo: Qubo) -> NDArray[np.float64]:
    """Return the energy of every choice, (2**n,); bit i of a choice's number says whether x_i is one.

    Raises ValueError for more than 20 variables.
    """
    n = len(qubo.linear)
    if n > LARGEST_ENUMERATED:
        raise ValueError(f"{n} variables have too many choices to go through")
    choices = np.arange(2**n)
    bits = [(choices >> i & 1).astype(np.float64) for i in range(n)]
    energies = np.full(2**n, qubo.offset)
    for i, weight in enumerate(qubo.linear):
        energies += weight * bits[i]
    for (i, j), weight in qubo.quadratic.items():
        energies += weight * bits[i] * bits[j]
    return energies


def to_ising(qubo: Qubo) -> tuple[NDArray[np.float64], dict[tuple[int, int], float], float]:
    """Return fields (n,), couplings and a constant of the same energies over spins z = 1 - 2x."""
    fields = -qubo.linear / 2
    constant = qubo.offset + float(qubo.linear.sum()) / 2
    couplings = {}
    for (i, j), weight in qubo.quadratic.items():
        couplings[i, j] = weight / 4
        fields[i] -= weight / 4
        fields[j] -= weight / 4
        constant += weight / 4
    return fields, couplings, constant


def write_coo(qubo: Qubo) -> str:
    """Return the QUBO as coordinate lines (i j weight), which annealers' tools read."""
    lines = ["# vartype=BINARY"]
    lines += [f"{i} {i} {weight:g}" for i, weight in enumerate(qubo.linear)]
    lines += [f"{i} {j} {weight:g}" for (i, j), weight in sorted(qubo.quadratic.items())]
    return "\n".join(lines) + "\n"


def write_json(qubo: Qubo, names: Sequence[str]) -> str:
    """Return the QUBO as JSON, with a name for each variable."""
    told = {
        "sense": "minimise",
        "vartype": "BINARY",
        "offset": qubo.offset,
        "variables": list(names),
        "linear": [float(weight) for weight in qubo.linear],
        "quadratic": [[i, j, weight] for (i, j), weight in sorted(qubo.quadratic.items())],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
