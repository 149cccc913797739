"""Statements: issued from use that is handed down, frozen, shared, posted to the ledger, corrected by reversal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from footlights.ground.agreements import models
from footlights.ground.agreements.adapters.turn import take_turn
from footlights.ground.agreements.core import statements as rule
from footlights.ground.agreements.types import (
    Agreement,
    Grant,
    NoSuchDeal,
    NotADeal,
    Portion,
    Statement,
    StatementDraft,
)
from footlights.ground.ledger import api as ledger
from footlights.ground.ledger.types import Leg, Posting
from footlights.ground.people import api as people
from footlights.kernel.ids import AgreementId, InstitutionId, StatementId, TransactionId
from footlights.kernel.money import Money
from footlights.kernel.text import Both

from .deals import get_agreement, list_amendments
from .grants import list_grants

_OTHER_USE = Both(
    "A statement for these days stands with other figures: correct it instead.",
    "该期间已有数据不同的结算单：请改为更正。",
)
_OVERLAPS = Both("Another statement covers some of these days.", "另一份结算单已覆盖其中部分日期。")
_CORRECTED = Both("It was corrected already: correct the newest.", "该结算单已更正：请更正最新一份。")


@transaction.atomic
def issue_statement(draft: StatementDraft, at: datetime) -> StatementId:
    """Issue a statement of an agreement's use and return its id; the same use again is the same statement.

    Raises NotADeal, NoSuchDeal.
    """
    take_turn()
    terms = _check(draft, at)
    sha256 = rule.hash_of(rule.freeze(draft))
    for standing in _standing(draft.agreement):
        if standing.since == draft.since and standing.until == draft.until:
            if standing.sha256 != sha256:
                raise NotADeal("uses", _OTHER_USE)
            return StatementId(standing.id)
        if standing.since <= draft.until and draft.since <= standing.until:
            raise NotADeal("since", _OVERLAPS)
    return _write(draft, terms, None, at)


@transaction.atomic
def correct_statement(wanted: StatementId, draft: StatementDraft, at: datetime) -> StatementId:
    """Take a statement's posting back, issue one with the right use in its place, and return that one's id.

    The one corrected stays readable. With the use it has already, it is itself the answer.
    Raises NotADeal, NoSuchDeal.
    """
    take_turn()
    old = _row(wanted)
    terms = _check(draft, at)
    if (old.agreement_id, old.since, old.until) != (draft.agreement, draft.since, draft.until):
        raise NotADeal("since", _OVERLAPS)
    if models.Statement.objects.filter(corrects_id=wanted).exists():
        raise NotADeal("statement", _CORRECTED)
    if old.sha256 == rule.hash_of(rule.freeze(draft)):
        return wanted
    if old.posted_id:
        said = Both(f"Statement {wanted} taken back", f"冲销结算单 {wanted}")
        ledger.reverse(TransactionId(old.posted_id), f"reversal:{wanted}", said, at)
    return _write(draft, terms, wanted, at)


def get_statement(statement: StatementId) -> Statement:
    """Return a statement as it was issued.

    Raises NoSuchDeal.
    """
    return _statement(_row(statement))


def list_statements(agreement: AgreementId | None = None) -> list[Statement]:
    """Return the statements of an agreement, or all, the newest first; corrected ones among them."""
    rows = models.Statement.objects.order_by("-until", "-issued_at", "-id")
    return [_statement(row) for row in (rows.filter(agreement_id=agreement) if agreement else rows)]


def list_used_grants(agreement: AgreementId) -> list[Grant]:
    """Return the grants under an agreement and its amendments: whose use its statements tell."""
    deal = [agreement, *(each.id for each in list_amendments(agreement))]
    return [grant for each in deal for grant in list_grants(agreement=each)]


def tell_statement(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain values for JSON; money in minor units."""
    return {
        "statement": statement.id,
        "agreement": statement.agreement,
        "period": {"from": statement.since.isoformat(), "to": statement.until.isoformat()},
        "sha256": statement.sha256,
        "currency": statement.currency,
        "views": statement.views,
        "total": statement.total.minor,
        "lines": [
            {"day": use.day.isoformat(), "work": use.work, "territory": use.territory, "views": use.views}
            for use in statement.uses
        ],
        "portions": [
            {
                "terms": each.terms,
                "from": each.since.isoformat(),
                "to": each.until.isoformat(),
                "views": each.views,
                "earned": each.earned.minor,
                "shares": [
                    {"institution": whose, "weight": weight, "minor": part.minor}
                    for whose, weight, part in each.shares
                ],
            }
            for each in statement.portions
        ],
        "shares": [{"institution": whose, "minor": money.minor} for whose, money in statement.shares],
        "issued_at": statement.issued_at.isoformat(),
        "corrects": statement.corrects,
        "corrected_by": statement.corrected_by,
    }


