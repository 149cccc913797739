"""What orders write into the ledger: money at a provider, and sales."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from footlights.ground.ledger import api as ledger
from footlights.ground.ledger.types import Leg, Posting
from footlights.kernel.ids import AccountId
from footlights.kernel.money import Money
from footlights.kernel.text import Both

_SALES: Final = Both("Sales of tickets, rentals and passes", "票券、租借与通行证销售")
_TAKEN: Final = Both("Money at {provider}", "{provider} 处的款项")


def post_payment(order: str, provider: str, paid: Money, at: datetime) -> None:
    """Post a payment's two legs; the same order again is the same posting."""
    said = Both(f"Order {order} paid", f"订单 {order} 付款")
    _post(f"orders:paid:{order}", said, provider, paid, at)


def post_refund(refund: str, provider: str, back: Money, at: datetime) -> None:
    """Post a refund's two legs; the same refund again is the same posting."""
    said = Both(f"Refund {refund}", f"退款 {refund}")
    _post(f"orders:refunded:{refund}", said, provider, -back, at)


def _post(ref: str, said: Both, provider: str, amount: Money, at: datetime) -> None:
    name = _TAKEN.filled(provider=provider)
    taken: AccountId = ledger.open_account(f"orders:at:{provider}", name, amount.currency, at)
    sales: AccountId = ledger.open_account("orders:sales", _SALES, amount.currency, at)
    ledger.post(Posting(ref, said, (Leg(taken, amount), Leg(sales, -amount))), at)
