"""Maximum likelihood: checked first for what has no optimum, then solved with few draws, then with all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from .likelihood import evaluate
from .problem import Array, Dist, Fit, Person, Problem

_COARSE: Final = 8  # the first solution uses one draw in so many
_FEWEST: Final = 40  # but no fewer draws than this
_FLAT, _NEARLY_FLAT = 1e-6, 1e-2  # slopes, per standard deviation of an attribute, at which a climb ends
_RANK: Final = 1e-8
_VANISHED: Final = (
    -7.0
)  # ln of a coefficient, of an attribute with a standard deviation of 1, that moves no choice
_FIRST_SPREAD: Final = 0.3  # in standard deviations of the attribute


class Collinear(Exception):
    """Some attributes are sums of others (or never differ): their worths cannot be told apart."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class Separated(Exception):
    """Some attributes decide every choice they differ in: their worth has no finite estimate."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class AgainstGrain(Exception):
    """Some lognormal coefficients, which are never negative, run to nought: the choices speak against their sign."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class NoOptimum(Exception):
    """The search ended where the likelihood is not curved like a maximum."""


def fit(problem: Problem) -> Fit:
    """Return maximum likelihood estimates with their covariance from the exact Hessian.

    Raises Collinear, Separated, AgainstGrain, NoOptimum.
    """
    rows = _rows(problem)
    _refuse_collinear(rows, problem)
    _refuse_separated(rows, problem)
    scale = np.sqrt((rows * rows).mean(axis=0))
    scaled = replace(
        problem, people=tuple(replace(each, differences=each.differences / scale) for each in problem.people)
    )
    if problem.random:
        top = _climb(scaled)
    else:
        scaled = _pool(scaled)
        top = _maximise(scaled, np.zeros(len(problem.variables)), _FLAT)
    try:
        covariance: Array = np.linalg.inv(-top.curve).astype(np.float64)
        np.linalg.cholesky(-top.curve)
    except np.linalg.LinAlgError:
        raise NoOptimum from None
    _refuse_vanishing(scaled, top.theta, covariance)
    return _unscale(scaled, scale, top.loglik, top.theta, covariance)


@dataclass(frozen=True, slots=True)
class _Top:
    """Where a climb ended: the parameters, and there the log-likelihood, its slope and its Hessian."""

    theta: Array
    loglik: float
    slope: Array
    curve: Array


def _rows(problem: Problem) -> Array:
    parts = []
    for person in problem.people:
        flat = person.differences.reshape(-1, len(problem.variables))
        parts.append(flat if person.missing is None else flat[~person.missing.reshape(-1)])
    return np.concatenate(parts)


def _refuse_collinear(rows: Array, problem: Problem) -> None:
    lengths = np.sqrt((rows * rows).sum(axis=0))
    names = [each.name for each in problem.variables]
    if not lengths.all():
        raise Collinear([name for name, length in zip(names, lengths, strict=True) if not length])
    _, sizes, turned = np.linalg.svd((rows / lengths), full_matrices=False)
    if sizes[-1] < _RANK * sizes[0]:
        involved = np.abs(turned[-1]) > 1e-6
        raise Collinear([name for name, is_in in zip(names, involved, strict=True) if is_in])


def _refuse_separated(rows: Array, problem: Problem) -> None:
    """Look for coefficients that never speak against a choice and speak for some: a linear programme."""
    size = np.abs(rows).max(axis=0)
    scaled = rows / size
    from scipy.optimize import linprog  # noqa: PLC0415  # slow to load

    found = linprog(
        scaled.sum(axis=0), A_ub=scaled, b_ub=np.zeros(len(rows)), bounds=[(-1.0, 1.0)] * rows.shape[1]
    )
    if found.status == 0 and found.fun < -1e-7:
        raise Separated(
            [each.name for each, value in zip(problem.variables, found.x, strict=True) if abs(value) > 1e-7]
        )


