"""A quantum circuit of a few gates, simulated state by state, and the QAOA circuit made of them.

A state of n qubits is its (2**n,) complex amplitudes; bit i of an index is qubit i.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from footlights.services.lab.core.qubo import list_energies, to_ising
from footlights.services.lab.types import Qubo

MOST_QUBITS: Final = 16
State = NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of OpenQASM's standard library: h, rx, rz with an angle, cx from the first qubit to the second."""

    name: str
    qubits: tuple[int, ...]
    angle: float = 0.0


def run(gates: Sequence[Gate], qubits: int) -> State:
    """Return the state after these gates, begun with every qubit at zero."""
    state: State = np.zeros(2**qubits, dtype=np.complex128)
    state[0] = 1
    for gate in gates:
        state = _apply(state, gate)
    return state


def _apply(state: State, gate: Gate) -> State:
    low = 2 ** gate.qubits[0]
    if gate.name == "cx":
        index = np.arange(state.size)
        flipped = np.where(index >> gate.qubits[0] & 1, index ^ 2 ** gate.qubits[1], index)
        return state[flipped]
    cos, sin = math.cos(gate.angle / 2), math.sin(gate.angle / 2)
    matrix = {
        "h": np.array([[1, 1], [1, -1]]) / math.sqrt(2),
        "rx": np.array([[cos, -1j * sin], [-1j * sin, cos]]),
        "rz": np.array([[cos - 1j * sin, 0], [0, cos + 1j * sin]]),
    }[gate.name]
    split = state.reshape(-1, 2, low)
    turned: State = np.einsum("ab,xby->xay", matrix, split).reshape(-1)
    return turned


def qaoa(qubo: Qubo, angles: Sequence[float]) -> list[Gate]:
    """Return the QAOA circuit of a QUBO.

    angles: a phase and a mixing angle for each layer, in turn; phases are for energies divided by the largest weight.
    Source: Farhi, Goldstone and Gutmann, A Quantum Approximate Optimization Algorithm (2014), arXiv:1411.4028.
    """
    fields, couplings, _ = to_ising(qubo)
    scale = scale_of(qubo)
    n = len(fields)
    gates = [Gate("h", (i,)) for i in range(n)]
    for phase, mixing in zip(angles[::2], angles[1::2], strict=True):
        gates += [Gate("rz", (i,), 2 * phase * field / scale) for i, field in enumerate(fields) if field]
        for (i, j), coupling in couplings.items():
            gates += [
                Gate("cx", (i, j)),
                Gate("rz", (j,), 2 * phase * coupling / scale),
                Gate("cx", (i, j)),
            ]
        gates += [Gate("rx", (i,), 2 * mixing) for i in range(n)]
    return gates


def evolve(energies: NDArray[np.float64], angles: Sequence[float], scale: float) -> State:
    """Return the state of the QAOA circuit, its phases all at once: what ``run`` gives, but for a global phase."""
    state: State = np.full(energies.size, energies.size**-0.5, dtype=np.complex128)
    for phase, mixing in zip(angles[::2], angles[1::2], strict=True):
        state = state * np.exp(-1j * phase * energies / scale)
        cos, sin = math.cos(mixing), -1j * math.sin(mixing)
        for qubit in range(energies.size.bit_length() - 1):
            split = state.reshape(-1, 2, 2**qubit)
            zero, one = split[:, 0], split[:, 1]
            state = np.stack((cos * zero + sin * one, sin * zero + cos * one), axis=1).reshape(-1)
    return state


def expect(state: State, energies: NDArray[np.float64]) -> float:
    """Return the mean energy of a state."""
    return float(np.real(np.vdot(state, energies * state)))


def tune(qubo: Qubo, layers: int) -> tuple[tuple[float, ...], float]:
    """Return angles for so many layers, tuned to a low mean energy, and that energy.

    The search begins with a ramp, as slow annealing would have it, and is the same each time.
    Raises ValueError for more than 16 qubits.
    """
    if len(qubo.linear) > MOST_QUBITS:
        raise ValueError(f"{len(qubo.linear)} qubits are more than {MOST_QUBITS}")
    energies, scale = list_energies(qubo), scale_of(qubo)
    ramp = [
        angle
        for layer in range(1, layers + 1)
        for angle in (0.7 * layer / (layers + 1), 0.7 * (1 - layer / (layers + 1)))
    ]
    cost: Callable[[NDArray[np.float64]], float] = _cost_of(energies, scale)
    from scipy.optimize import minimize  # noqa: PLC0415  # slow to load

    found = minimize(cost, ramp, method="COBYLA", options={"maxiter": 60 * layers, "rhobeg": 0.2})
    angles = tuple(float(angle) for angle in found.x)
    return angles, cost(found.x)


def _cost_of(energies: NDArray[np.float64], scale: float) -> Callable[[NDArray[np.float64]], float]:
    def cost(angles: NDArray[np.float64]) -> float:
        return expect(evolve(energies, [float(angle) for angle in angles], scale), energies)

    return cost


def draw(state: State, chance: np.random.Generator, shots: int) -> NDArray[np.int64]:
    """Return the choices that so many measurements of a state give."""
    likely = np.abs(state) ** 2
    return chance.choice(state.size, size=shots, p=likely / likely.sum())


def write_qasm(gates: Sequence[Gate], names: Sequence[str]) -> str:
    """Return a circuit in OpenQASM 3, every qubit measured; names: what each qubit says when it is one."""
    n = len(names)
    lines = ["OPENQASM 3.0;", 'include "stdgates.inc";']
    lines += [
        f"// q[{i}]: {''.join(c if c.isprintable() else ' ' for c in name)}" for i, name in enumerate(names)
    ]
    lines += [f"qubit[{n}] q;", f"bit[{n}] c;"]
    for gate in gates:
        angle = f"({float(gate.angle)!r})" if gate.name.startswith("r") else ""
        lines.append(f"{gate.name}{angle} {', '.join(f'q[{i}]' for i in gate.qubits)};")
    return "\n".join([*lines, "c = measure q;"]) + "\n"


def scale_of(qubo: Qubo) -> float:
    """Return what energies are divided by before they become phases: the largest weight."""
    weights = [abs(float(each)) for each in qubo.linear] + [abs(each) for each in qubo.quadratic.values()]
    return max(weights, default=1.0) or 1.0
