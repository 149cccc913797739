"""What tests do of the origin's figures, at a size of their own; see tests.deeds, which runs them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    GrantDraft,
    StatementDraft,
    Use,
)
from footlights.kernel.ids import AgreementId, InstitutionId, PartnershipId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.territory import CN, GB, some
from footlights.kernel.text import Both
from footlights.kernel.window import Window

BEGINS = date(2023, 6, 1)
QUARTERS = 12
SHARES = (55, 30, 15)
CHANGED = (50, 35, 15)  # from the amendment on
AMENDED = date(2024, 11, 15)  # in the middle of a quarter


def state_a_term(partnership: str, work: str, one: str, two: str) -> dict[str, Any]:
    """Let a three-year term run out: twelve quarterly statements of generated use, terms amended midway.

    Returns the sums in minor units: of the twelve statements, of each party in them, and of one reckoning over the
    whole term by each stretch of terms.
    """
    parties = (InstitutionId(one), InstitutionId(two))
    weights = [(parties[0], SHARES[0] + SHARES[2]), (parties[1], SHARES[1])]
    agreement = agreements.make_agreement(_terms(partnership, BEGINS, weights, None), _noon(BEGINS))
    changed = [(parties[0], CHANGED[0] + CHANGED[2]), (parties[1], CHANGED[1])]
    agreements.make_agreement(_terms(partnership, AMENDED, changed, agreement), _noon(AMENDED))
    ends = _quarter(QUARTERS)
    window = Window(_noon(BEGINS), _noon(ends), "Europe/London")
    agreements.issue_grant(GrantDraft(agreement, (WorkId(work),), some([GB, CN]), window), _noon(BEGINS))
    dice = random.Random(7)
    total, by_party, views = 0, dict.fromkeys(parties, 0), 0
    for number in range(QUARTERS):
        since, until = _quarter(number), _quarter(number + 1) - timedelta(days=1)
        days = (until - since).days + 1
        uses = tuple(
            Use(since + timedelta(days=day), WorkId(work), where, dice.randint(1, 400_000))
            for day in range(days)
            for where in ("CN", "GB")
        )
        made = agreements.issue_statement(
            StatementDraft(agreement, since, until, uses), _noon(until + timedelta(days=2))
        )
        stated = agreements.get_statement(made)
        total += stated.total.minor
        views += stated.views
        for party, money in stated.shares:
            by_party[party] += money.minor
    return {
        "statements": QUARTERS,
        "views": views,
        "currency": "GBP",
        "total": total,
        "parties": list(by_party.values()),
        "adds_up": sum(by_party.values()) == total,
    }


def _terms(
    partnership: str, on: date, shares: list[tuple[InstitutionId, int]], amends: AgreementId | None
) -> AgreementDraft:
    return AgreementDraft(
        partnership=PartnershipId(partnership),
        kind=AgreementKind.LICENCE_TO_PUBLISH,
        title=Both("Three years, stated by the quarter", "三年合作，按季结算"),
        signed_on=on,
        shares=tuple(shares),
        per_thousand=Money(3_517, "GBP"),
        amends=amends,
    )


def _quarter(number: int) -> date:
    months = BEGINS.month - 1 + 3 * number
    return date(BEGINS.year + months // 12, months % 12 + 1, 1)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