def _refuse_vanishing(problem: Problem, theta: Array, covariance: Array) -> None:
    gone = [
        variable.name
        for place, variable in enumerate(problem.variables)
        if variable.dist is Dist.LOGNORMAL
        and theta[place] < _VANISHED
        and covariance[place, place] > theta[place] ** 2
    ]
    if gone:
        raise AgainstGrain(gone)


def _pool(problem: Problem) -> Problem:
    """Return the multinomial logit of a problem, people of one weight and width taken together: faster, and the same."""
    fixed = tuple(replace(each, dist=Dist.FIXED) for each in problem.variables)
    alike: dict[tuple[float, int, bool], list[Person]] = {}
    for each in problem.people:
        key = (each.weight, each.differences.shape[1], each.missing is None)
        alike.setdefault(key, []).append(each)
    people = []
    for (weight, _, is_whole), group in alike.items():
        gaps = (
            None if is_whole else np.concatenate([each.missing for each in group if each.missing is not None])
        )
        people.append(Person(np.concatenate([each.differences for each in group]), gaps, weight))
    return Problem(fixed, tuple(people), np.zeros((len(people), 0, 1)))


def _climb(problem: Problem) -> _Top:
    """Return a mixed logit's optimum: from the multinomial logit, with few draws first, then with all.

    Spreads stand for their sizes, but a finite set of draws is not symmetric: where one comes out negative, the
    optimum with the opposite sign is looked for, and kept when it is there.
    """
    count = len(problem.variables)
    means = _maximise(_pool(problem), np.zeros(count), _FLAT).theta
    for place in problem.random:
        if problem.variables[place].dist is Dist.LOGNORMAL:
            means[place] = np.log(max(means[place], 0.05))
    theta = np.concatenate([means, np.full(len(problem.random), _FIRST_SPREAD)])
    draws = problem.draws.shape[2]
    fewer = max(_FEWEST, draws // _COARSE)
    if draws > 2 * fewer:
        coarse = replace(problem, draws=np.ascontiguousarray(problem.draws[:, :, :fewer]))
        theta = _maximise(coarse, theta, _NEARLY_FLAT).theta
        theta[count:] = np.abs(theta[count:])
    top = _maximise(problem, theta, _FLAT)
    if (top.theta[count:] < 0).any():
        turned = np.concatenate([top.theta[:count], np.abs(top.theta[count:])])
        other = _maximise(problem, turned, _FLAT)
        top = other if (other.theta[count:] >= 0).all() else top
    return top


def _maximise(problem: Problem, start: Array, slope: float) -> _Top:
    """Climb by Newton steps within a trusted radius until no slope is steeper than ``slope``."""
    seen: dict[bytes, Any] = {}

    def at(theta: Array) -> tuple[float, Array, Array]:
        key = theta.tobytes()
        if key not in seen:
            seen.clear()
            seen[key] = evaluate(problem, theta, hessian=True)
        value: tuple[float, Array, Array] = seen[key]
        return value

    from scipy.optimize import minimize  # noqa: PLC0415  # slow to load

    found = minimize(
        lambda theta: -at(theta)[0],
        start,
        jac=lambda theta: -at(theta)[1],
        hess=lambda theta: -at(theta)[2],
        method="trust-exact",
        options={"gtol": slope, "initial_trust_radius": 1.0, "max_trust_radius": 8.0, "maxiter": 200},
    )
    theta = np.asarray(found.x)
    return _Top(theta, *at(theta))


def _unscale(problem: Problem, scale: Array, loglik: float, theta: Array, covariance: Array) -> Fit:
    estimates, factor = theta.copy(), np.ones(len(theta))
    count = len(problem.variables)
    for place, variable in enumerate(problem.variables):
        if variable.dist is Dist.LOGNORMAL:
            estimates[place] -= np.log(scale[place])
        else:
            factor[place] = 1.0 / scale[place]
            estimates[place] *= factor[place]
    for row, place in enumerate(problem.random):
        if problem.variables[place].dist is Dist.NORMAL:
            factor[count + row] = 1.0 / scale[place]
            estimates[count + row] *= factor[count + row]
    return Fit(loglik, problem.names, estimates, covariance * np.outer(factor, factor))
