"""What the memorandum page shows: a promise with the figure that answers it."""

from __future__ import annotations

from dataclasses import dataclass

from footlights.ground.agreements.types import (
    Commitment,
    Memorandum,
    Partnership,
    PartnershipStatus,
    Party,
    Sector,
)
from footlights.ground.people.types import Institution
from footlights.ground.works.types import Work
from footlights.roof.insight.types import Figure


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, its works, and the figure it comes to now."""

    commitment: Commitment
    figure: Figure
    works: tuple[Work, ...]

    @property
    def share(self) -> float:
        """Return how much of the target is reached, 0–1."""
        return min(1.0, self.figure.value / self.commitment.target)

    @property
    def percent(self) -> int:
        """Return the share in whole per cent, rounded down: 100 only when it is kept."""
        return int(self.share * 100)

    @property
    def is_kept(self) -> bool:
        """Return whether the target is reached."""
        return self.figure.value >= self.commitment.target


@dataclass(frozen=True, slots=True)
class Bond:
    """A partnership with the names of its institutions and its promises."""

    partnership: Partnership
    institutions: tuple[Institution, ...]
    promises: tuple[Promise, ...]

    @property
    def steps(self) -> list[tuple[PartnershipStatus, bool]]:
        """Return each status in order and whether the partnership has come so far."""
        order = list(PartnershipStatus)
        return [(status, order.index(status) <= order.index(self.partnership.status)) for status in order]


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
