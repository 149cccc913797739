"""What orders hands out: products, orders, refunds, entitlements, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.text import Both

ProductId = NewType("ProductId", str)
OrderId = NewType("OrderId", str)
RefundId = NewType("RefundId", str)


class ProductKind(StrEnum):
    """What can be bought."""

    TICKET = "ticket"
    RENTAL = "rental"
    PASS = "pass"  # noqa: S105  # what is sold, no password

    @property
    def said(self) -> Both:
        """Return the kind in words."""
        return {
            "ticket": Both("Ticket", "票"),
            "rental": Both("Rental", "租借"),
            "pass": Both("Pass", "通行证"),
        }[self.value]


class OrderState(StrEnum):
    """How far an order is."""

    PLACED = "placed"
    PAID = "paid"
    REFUNDED = "refunded"
    CLOSED = "closed"

    @property
    def said(self) -> Both:
        """Return the state in words."""
        return {
            "placed": Both("Not paid yet", "待付款"),
            "paid": Both("Paid", "已付款"),
            "refunded": Both("Refunded", "已退款"),
            "closed": Both("Closed unpaid", "未付款已关闭"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as somebody proposes it.

    work: None only for a pass. lasts: from the payment; None for good.
    gates: the work can be watched only by those who bought.
    """

    kind: ProductKind
    title: Both
    price: Money
    work: WorkId | None = None
    lasts: timedelta | None = None
    gates: bool = True


@dataclass(frozen=True, slots=True)
class Product(ProductDraft):
    """A product on sale, or once on sale."""

    id: ProductId = ProductId("")
    is_on_sale: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """One person's purchase of one product.

    person: None once its person was erased. provider: who took the money, "" until somebody did.
    """

    id: OrderId
    product: Product
    person: PersonId | None
    price: Money
    state: OrderState
    refunded: Money
    provider: str
    paid_ref: str
    placed_at: datetime
    paid_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Return whether it can be paid now."""
        return self.state is OrderState.PLACED


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that goes back. done_at: None until the provider said so."""

    id: RefundId
    order: OrderId
    amount: Money
    provider: str
    asked_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a paid order lets its person see: one work, or every gated one; until when, None for good."""

    order: OrderId
    work: WorkId | None
    begins_at: datetime
    ends_at: datetime | None


class OrderRefused(Exception):
    """An order can't be what was asked of it; the message says why."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class BadProduct(OrderRefused):
    """A draft can't become a product."""


class NoSuchProduct(OrderRefused):
    """There is no such product, or it is not on sale any more."""

    def __init__(self, what: str) -> None:
        shown = ascii(what[:60])
        super().__init__(Both(f"Nothing is sold here as {shown}.", f"没有在售商品 {shown}。"))


class NoSuchOrder(OrderRefused):
    """There is no such order, or it is another person's."""

    def __init__(self, what: str) -> None:
        shown = ascii(what[:60])
        super().__init__(Both(f"There is no order {shown}.", f"没有订单 {shown}。"))


class KeyTaken(OrderRefused):
    """Another order was placed under that key."""

    def __init__(self) -> None:
        super().__init__(Both("That was another order.", "该请求对应另一笔订单。"))


class WrongAmount(OrderRefused):
    """What was paid is not what the order costs."""

    def __init__(self, price: int, paid: int) -> None:
        super().__init__(
            Both(
                f"The order costs {price} and {paid} was paid: nothing was credited.",
                f"订单金额 {price}，支付金额 {paid}：未入账。",
            )
        )


class PaidOtherwise(OrderRefused):
    """The order was paid already, by another payment: that one must go back."""

    def __init__(self) -> None:
        super().__init__(
            Both(
                "The order is paid already; the second payment was not credited.",
                "订单已付款，第二笔付款未入账。",
            )
        )


class NoRefund(OrderRefused):
    """Nothing can be refunded, or not that much."""

    def __init__(self, left: int) -> None:
        super().__init__(Both(f"At most {left} of this order can be refunded.", f"此订单最多可退 {left}。"))
