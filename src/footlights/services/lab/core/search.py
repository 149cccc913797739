"""Plans without proof: greedy with swaps, and simulated annealing over plans that hold."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from footlights.services.lab.core.problem import value
from footlights.services.lab.types import Plan, Problem

_PAIRED_UP_TO: Final = 250  # options; beyond, pairs are too many to try each


def take_greedily(problem: Problem) -> Plan:
    """Return a plan: always the option that adds most, then swaps while one of them improves it.

    A swap brings in one option, or (up to 250 options) two that don't clash, and puts out whatever stands in their
    way. The same problem gives the same plan.
    """
    chosen = np.zeros(problem.size, dtype=np.bool_)
    while True:
        free = ~chosen & ~problem.conflicts[:, chosen].any(axis=1)
        added = problem.gains + problem.together[:, chosen].sum(axis=1)
        best = int(np.argmax(np.where(free, added, 0))) if problem.size else 0
        if not problem.size or not free[best] or added[best] <= 0:
            break
        chosen[best] = True
    return _plan(_swap(problem, chosen))


def _swap(problem: Problem, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    worth = value(problem, _plan(chosen))
    improved = True
    while improved:
        improved = False
        outside = np.flatnonzero(~chosen)
        near = outside if problem.size <= _PAIRED_UP_TO else outside[:0]
        pairs = [(int(i), int(j)) for i in near for j in near if i < j and not problem.conflicts[i, j]]
        for incoming in [*((int(i),) for i in outside), *pairs]:
            tried = _bring_in(problem, chosen, incoming)
            gained = value(problem, _plan(tried))
            if gained > worth:
                chosen, worth, improved = tried, gained, True
                break
    return chosen


def _bring_in(problem: Problem, chosen: NDArray[np.bool_], incoming: tuple[int, ...]) -> NDArray[np.bool_]:
    tried = chosen & ~problem.conflicts[:, list(incoming)].any(axis=1)
    tried[list(incoming)] = True
    return tried


def anneal(problem: Problem, chance: np.random.Generator, *, sweeps: int) -> Plan:
    """Return the best plan met on a walk that worsens now and then, ever more rarely.

    Every step keeps the plan free of conflicts: an option goes out, or comes in and puts out what stands in its way.
    So no penalty has to be weighed. sweeps: how often each option is tried, on average. The temperature falls
    geometrically from half the largest gain to a twentieth of a point.
    Source: Kirkpatrick, Gelatt and Vecchi, Optimization by Simulated Annealing, Science 220 (1983).
    """
    n = problem.size
    chosen = np.zeros(n, dtype=np.bool_)
    worth = best_worth = 0
    best = chosen.copy()
    steps = sweeps * n
    hot, cold = max(1.0, float(problem.gains.max(initial=1)) / 2), 0.05
    tries, draws = chance.integers(0, max(n, 1), size=steps), chance.random(size=steps)
    neighbours = [np.flatnonzero(problem.conflicts[i]) for i in range(n)]
    for step in range(steps):
        i = int(tries[step])
        change = _change(problem, chosen, i, neighbours[i])
        heat = hot * (cold / hot) ** (step / steps)
        if change >= 0 or draws[step] < math.exp(change / heat):
            if chosen[i]:
                chosen[i] = False
            else:
                chosen[neighbours[i]] = False
                chosen[i] = True
            worth += change
            if worth > best_worth:
                best, best_worth = chosen.copy(), worth
    return _plan(best)


def _change(problem: Problem, chosen: NDArray[np.bool_], i: int, rivals: NDArray[np.int64]) -> int:
    """Return what putting option i in, or out, changes."""
    if chosen[i]:
        return -int(problem.gains[i] + problem.together[i, chosen].sum())
    leaving = rivals[chosen[rivals]]
    kept = chosen
    if leaving.size:
        kept = chosen.copy()
        kept[leaving] = False
    lost = sum(int(problem.gains[j] + problem.together[j, kept].sum()) for j in leaving)
    among = int(problem.together[np.ix_(leaving, leaving)].sum()) // 2 if leaving.size else 0
    return int(problem.gains[i] + problem.together[i, kept].sum()) - lost - among


def _plan(chosen: NDArray[np.bool_]) -> Plan:
    return tuple(int(i) for i in np.flatnonzero(chosen))
