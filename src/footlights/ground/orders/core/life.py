"""The life of an order: placed, paid once, refunded never beyond what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from footlights.ground.orders.types import (
    NoRefund,
    OrderRefused,
    OrderState,
    PaidOtherwise,
    ProductKind,
    WrongAmount,
)
from footlights.kernel.text import Both

_PAID_ALREADY = Both("A paid order stays; it can be refunded.", "已付款订单不能关闭，可以退款。")


@dataclass(frozen=True, slots=True)
class Life:
    """What has become of an order.

    price: in minor units. paid_ref: the payment that counts, "" for none. refunds: reference -> minor units that went back.
    """

    price: int
    state: OrderState = OrderState.PLACED
    paid_ref: str = ""
    refunds: Mapping[str, int] = field(default_factory=dict)

    @property
    def refunded(self) -> int:
        """Return how much went back."""
        return sum(self.refunds.values())

    @property
    def left(self) -> int:
        """Return how much could still go back."""
        return self.price - self.refunded if self.paid_ref else 0


def pay(life: Life, ref: str, minor: int) -> Life:
    """Return the life after a payment; the same payment again changes nothing.

    A payment that arrives after closing still counts: money that arrived is never lost.
    Raises WrongAmount, PaidOtherwise.
    """
    if minor != life.price:
        raise WrongAmount(life.price, minor)
    if life.paid_ref:
        if life.paid_ref != ref:
            raise PaidOtherwise
        return life
    return replace(life, state=OrderState.PAID, paid_ref=ref)


def check_refund(life: Life, minor: int, asked: int = 0) -> None:
    """Raise NoRefund unless so much can be asked back, beside what was asked already and is not done."""
    if not 0 < minor <= life.left - asked:
        raise NoRefund(max(0, life.left - asked))


def refund(life: Life, ref: str, minor: int) -> Life:
    """Return the life after money went back; the same refund again changes nothing. Raises NoRefund."""
    if life.refunds.get(ref) == minor:
        return life
    if ref in life.refunds:
        raise NoRefund(life.left)
    check_refund(life, minor)
    refunds = {**life.refunds, ref: minor}
    whole = sum(refunds.values()) == life.price
    return replace(life, refunds=refunds, state=OrderState.REFUNDED if whole else life.state)


def close(life: Life) -> Life:
    """Return the life of an order that nobody paid; closing again changes nothing. Raises OrderRefused for a paid one."""
    if life.paid_ref:
        raise OrderRefused(_PAID_ALREADY)
    return replace(life, state=OrderState.CLOSED)


def lets_see(state: OrderState, kind: ProductKind, product_work: str, work: str) -> bool:
    """Return whether an order in a state, of a product, lets its person see a work."""
    return state is OrderState.PAID and (kind is ProductKind.PASS or product_work == work)
