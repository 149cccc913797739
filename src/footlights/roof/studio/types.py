"""What the studio's pages show."""

from __future__ import annotations

from dataclasses import dataclass

from footlights.ground.agreements.types import (
    Agreement,
    CampaignLink,
    Commitment,
    Declaration,
    Deliverable,
    Grant,
    Holdback,
    Memorandum,
    Partnership,
    Statement,
)
from footlights.ground.people.types import Institution
from footlights.ground.works.types import Work
from footlights.kernel.text import Both
from footlights.roof.insight.types import Figure


@dataclass(frozen=True, slots=True)
class GivenGrant:
    """A grant with the titles of its works and what it says."""

    grant: Grant
    titles: tuple[Both, ...]
    clause: Both


@dataclass(frozen=True, slots=True)
class Dealt:
    """An agreement with its grants, its holdbacks in words, whether it has been amended.

    statements: each with whether the figures still come to the same.
    """

    agreement: Agreement
    grants: tuple[GivenGrant, ...]
    holdbacks: tuple[tuple[Holdback, Both], ...]
    is_amended: bool
    statements: tuple[tuple[Statement, bool], ...]


@dataclass(frozen=True, slots=True)
class DealtPartnership:
    """A partnership with what was promised, and what it comes to now, and what was agreed under it.

    declarations: each with the institution that declared it and what it declared in words.
    """

    partnership: Partnership
    institutions: tuple[Institution, ...]
    commitments: tuple[tuple[Commitment, Figure], ...]
    agreements: tuple[Dealt, ...]
    deliverables: tuple[Deliverable, ...]
    links: tuple[CampaignLink, ...]
    declarations: tuple[tuple[Declaration, Institution, Both], ...]


@dataclass(frozen=True, slots=True)
class DealPage:
    """A memorandum with its partnerships."""

    memorandum: Memorandum
    partnerships: tuple[DealtPartnership, ...]

    @property
    def step(self) -> int:
        """Return which of the four steps comes next: 2 partnership, 3 commitment, 4 licence; 5 when all are done."""
        if not self.partnerships:
            return 2
        if not any(each.commitments for each in self.partnerships):
            return 3
        return 5 if any(each.agreements for each in self.partnerships) else 4


@dataclass(frozen=True, slots=True)
class DealLine:
    """A memorandum in the list of deals, with how much stands under it."""

    memorandum: Memorandum
    partnerships: int
    commitments: int
    agreements: int


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work in the studio's list, with who made it and how many grants for it stand."""

    work: Work
    makers: tuple[Institution, ...]
    grants: int


@dataclass(frozen=True, slots=True)
class Today:
    """How much there is in the house."""

    works: int
    memoranda: int
    partnerships: int
    grants: int
