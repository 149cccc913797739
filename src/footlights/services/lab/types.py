"""What the lab works on and hands out: festivals, the problem they pose, plans, and how each method did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

import numpy as np
from numpy.typing import NDArray

from footlights.kernel.ids import AgreementId, InstitutionId, PersonId
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both

ProgrammeId = NewType("ProgrammeId", str)
ReleaseId = NewType("ReleaseId", str)
ZONES = {GB: "Europe/London", CN: "Asia/Shanghai"}
Plan = tuple[int, ...]  # the options that are taken, in order


@dataclass(frozen=True, slots=True)
class Showable:
    """Where and when a film may be shown: half-open; None leaves a side open."""

    territory: Territory
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Film:
    """A film that may be chosen.

    worth: what showing it is worth, in points. guests: who comes to present it; nobody is in two places.
    """

    id: str
    title: Both
    minutes: int
    worth: int
    genre: str = ""
    guests: tuple[str, ...] = ()
    rights: tuple[Showable, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the timetable; draw: the share of a full house to expect, in percent of the usual."""

    id: str
    venue: Both
    territory: Territory
    starts_at: datetime
    minutes: int
    draw: int = 100

    @property
    def zone(self) -> str:
        """Return the time zone whose clock the audience goes by."""
        return ZONES.get(self.territory, "UTC")


@dataclass(frozen=True, slots=True)
class Festival:
    """A programme to be made. repeat_cost: points lost when two films of a genre follow one another in a venue.

    is_invented: made up to show the lab at work.
    """

    title: Both
    films: tuple[Film, ...]
    slots: tuple[Slot, ...]
    repeat_cost: int = 20
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A festival as mathematics: choose options, no two in conflict, for the most points.

    options: each a film in a slot, by their places in the festival.
    gains: (n,) points of each option. together: (n, n) symmetric, zero diagonal: points when both are chosen.
    conflicts: (n, n) symmetric, which can't both be. groups: options of which at most one is chosen; they cover
        part of the conflicts.
    """

    options: tuple[tuple[int, int], ...]
    gains: NDArray[np.int64]
    together: NDArray[np.int64]
    conflicts: NDArray[np.bool_]
    groups: tuple[Plan, ...]

    @property
    def size(self) -> int:
        """Return how many options there are: the variables, and the qubits a circuit would need."""
        return len(self.options)


class Method(StrEnum):
    """How a programme is solved."""

    EXACT = "exact"
    GREEDY = "greedy"
    ANNEALING = "annealing"
    QAOA = "qaoa"
    TENSORCIRCUIT = "tensorcircuit"

    @property
    def said(self) -> Both:
        """Return the method in words."""
        return _METHODS[self]


_METHODS = {
    Method.EXACT: Both("Exact (CP-SAT)", "精确求解（CP-SAT）"),
    Method.GREEDY: Both("Greedy with swaps", "贪心加交换"),
    Method.ANNEALING: Both("Simulated annealing", "模拟退火"),
    Method.QAOA: Both("Quantum circuit (QAOA), simulated", "量子线路（QAOA，模拟）"),
    Method.TENSORCIRCUIT: Both(
        "The same circuit on tensorcircuit-ng", "同一线路，在 tensorcircuit-ng 上运行"
    ),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one method did on one problem.

    plan: None when it found nothing that holds, or was not run. objective: the plan's points.
    feasible_share: of what it drew, the share that breaks no rule. note: what a reader must know of the run.
    mean: of a circuit, the mean energy of the state that it reached; None for the other methods.
    """

    method: Method
    plan: Plan | None
    objective: int | None
    seconds: float
    feasible_share: float
    note: Both
    bound: int | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All methods on one problem, and the plan that wins.

    bound: no plan can have more points; None when nothing was proven. lowest_energy: of every choice tried one by
        one, where that is possible; the circuit's energies stand on the same scale.
    """

    attempts: tuple[Attempt, ...]
    winner: Method
    plan: Plan
    objective: int
    bound: int | None
    advice: Both
    variables: int

    def gap_of(self, attempt: Attempt) -> float | None:
        """Return how far a plan may be from the best possible, as a share of the bound; None when unknown."""
        if attempt.objective is None or self.bound is None:
            return None
        return (self.bound - attempt.objective) / self.bound if self.bound else 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What the methods may spend. seconds: for the exact one. layers, shots: of the circuit. seed: of all chance."""

    seed: int = 1
    seconds: float = 5.0
    layers: int = 2
    shots: int = 1024
    sweeps: int = 300


