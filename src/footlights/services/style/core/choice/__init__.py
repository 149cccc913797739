"""Discrete choice: from choices among alternatives to what each attribute is worth."""

from .draws import Draws, Kind, first_primes, normal_draws
from .fit import AgainstGrain, Collinear, NoOptimum, Separated, fit
from .likelihood import evaluate
from .problem import Dist, Fit, Person, Problem, Variable

__all__ = [
    "AgainstGrain",
    "Collinear",
    "Dist",
    "Draws",
    "Fit",
    "Kind",
    "NoOptimum",
    "Person",
    "Problem",
    "Separated",
    "Variable",
    "evaluate",
    "first_primes",
    "fit",
    "normal_draws",
]
