"""tensorcircuit-ng on QAOA circuits, built here from the QUBOs themselves: mean energy, what is drawn, the time of one run."""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import tensorcircuit as tc


def main() -> None:
    tc.set_backend("numpy")
    tc.set_dtype("complex128")
    answers = [answer(each) for each in json.load(sys.stdin)["circuits"]]
    print(json.dumps({"answers": answers, "version": tc.__version__}))


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Return one circuit's mean energy, the plans that it draws, and the seconds of one run."""
    n, scale = len(asked["linear"]), asked["scale"]
    field = [-weight / 2 for weight in asked["linear"]]
    for i, j, weight in asked["quadratic"]:
        field[i] -= weight / 4
        field[j] -= weight / 4
    began = time.perf_counter()
    made = tc.Circuit(n)
    for qubit in range(n):
        made.h(qubit)
    for phase, mixing in zip(asked["angles"][::2], asked["angles"][1::2], strict=True):
        for qubit in range(n):
            made.rz(qubit, theta=2 * phase * field[qubit] / scale)
        for i, j, weight in asked["quadratic"]:
            made.rzz(i, j, theta=2 * phase * weight / 4 / scale)
        for qubit in range(n):
            made.rx(qubit, theta=2 * mixing)
    likely = np.abs(np.asarray(made.state())) ** 2
    seconds = time.perf_counter() - began
    # Its qubit 0 is the highest bit of an index.
    bits = np.arange(2**n)[:, None] >> np.arange(n)[::-1] & 1
    energies = asked["offset"] + bits @ np.array(asked["linear"], dtype=float)
    for i, j, weight in asked["quadratic"]:
        energies += weight * bits[:, i] * bits[:, j]
    chance = np.random.default_rng(asked["seed"])
    drawn = chance.choice(2**n, size=asked["shots"], p=likely / likely.sum())
    plans = [[int(i) for i in np.flatnonzero(bits[each])] for each in drawn]
    return {"mean": float(likely @ energies), "plans": plans, "seconds": seconds}


main()