@dataclass(frozen=True, slots=True)
class Qubo:
    """A quadratic problem without constraints: minimise offset + x·linear + the sum of quadratic[i, j]·x_i·x_j, i < j."""

    linear: NDArray[np.float64]
    quadratic: Mapping[tuple[int, int], float]
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Showing:
    """A line of the programme."""

    slot: Slot
    film: Film
    points: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A festival put to the bench; outcome: None until the work is done, or when it was refused.

    published_at: since when it stands in the foyer; None while it does not.
    """

    id: ProgrammeId
    festival: Festival
    asked_at: datetime
    outcome: Outcome | None
    showings: tuple[Showing, ...]
    failure: Both | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """What a producer asks for: days in a row at two venues, at certain hours, in the zone of each.

    hours: local hours at which something begins.
    """

    title: Both
    first_on: datetime
    days: int
    hours: tuple[int, ...]
    territories: tuple[Territory, ...]


class BadFestival(Exception):
    """A festival that can't be put to the bench; ``message`` says how to mend it."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NotPublished(Exception):
    """A programme that can't stand in the foyer; ``message`` says why."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NoSuchProgramme(Exception):
    """There is no such programme."""

    def __init__(self, programme: str) -> None:
        super().__init__(programme)
        shown = ascii(programme[:60])
        self.message = Both(f"There is no programme {shown}.", f"没有排片方案 {shown}。")


class Trait(StrEnum):
    """What people are grouped by in a research release; each person has one value of it in a period."""

    TERRITORY = "territory"
    AGE_BAND = "age_band"
    KIND = "kind"

    @property
    def said(self) -> Both:
        """Return the trait in words."""
        return _TRAITS[self]


_TRAITS = {
    Trait.TERRITORY: Both("where they watched first", "首次观看所在地"),
    Trait.AGE_BAND: Both("age band", "年龄段"),
    Trait.KIND: Both("kind of work they played most", "播放最多的作品类型"),
}


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a research release, nameless: their cohort, how often they played a work, how long they watched."""

    cohort: tuple[str, ...]
    plays: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A line of a research release: a cohort, the people in it, and what they did together."""

    cohort: tuple[str, ...]
    people: int
    plays: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Extract:
    """A table in which everybody is one of at least ``fewest`` people.

    people: in all, suppressed ones included. suppressed_cells, suppressed_people: the cohorts that are not told,
        and the people in all of them together; these are none, or at least ``fewest`` too.
    """

    rows: tuple[CohortRow, ...]
    people: int
    suppressed_cells: int
    suppressed_people: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a research release is made from, and how: the same recipe is the same table for ever.

    since, until: UTC days, both included. fewest: people in a cohort that is told.
    """

    since: date
    until: date
    by: tuple[Trait, ...]
    fewest: int = 10


@dataclass(frozen=True, slots=True)
class Taking:
    """That an institution took a release, under which agreement; person: whom it was handed to, while they are here."""

    institution: InstitutionId
    agreement: AgreementId
    person: PersonId | None
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """A research release as it was made: its table, the hash of it, and who took it."""

    id: ReleaseId
    recipe: Recipe
    table: str
    sha256: str
    people: int
    suppressed_cells: int
    suppressed_people: int
    made_at: datetime
    takings: tuple[Taking, ...] = ()


class NotReleased(Exception):
    """A release that is refused; ``message`` says why and what to do."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


Json = dict[str, Any]
