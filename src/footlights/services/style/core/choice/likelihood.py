"""The simulated log-likelihood of a panel mixed logit, its gradient and its exact Hessian.

A person's likelihood is the mean over draws of the product over their choices; person by person, so that everything
stays in the processor's cache. A multinomial logit is the case of one draw and no random variable.
Source: Train, *Discrete Choice Methods with Simulation* (2009), chapters 6 and 11; second derivatives worked out here.
"""

from __future__ import annotations

import numpy as np

from .problem import Array, Dist, Person, Problem

_LARGEST = 700.0  # exp of it is still a float64


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
        self.left, self.right = np.triu_indices(len(self.moves))

    def evaluate_person(
        self, person: Person, draws: Array, theta: Array, *, hessian: bool
    ) -> tuple[float, Array, Array]:
        """Return one person's log-likelihood and its derivatives."""
        differences = person.differences
        situations, others, count = differences.shape
        flat = differences.reshape(-1, count)
        coefficients, factors = self._coefficients(draws, theta)
        chances = flat @ coefficients  # utilities first, chances of the others in the end
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
        slopes = -(flat.T @ chances)
        scores = slopes[self.moves] * factors
        first = scores @ shares
        if not hessian:
            return loglik, first, np.empty((0, 0))
        second = (scores * shares) @ scores.T - np.outer(first, first)
        second -= self._within(differences, shaped, factors, shares)
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

    def _within(self, differences: Array, chances: Array, factors: Array, shares: Array) -> Array:
        """Return the weighted sum over draws and situations of the attributes' covariance among alternatives."""
        situations, others, count = differences.shape
        flat = differences.reshape(-1, count)
        pairs = factors[self.left] * factors[self.right]
        pairs *= shares
        weights = chances.reshape(situations * others, -1) @ pairs.T
        moved = flat[:, self.moves]
        upper = (moved[:, self.left] * moved[:, self.right] * weights).sum(axis=0)
        found = np.zeros((len(self.moves), len(self.moves)))
        found[self.left, self.right] = upper
        found[self.right, self.left] = upper
        means = np.matmul(differences.transpose(0, 2, 1), chances)
        spread = means[:, self.moves, :] * (factors * np.sqrt(shares))
        return np.asarray(found - np.matmul(spread, spread.transpose(0, 2, 1)).sum(axis=0))

    def _bend(self, second: Array, row: int, place: int, pull: Array, draws: Array) -> None:
        """Add what the curvature of exp adds to the mean and spread of a lognormal coefficient."""
        spread = self.count + row
        mixed = float(pull @ draws)
        second[place, place] += pull.sum()
        second[place, spread] += mixed
        second[spread, place] += mixed
        second[spread, spread] += float(pull @ (draws * draws))
