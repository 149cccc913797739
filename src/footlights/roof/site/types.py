"""What the site's pages show: a promise with the figure that answers it, a memorandum as one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from footlights.ground.agreements.types import (
    Commitment,
    Deliverable,
    Memorandum,
    Partnership,
    PartnershipStatus,
    Party,
    Sector,
)
from footlights.ground.people.types import Institution
from footlights.ground.works.types import Work
from footlights.kernel.text import Both
from footlights.roof.insight.types import Figure


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, its works, the figure it comes to now, and what it owes piece by piece."""

    commitment: Commitment
    figure: Figure
    works: tuple[Work, ...]
    deliverables: tuple[Deliverable, ...] = ()

    @property
    def percent(self) -> int:
        """Return how much of the target is reached in whole per cent, rounded down: 100 only when it is kept."""
        return min(100, self.figure.value * 100 // self.commitment.target)

    @property
    def is_kept(self) -> bool:
        """Return whether the target is reached."""
        return self.figure.value >= self.commitment.target


@dataclass(frozen=True, slots=True)
class Declared:
    """What an institution declared, in words; the house repeats it and does not vouch for it."""

    words: Both
    by: Institution
    on: date


@dataclass(frozen=True, slots=True)
class Bond:
    """A partnership with the names of its institutions, its promises and what was declared of it."""

    partnership: Partnership
    institutions: tuple[Institution, ...]
    promises: tuple[Promise, ...]
    declared: tuple[Declared, ...] = ()

    @property
    def steps(self) -> list[tuple[PartnershipStatus, bool]]:
        """Return each status in order and whether the partnership has come so far."""
        order = list(PartnershipStatus)
        return [(status, order.index(status) <= order.index(self.partnership.status)) for status in order]

    @property
    def step(self) -> int:
        """Return at which of the steps it is, counted from one."""
        return sum(is_reached for _, is_reached in self.steps)


@dataclass(frozen=True, slots=True)
class SignedParty:
    """A party with its institution's name."""

    party: Party
    institution: Institution


@dataclass(frozen=True, slots=True)
class MemorandumPage:
    """A memorandum with everything under it, by sector."""

    memorandum: Memorandum
    parties: tuple[SignedParty, ...]
    sectors: tuple[tuple[Sector, tuple[Bond, ...]], ...]

    @property
    def zones(self) -> list[str]:
        """Return the zones in which the signing is shown: the place's own, then the two sides'."""
        return list(dict.fromkeys([self.memorandum.zone, "Europe/London", "Asia/Shanghai"]))

    @property
    def bonds(self) -> list[Bond]:
        """Return every partnership, sector by sector."""
        return [bond for _, bonds in self.sectors for bond in bonds]

    @property
    def promises(self) -> list[Promise]:
        """Return every promise, sector by sector."""
        return [promise for bond in self.bonds for promise in bond.promises]

    @property
    def under_way(self) -> int:
        """Return how many partnerships are at work."""
        return sum(bond.partnership.status is PartnershipStatus.UNDER_WAY for bond in self.bonds)

    @property
    def kept(self) -> int:
        """Return how many promises are kept by now."""
        return sum(promise.is_kept for promise in self.promises)
