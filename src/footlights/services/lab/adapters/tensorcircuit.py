"""tensorcircuit-ng's simulator of circuits, where the lab's extra is installed (requirements/lab.txt)."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np

from footlights.services.lab.core.circuit import Gate, State


def find_version() -> str | None:
    """Return the version of tensorcircuit-ng, or None where the extra is not installed."""
    try:
        return metadata.version("tensorcircuit-ng")
    except metadata.PackageNotFoundError:
        return None


def run(gates: Sequence[Gate], qubits: int) -> State:
    """Return the state after these gates as tensorcircuit-ng finds it, in the order of our own states.

    Raises ImportError where the extra is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, on engines for tensors that it looks for and does not need
        simulator: Any = importlib.import_module("tensorcircuit")
        simulator.set_backend("numpy")
        simulator.set_dtype("complex128")
        made = simulator.Circuit(qubits)
        for gate in gates:
            turn = getattr(made, gate.name)
            turn(*gate.qubits, theta=gate.angle) if gate.name.startswith("r") else turn(*gate.qubits)
        found = np.asarray(made.state(), dtype=np.complex128)
    # It counts qubit 0 as the highest bit of an index; we count it as the lowest.
    turned: State = found.reshape((2,) * qubits).transpose(*reversed(range(qubits))).reshape(-1)
    return turned
