"""Discrete choice: from choices among alternatives to what each attribute is worth."""

from .draws import first_primes, normal_draws
from .fit import Collinear, NoOptimum, Separated, fit
from .likelihood import evaluate
from .problem import Dist, Fit, Person, Problem, Variable

__all__ = [
    "Collinear",
    "Dist",
    "Fit",
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
