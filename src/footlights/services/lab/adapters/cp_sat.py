"""The exact method: OR-Tools CP-SAT, with a proof or a bound."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from footlights.services.lab.types import Plan, Problem


def solve(problem: Problem, *, seconds: float, seed: int) -> tuple[Plan | None, int | None]:
    """Return the best plan found within so many seconds, and a bound on every plan's points, if proven.

    A plan of exactly the bound's points is the best there is.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  # it takes pandas along: seconds that pages do not wait

    model = cp_model.CpModel()
    chosen = [model.new_bool_var(f"x{i}") for i in range(problem.size)]
    grouped = {pair for group in problem.groups for pair in combinations(group, 2)}
    for group in problem.groups:
        model.add_at_most_one([chosen[i] for i in group])
    terms: list[Any] = [int(gain) * x for gain, x in zip(problem.gains, chosen, strict=True)]
    for i, j in combinations(range(problem.size), 2):
        if problem.conflicts[i, j]:
            if (i, j) not in grouped:
                model.add_bool_or([chosen[i].negated(), chosen[j].negated()])
        elif problem.together[i, j]:
            both = model.new_bool_var(f"b{i}_{j}")
            model.add_bool_or([chosen[i].negated(), chosen[j].negated(), both])
            model.add_implication(both, chosen[i])
            model.add_implication(both, chosen[j])
            terms.append(int(problem.together[i, j]) * both)
    model.maximize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, None
    plan = tuple(i for i, x in enumerate(chosen) if solver.boolean_value(x))
    return plan, int(solver.best_objective_bound + 1e-6)
