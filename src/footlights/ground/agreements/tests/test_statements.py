"""Statements: frozen, shared to the penny, idempotent, corrected by reversal."""

from __future__ import annotations

import hashlib
import json
import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.ground.agreements import api
from footlights.ground.agreements.core import statements as rule
from footlights.ground.agreements.types import (
    Agreement,
    AgreementDraft,
    AgreementKind,
    NoSuchDeal,
    NotADeal,
    StatementDraft,
    Use,
)
from footlights.ground.ledger import api as ledger
from footlights.kernel.ids import AgreementId, InstitutionId, PartnershipId, StatementId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.text import Both

from .test_api import AT, memorandum_draft, open_partnership

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
TITLE = Both("Licence", "授权")
PRICE = Money(3500, "GBP")
KIND = AgreementKind.LICENCE_TO_PUBLISH


def licence(weights=(2, 1), price=PRICE, bond=None, signed_on=FIRST, amends=None) -> AgreementId:
    bond = bond or open_partnership(api.sign_memorandum(memorandum_draft(), AT))
    whose = api.get_partnership(bond).institutions
    shares = tuple(zip(whose, weights, strict=True))
    return api.make_agreement(AgreementDraft(bond, KIND, TITLE, signed_on, shares, amends, price), AT)


def used(agreement: AgreementId, *views: int, work: str = "wrk-1") -> StatementDraft:
    uses = tuple(Use(FIRST + timedelta(days=i), WorkId(work), "GB", n) for i, n in enumerate(views))
    return StatementDraft(agreement, FIRST, LAST, uses)


def earned(statement, agreement) -> list[int]:
    return [money.minor for _, money in api.get_statement(statement).shares]


@pytest.mark.django_db
def test_a_statement_shares_what_was_earned_and_posts_it():
    agreement = licence()
    made = api.issue_statement(used(agreement, 1000, 1), AT)

    statement = api.get_statement(made)
    assert statement.total == Money(3504, "GBP")  # 1,001 views at 3,500 a thousand are 3,503.5: half to even
    assert [money.minor for _, money in statement.shares] == [2336, 1168]
    posted = ledger.get_transaction(statement.posted)
    assert sorted(leg.amount.minor for leg in posted.legs) == [-3504, 1168, 2336]
    assert api.issue_statement(used(agreement, 1000, 1), AT + timedelta(days=1)) == made
    assert [each.id for each in api.list_statements(agreement)] == [made]


@pytest.mark.django_db
def test_the_hash_is_of_the_use_as_the_documents_say():
    agreement = licence()
    told = api.tell_statement(api.get_statement(api.issue_statement(used(agreement, 7, 9), AT)))

    uses = [[each["day"], each["work"], each["territory"], each["views"]] for each in told["lines"]]
    frozen = {
        "agreement": agreement,
        "since": told["period"]["from"],
        "until": told["period"]["to"],
        "uses": uses,
    }
    text = json.dumps(frozen, separators=(",", ":"), sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest() == told["sha256"]


@pytest.mark.django_db
def test_other_use_of_the_same_days_is_a_correction_and_the_old_posting_is_reversed():
    agreement = licence()
    first = api.issue_statement(used(agreement, 3000), AT)
    with pytest.raises(NotADeal, match="correct it"):
        api.issue_statement(used(agreement, 2000), AT)
    with pytest.raises(NotADeal, match="some of these days"):
        api.issue_statement(StatementDraft(agreement, LAST, LAST, ()), AT)

    assert api.correct_statement(first, used(agreement, 3000), AT) == first
    second = api.correct_statement(first, used(agreement, 2000), AT)

    assert api.get_statement(first).corrected_by == second
    assert api.get_statement(second).corrects == first
    assert api.get_statement(first).total.minor == 10_500
    accounts = {leg.account: leg for leg in ledger.get_transaction(api.get_statement(second).posted).legs}
    assert sorted(ledger.balance(each).minor for each in accounts) == [-7000, 2333, 4667]
    with pytest.raises(NotADeal, match="newest"):
        api.correct_statement(first, used(agreement, 1), AT)
    assert api.issue_statement(used(agreement, 2000), AT) == second


@pytest.mark.django_db
def test_an_amendment_in_the_period_splits_it():
    agreement = licence((1, 1))
    bond = api.get_agreement(agreement).partnership
    amendment = licence((1, 3), Money(10_000, "GBP"), bond, FIRST + timedelta(days=1), agreement)

    statement = api.get_statement(api.issue_statement(used(agreement, 1000, 1000), AT))
    before, after = statement.portions
    assert (before.terms, before.until, before.earned.minor) == (agreement, FIRST, 3500)
    assert (after.terms, after.since, after.earned.minor) == (amendment, FIRST + timedelta(days=1), 10_000)
    assert [money.minor for _, money in statement.shares] == [1750 + 2500, 1750 + 7500]
    with pytest.raises(NotADeal, match="not its amendment"):
        api.issue_statement(used(amendment, 1), AT)


@pytest.mark.django_db
def test_nothing_viewed_earns_nothing_and_posts_nothing():
    statement = api.get_statement(api.issue_statement(used(licence()), AT))

    assert (statement.total.minor, statement.posted) == (0, None)


@pytest.mark.django_db
def test_a_statement_that_cannot_be_says_why_and_leaves_nothing():
    agreement, free = licence(), licence(price=None)
    today = AT.date()
    wrong = {
        "over": StatementDraft(agreement, FIRST, today, ()),
        "at most a year": StatementDraft(agreement, LAST, FIRST, ()),
        "outside": StatementDraft(agreement, LAST, LAST, used(agreement, 1).uses),
        "positive": used(agreement, -5),
        "price": used(free, 5),
    }
    for said, draft in wrong.items():
        with pytest.raises(NotADeal, match=said):
            api.issue_statement(draft, AT)
    with pytest.raises(NoSuchDeal):
        api.get_statement(StatementId("stm-none"))
    assert api.list_statements() == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 10**7), max_size=31),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(any),
    st.integers(0, 10**8),
    st.randoms(use_true_random=False),
)
def test_shares_add_up_and_none_is_off_by_a_penny(views, weights, price, chance: random.Random):
    shares = tuple((InstitutionId(f"ins-{i}"), weight) for i, weight in enumerate(weights))
    terms = Agreement(
        PartnershipId("p"), KIND, TITLE, FIRST, shares, None, Money(price, "GBP"), id=AgreementId("a")
    )
    draft = used(AgreementId("a"), *views)
    [portion] = rule.split(draft, [terms])

    exact = Fraction(sum(views) * price, 1000)
    assert abs(portion.earned.minor - exact) <= Fraction(1, 2)
    assert sum(part.minor for _, _, part in portion.shares) == portion.earned.minor
    assert all(
        abs(part.minor - Fraction(portion.earned.minor * weight, sum(weights))) < 1
        for _, weight, part in portion.shares
    )
    mixed = list(draft.uses)
    chance.shuffle(mixed)
    again = StatementDraft(draft.agreement, draft.since, draft.until, tuple(mixed))
    assert rule.freeze(again) == rule.freeze(draft)
    assert rule.thaw(rule.freeze(draft)) == draft.uses
