"""Statements: what was used in a period, what it earned, and who gets which part of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from footlights.kernel.ids import AgreementId, InstitutionId, StatementId, TransactionId, WorkId
from footlights.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Use:
    """How often a work was viewed, as counted, in a territory on a UTC day."""

    day: date
    work: WorkId
    territory: str
    views: int


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """The use of an agreement's works from a day on until a day, both included."""

    agreement: AgreementId
    since: date
    until: date
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of a period in which the same terms held.

    terms: the agreement or amendment whose price and shares hold.
    shares: each institution with its weight and what it gets; they add up to ``earned``.
    """

    terms: AgreementId
    since: date
    until: date
    views: int
    earned: Money
    shares: tuple[tuple[InstitutionId, int, Money], ...]


@dataclass(frozen=True, slots=True)
class Statement(StatementDraft):
    """A statement as it was issued.

    sha256: of the use, written as ``core.statements.freeze`` writes it.
    corrects, corrected_by: the statements before and after it, where it was corrected.
    posted: the ledger's transaction; None where nothing was earned.
    """

    id: StatementId = field(kw_only=True)
    sha256: str = field(kw_only=True)
    currency: str = field(kw_only=True)
    portions: tuple[Portion, ...] = field(kw_only=True)
    issued_at: datetime = field(kw_only=True)
    posted: TransactionId | None = None
    corrects: StatementId | None = None
    corrected_by: StatementId | None = None

    @property
    def total(self) -> Money:
        """Return what the whole period earned."""
        return Money(sum(each.earned.minor for each in self.portions), self.currency)

    @property
    def views(self) -> int:
        """Return the counted views of the whole period."""
        return sum(each.views for each in self.uses)

    @property
    def shares(self) -> tuple[tuple[InstitutionId, Money], ...]:
        """Return what each institution gets in all."""
        sums: dict[InstitutionId, int] = {}
        for portion in self.portions:
            for institution, _, money in portion.shares:
                sums[institution] = sums.get(institution, 0) + money.minor
        return tuple((institution, Money(minor, self.currency)) for institution, minor in sums.items())
