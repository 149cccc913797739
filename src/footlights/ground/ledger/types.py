"""What the ledger hands out: accounts, postings with their legs, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.kernel.ids import AccountId, TransactionId
from footlights.kernel.money import Money
from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class Account:
    """An account in one currency; key: what its owner finds it by, such as an institution's id and a purpose."""

    id: AccountId
    key: str
    name: Both
    currency: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a posting: an amount onto an account, positive or negative, never zero."""

    account: AccountId
    amount: Money


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be posted.

    ref: what the caller names it by; the same ref is posted once, however often it is sent.
    legs: at least two, which add up to nothing in every currency.
    """

    ref: str
    said: Both
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Transaction(Posting):
    """A posting that stands. reverses: the one that it takes back, if it does."""

    id: TransactionId
    posted_at: datetime
    reverses: TransactionId | None = None


class NotBalanced(Exception):
    """A posting that can't be: too few legs, an empty one, a wrong currency, or a sum that is not zero."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class RefTaken(Exception):
    """Something else was posted under that ref."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.message = Both(f"Something else was posted as {ref}.", f"编号 {ref} 已用于另一笔记账。")


class NoSuchEntry(Exception):
    """There is no account or transaction of that id."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.message = Both(f"The ledger has no {what}.", f"账簿中没有 {what}。")
