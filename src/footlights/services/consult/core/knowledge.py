"""What consult knows: findings, conditions and red flags, and the numbers an engine needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from footlights.kernel.text import Both

from .levels import Level

Array = NDArray[np.float64]
BANDS: Final = {1: 0.025, 2: 0.20, 3: 0.50, 4: 0.80, 5: 0.985}  # QMR's five frequencies, read as chances
BACKGROUND: Final = {"often": 0.10, "seldom": 0.02, "hardly": 0.003, "past": 0.04}
PRIORS: Final = {1: 0.0002, 2: 0.001, 3: 0.004, 4: 0.012}
AGE_FACTORS: Final = (0.02, 0.3, 1.0, 2.0, 4.0, 6.0, 6.0)
AGE_BANDS: Final = (1, 13, 18, 40, 65)  # years at which the next of six bands begins
PATIENT_SEXES: Final = ("female", "male")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person may notice.

    forms: how each language says it; wider: the finding that follows from this one; by_clinic: only an examination shows it.
    """

    id: str
    name: Both
    background: str
    forms_en: tuple[str, ...]
    forms_zh: tuple[str, ...]
    wider: str | None
    by_clinic: bool = False

    @property
    def is_past(self) -> bool:
        """Return whether it is known of a person's history rather than felt today."""
        return self.background == "past"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that may be behind findings. shows: (finding, band) pairs; reviewed: by which clinician, or empty."""

    id: str
    name: Both
    also: tuple[str, ...]
    level: Level
    prior: int
    sex: str | None
    ages: str
    department: Both
    source: str
    shows: tuple[tuple[str, int], ...]
    group: str
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A rule that must not wait for a model. when: alternatives, each of terms that must all hold; !term: known absent."""

    id: str
    category: str
    level: Level
    name: Both
    source: str
    when: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Knowledge:
    """Everything consult knows. version: a hash of the files it was read from."""

    version: str
    findings: tuple[Finding, ...]
    conditions: tuple[Condition, ...]
    red_flags: tuple[RedFlag, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """Return each finding's place."""
        return {each.id: place for place, each in enumerate(self.findings)}

    @cached_property
    def wider(self) -> dict[str, tuple[str, ...]]:
        """Return, of each finding, every wider one that follows from it."""
        direct = {each.id: each.wider for each in self.findings}
        found = {}
        for name in direct:
            chain, above = [], direct[name]
            while above is not None and above not in chain:
                chain.append(above)
                above = direct[above]
            found[name] = tuple(chain)
        return found

    @cached_property
    def narrower(self) -> dict[str, tuple[str, ...]]:
        """Return, of each finding, every narrower one that it follows from."""
        found: dict[str, list[str]] = {each.id: [] for each in self.findings}
        for name, above in self.wider.items():
            for each in above:
                found[each].append(name)
        return {name: tuple(below) for name, below in found.items()}

    @cached_property
    def leaks(self) -> Array:
        """Return the chance of each finding without any cause known here, (findings,)."""
        return np.array([BACKGROUND[each.background] for each in self.findings])

    @cached_property
    def ranks(self) -> NDArray[np.intp]:
        """Return each condition's level by its rank, (conditions,)."""
        return np.array([each.level.rank for each in self.conditions], dtype=np.intp)

    @cached_property
    def links(self) -> Array:
        """Return the chance that a condition brings a finding about, (conditions, findings).

        A condition that shows a narrower finding shows the wider ones at least as often.
        """
        table = np.zeros((len(self.conditions), len(self.findings)))
        for row, condition in enumerate(self.conditions):
            for name, band in condition.shows:
                chance = BANDS[band]
                for each in (name, *self.wider[name]):
                    column = self.place[each]
                    table[row, column] = max(table[row, column], chance)
        return table

    def priors(self, age: float | None, sex: str | None) -> Array:
        """Return each condition's chance in somebody of an age in years and a sex, before anything is said."""
        band = None if age is None else sum(age >= begins for begins in AGE_BANDS)
        key = (band, sex if sex in PATIENT_SEXES else None)
        if key not in self._priors:
            self._priors[key] = self._priors_of(*key)
        return self._priors[key]

    @cached_property
    def _priors(self) -> dict[tuple[int | None, str | None], Array]:
        return {}

    def _priors_of(self, band: int | None, sex: str | None) -> Array:
        found = []
        for each in self.conditions:
            chance = PRIORS[each.prior]
            if band is not None:
                chance *= AGE_FACTORS[int(each.ages[band])]
            if each.sex and sex is not None and not sex.startswith(each.sex):
                chance *= 1e-4
            found.append(min(chance, 0.2))
        return np.array(found)