def _check(draft: StatementDraft, at: datetime) -> list[Agreement]:
    """Return an agreement's terms in turn, when a statement can be issued on them."""
    first = get_agreement(draft.agreement)
    if first.amends:
        raise NotADeal("agreement", Both("State the agreement, not its amendment.", "请就原协议出具结算单。"))
    rule.check_statement(draft, at.date())
    return [first, *list_amendments(first.id)]


def _write(
    draft: StatementDraft, terms: list[Agreement], corrects: StatementId | None, at: datetime
) -> StatementId:
    portions = rule.split(draft, terms)
    frozen = rule.freeze(draft)
    currency = portions[0].earned.currency
    row = models.Statement(
        agreement_id=draft.agreement,
        since=draft.since,
        until=draft.until,
        uses=frozen,
        sha256=rule.hash_of(frozen),
        portions=[_portion_json(each) for each in portions],
        currency=currency,
        corrects_id=corrects,
        issued_at=at,
    )
    statement = _statement(row)
    if statement.total.minor:
        row.posted_id = ledger.post(_posting(statement, terms[0], at), at)
    row.save(force_insert=True)
    return statement.id


def _posting(statement: Statement, agreement: Agreement, at: datetime) -> Posting:
    """Return what a statement moves: from what the agreement owes, onto what each institution earned."""
    owes = ledger.open_account(f"agreement:{agreement.id}:owed", agreement.title, statement.currency, at)
    legs = [Leg(owes, -statement.total)]
    for institution, money in statement.shares:
        if money.minor:
            name = people.get_institution(institution).name
            earns = ledger.open_account(f"institution:{institution}:earned", name, statement.currency, at)
            legs.append(Leg(earns, money))
    said = Both(
        f"Statement of {agreement.title.en}, {statement.since} to {statement.until}",
        f"{agreement.title.zh}结算单，{statement.since} 至 {statement.until}",
    )
    return Posting(f"statement:{statement.id}", said, tuple(legs))


def _standing(agreement: AgreementId) -> list[models.Statement]:
    return list(models.Statement.objects.filter(agreement_id=agreement, corrected_by=None))


def _row(statement: StatementId) -> models.Statement:
    row = models.Statement.objects.filter(id=statement).first()
    if row is None:
        raise NoSuchDeal(statement)
    return row


def _portion_json(portion: Portion) -> dict[str, Any]:
    return {
        "terms": portion.terms,
        "since": portion.since.isoformat(),
        "until": portion.until.isoformat(),
        "views": portion.views,
        "earned": portion.earned.minor,
        "shares": [[whose, weight, part.minor] for whose, weight, part in portion.shares],
    }


def _portion(told: dict[str, Any], currency: str) -> Portion:
    return Portion(
        terms=AgreementId(told["terms"]),
        since=date.fromisoformat(told["since"]),
        until=date.fromisoformat(told["until"]),
        views=told["views"],
        earned=Money(told["earned"], currency),
        shares=tuple(
            (InstitutionId(whose), weight, Money(minor, currency)) for whose, weight, minor in told["shares"]
        ),
    )


def _statement(row: models.Statement) -> Statement:
    later = models.Statement.objects.filter(corrects_id=row.id).values_list("id", flat=True).first()
    return Statement(
        id=StatementId(row.id),
        agreement=AgreementId(row.agreement_id),
        since=row.since,
        until=row.until,
        uses=rule.thaw(row.uses),
        sha256=row.sha256,
        currency=row.currency,
        portions=tuple(_portion(each, row.currency) for each in row.portions),
        issued_at=row.issued_at,
        posted=TransactionId(row.posted_id) if row.posted_id else None,
        corrects=StatementId(row.corrects_id) if row.corrects_id else None,
        corrected_by=StatementId(later) if later else None,
    )
