"""The door to the ledger: open an account, post, reverse, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum

from footlights.kernel.ids import AccountId, TransactionId
from footlights.kernel.money import Money, exponent_of
from footlights.kernel.text import Both

from . import models
from .core import balance as rule
from .types import Account, Leg, NoSuchEntry, Posting, RefTaken, Transaction


def open_account(key: str, name: Both, currency: str, at: datetime) -> AccountId:
    """Return the account for a key and currency, opened if it is not there yet.

    Raises ValueError for no currency.
    """
    exponent_of(currency)
    row, _ = models.Account.objects.get_or_create(
        key=key, currency=currency, defaults={"name_en": name.en, "name_zh": name.zh, "opened_at": at}
    )
    return AccountId(row.id)


def get_account(account: AccountId) -> Account:
    """Return an account.

    Raises NoSuchEntry.
    """
    row = models.Account.objects.filter(id=account).first()
    if row is None:
        raise NoSuchEntry(account)
    return Account(AccountId(row.id), row.key, Both(row.name_en, row.name_zh), row.currency)


def post(posting: Posting, at: datetime, *, reverses: TransactionId | None = None) -> TransactionId:
    """Post, and return the transaction's id; the same posting sent again is the same transaction.

    Raises NotBalanced, and RefTaken when something else stands under that ref.
    """
    rows = models.Account.objects.filter(id__in={leg.account for leg in posting.legs})
    rule.check(posting, {AccountId(row.id): row.currency for row in rows})
    known = _find(posting.ref)
    if known is None:
        try:
            return _write(posting, at, reverses)
        except IntegrityError:  # another was first
            known = _find(posting.ref)
            if known is None:
                raise
    if sorted(_told(known.legs)) != sorted(_told(posting.legs)):
        raise RefTaken(posting.ref)
    return known.id


def reverse(wanted: TransactionId, ref: str, said: Both, at: datetime) -> TransactionId:
    """Take a transaction back by posting its opposite, and return that one's id.

    Raises NoSuchEntry, and RefTaken when it was taken back already under another ref.
    """
    standing = get_transaction(wanted)
    legs = tuple(Leg(leg.account, -leg.amount) for leg in standing.legs)
    taken_back = models.Transaction.objects.filter(reverses_id=wanted).exclude(ref=ref).first()
    if taken_back is not None:
        raise RefTaken(taken_back.ref)
    return post(Posting(ref, said, legs), at, reverses=wanted)


def get_transaction(wanted: TransactionId) -> Transaction:
    """Return a transaction with its legs, in the order in which they were written.

    Raises NoSuchEntry.
    """
    row = models.Transaction.objects.filter(id=wanted, is_posted=True).first()
    if row is None:
        raise NoSuchEntry(wanted)
    return _transaction(row)


def list_entries(accounts: Sequence[AccountId]) -> list[Transaction]:
    """Return the transactions that touch some accounts, in the order in which they were posted."""
    rows = models.Transaction.objects.filter(legs__account__in=accounts, is_posted=True).distinct()
    return [_transaction(row) for row in rows.order_by("posted_at", "id")]


def balance(account: AccountId, *, until: datetime | None = None) -> Money:
    """Return what stands on an account, of what was posted before an instant.

    Raises NoSuchEntry.
    """
    currency = get_account(account).currency
    rows = models.Leg.objects.filter(account_id=account, transaction__is_posted=True)
    rows = rows.filter(transaction__posted_at__lt=until) if until else rows
    return Money(int(rows.aggregate(total=Sum("minor"))["total"] or 0), currency)


@transaction.atomic
def _write(posting: Posting, at: datetime, reverses: TransactionId | None) -> TransactionId:
    row = models.Transaction.objects.create(
        ref=posting.ref,
        said_en=posting.said.en,
        said_zh=posting.said.zh,
        posted_at=at,
        reverses_id=reverses,
    )
    models.Leg.objects.bulk_create(
        models.Leg(
            transaction=row, account_id=leg.account, currency=leg.amount.currency, minor=leg.amount.minor
        )
        for leg in posting.legs
    )
    models.Transaction.objects.filter(id=row.id).update(is_posted=True)
    return TransactionId(row.id)


def _find(ref: str) -> Transaction | None:
    row = models.Transaction.objects.filter(ref=ref, is_posted=True).first()
    return _transaction(row) if row else None


def _told(legs: Sequence[Leg]) -> list[tuple[str, str, int]]:
    return [(leg.account, leg.amount.currency, leg.amount.minor) for leg in legs]


def _transaction(row: models.Transaction) -> Transaction:
    return Transaction(
        ref=row.ref,
        said=Both(row.said_en, row.said_zh),
        legs=tuple(
            Leg(AccountId(leg.account_id), Money(leg.minor, leg.currency)) for leg in row.legs.order_by("id")
        ),
        id=TransactionId(row.id),
        posted_at=row.posted_at,
        reverses=TransactionId(row.reverses_id) if row.reverses_id else None,
    )
