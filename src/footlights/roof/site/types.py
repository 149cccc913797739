"""What the site's pages show: a promise with the figure that answers it, a memorandum as one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from footlights.ground.agreements.types import (
    Agreement,
    Commitment,
    Deliverable,
    Memorandum,
    Partnership,
    PartnershipStatus,
    Party,
    Portion,
    Sector,
    Statement,
    Use,
)
from footlights.ground.ledger.types import Transaction
from footlights.ground.people.types import Institution
from footlights.ground.works.types import Work
from footlights.kernel.ids import InstitutionId, WorkId
from footlights.kernel.money import Money
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


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement with the names of what it tells of.

    entries: the ledger's transactions that it moved, or that took it back.
    still_agrees: whether the figures come to the same now.
    """

    statement: Statement
    agreement: Agreement
    works: dict[WorkId, Both]
    institutions: dict[InstitutionId, Institution]
    entries: tuple[Transaction, ...]
    still_agrees: bool

    @property
    def uses(self) -> list[tuple[Use, Both]]:
        """Return each use with its work's title."""
        return [(use, self.works[use.work]) for use in self.statement.uses]

    @property
    def shares(self) -> list[tuple[Institution, Money]]:
        """Return what each institution gets in all, by name."""
        return [(self.institutions[whose], money) for whose, money in self.statement.shares]

    @property
    def portions(self) -> list[tuple[Portion, list[tuple[Institution, int, Money]]]]:
        """Return each portion with its shares by name."""
        return [
            (each, [(self.institutions[whose], weight, part) for whose, weight, part in each.shares])
            for each in self.statement.portions
        ]


class NotYours(Exception):
    """The statement is another partnership's."""

    def __init__(self) -> None:
        self.message = Both(
            "This statement is for the partners of its agreement.", "该结算单仅供协议各方查看。"
        )
        super().__init__(self.message.en)
