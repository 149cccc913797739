"""The simulated log-likelihood of a panel mixed logit, its gradient and its exact Hessian.

A person's likelihood is the mean over draws of the product over their choices; person by person, so that everything
stays in the processor's cache. A multinomial logit is the case of one draw and no random variable.
Source: Train, *Discrete Choice Methods with Simulation* (2009), chapters 6 and 11; second derivatives worked out here.
"""

from __future__ import annotations

import numpy as np

from .problem import Array, Dist, Person, Problem

_LARGEST = 700.0  # exp of it is still a float64
# Multiplications in one matrix product. OpenBLAS wakes its threads above 2**18 (interface/gemm.c: SMP_THRESHOLD_MIN times
# GEMM_MULTITHREAD_THRESHOLD), and threads that wait for one another thousands of times a second cost more than they do.
_MOST_AT_ONCE = 1 << 18


def evaluate(problem: Problem, theta: Array, *, hessian: bool = False) -> tuple[float, Array, Array]:
    """Return the log-likelihood, its gradient (parameters,) and Hessian (parameters, parameters).

    The Hessian is zero unless asked for.
    """
    size = len(theta)
    total, slope, curve = 0.0, np.zeros(size), np.zeros((size, size))
    model = _Model(problem)
    for person, draws in zip(problem.people, problem.draws, strict=True):
        one, first, second = model.evaluate_person(person, draws, theta, hessian=hessian)
        total += person.weight * one
        slope += person.weight * first
        if hessian:
            curve += person.weight * second
    return total, slope, curve


class _Model:
    """Which parameter moves which variable, worked out once."""

    def __init__(self, problem: Problem) -> None:
        count = len(problem.variables)
        self.random = list(problem.random)
        self.moves = np.array([*range(count), *self.random], dtype=np.intp)
        self.logs = [
            (row, place)
            for row, place in enumerate(self.random)
            if problem.variables[place].dist is Dist.LOGNORMAL
        ]
        self.count = count
        self.left, self.right = np.triu_indices(count)
        self.pair = np.zeros((count, count), dtype=np.intp)
        self.pair[self.left, self.right] = self.pair[self.right, self.left] = np.arange(len(self.left))
        rows = np.arange(len(self.random))
        self.spread_left, self.spread_right = np.triu_indices(len(self.random))
        self.of_spreads = self.pair[np.ix_(self.random, self.random)][self.spread_left, self.spread_right]
        self.of_both = self.pair[self.random], np.broadcast_to(rows[:, None], (len(rows), count))

    def evaluate_person(
        self, person: Person, draws: Array, theta: Array, *, hessian: bool
    ) -> tuple[float, Array, Array]:
        """Return one person's log-likelihood and its derivatives."""
        differences = person.differences
        situations, others, count = differences.shape
        flat = differences.reshape(-1, count)
        coefficients, factors = self._coefficients(draws, theta)
        chances = _wide(flat, coefficients)  # utilities first, chances of the others in the end
        np.minimum(chances, _LARGEST, out=chances)
        np.exp(chances, out=chances)
        shaped = chances.reshape(situations, others, -1)
        if person.missing is not None:
            shaped[person.missing] = 0.0
        whole = shaped.sum(axis=1)
        whole += 1.0
        logs = -np.log(whole).sum(axis=0)
        top = logs.max()
        shares = np.exp(logs - top)
        mass = shares.sum()
        loglik = float(top + np.log(mass / shares.size))
        shares /= mass
        shaped /= whole[:, None, :]
        slopes = -_wide(flat.T, chances)
        scores = slopes[self.moves] * factors
        first = scores @ shares
        if not hessian:
            return loglik, first, np.empty((0, 0))
        second = _deep(scores * shares, scores.T) - np.outer(first, first)
        second -= self._within(differences, shaped, factors[:count], draws, shares)
        for row, place in self.logs:
            self._bend(second, row, place, slopes[place] * factors[place] * shares, draws[row])
        return loglik, first, second

    def _coefficients(self, draws: Array, theta: Array) -> tuple[Array, Array]:
        """Return coefficients (variables, draws) and how each parameter moves its own (parameters, draws)."""
        size = draws.shape[1]
        coefficients = np.repeat(theta[: self.count, None], size, axis=1)
        factors = np.ones((len(self.moves), size))
        if self.random:
            coefficients[self.random] += theta[self.count :, None] * draws
            factors[self.count :] = draws
        for row, place in self.logs:
            coefficients[place] = np.exp(np.minimum(coefficients[place], _LARGEST / 2))
            factors[place] = coefficients[place]
            factors[self.count + row] *= coefficients[place]
        return coefficients, factors

    def _within(
        self, differences: Array, chances: Array, factors: Array, draws: Array, shares: Array
    ) -> Array:
        """Return the weighted sum over draws and situations of the attributes' covariance among alternatives.

        Worked out once for each pair of attributes and draw; a spread's part is the mean's, times the draw.
        """
        situations, others, count = differences.shape
        flat = differences.reshape(-1, count)
        products = np.ascontiguousarray((flat[:, self.left] * flat[:, self.right]).T)
        spread = _wide(products, chances.reshape(situations * others, -1))
        means = np.empty((count, situations, chances.shape[2]))
        np.matmul(differences.transpose(0, 2, 1), chances, out=means.transpose(1, 0, 2))
        place = 0
        for each in range(count):
            spread[place : place + count - each] -= np.einsum("ksr,sr->kr", means[each:], means[each])
            place += count - each
        if self.logs:
            spread *= factors[self.left] * factors[self.right]
        spread *= shares
        found = np.empty((len(self.moves), len(self.moves)))
        found[:count, :count] = spread.sum(axis=1)[self.pair]
        if self.random:
            mixed = _deep(spread, draws.T)[self.of_both]
            found[count:, :count], found[:count, count:] = mixed, mixed.T
            both = spread[self.of_spreads]
            both *= draws[self.spread_left] * draws[self.spread_right]
            squares = both.sum(axis=1)
            found[count + self.spread_left, count + self.spread_right] = squares
            found[count + self.spread_right, count + self.spread_left] = squares
        return found

    def _bend(self, second: Array, row: int, place: int, pull: Array, draws: Array) -> None:
        """Add what the curvature of exp adds to the mean and spread of a lognormal coefficient."""
        spread = self.count + row
        mixed = float(pull @ draws)
        second[place, place] += pull.sum()
        second[place, spread] += mixed
        second[spread, place] += mixed
        second[spread, spread] += float(pull @ (draws * draws))


def _wide(left: Array, right: Array) -> Array:
    """Return a matrix product, a block of the right one's columns at a time."""
    rows, depth = left.shape
    step = max(1, _MOST_AT_ONCE // (rows * depth))
    if right.shape[1] <= step:
        return np.asarray(left @ right)
    found = np.empty((rows, right.shape[1]))
    for start in range(0, right.shape[1], step):
        np.matmul(left, right[:, start : start + step], out=found[:, start : start + step])
    return found


def _deep(left: Array, right: Array) -> Array:
    """Return a matrix product, a block of what is summed over at a time."""
    rows, columns = left.shape[0], right.shape[1]
    step = max(1, _MOST_AT_ONCE // (rows * columns))
    found = np.asarray(left[:, :step] @ right[:step])
    for start in range(step, left.shape[1], step):
        found += left[:, start : start + step] @ right[start : start + step]
    return found
