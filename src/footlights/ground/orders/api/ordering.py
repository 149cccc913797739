"""Orders: placed once for a key, paid once, closed when nobody paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from footlights.ground.events import api as events
from footlights.ground.orders import models
from footlights.ground.orders.core import life as rule
from footlights.ground.orders.events import OrderPaid
from footlights.ground.orders.types import (
    KeyTaken,
    NoSuchOrder,
    NoSuchProduct,
    Order,
    OrderId,
    OrderState,
    PaidOtherwise,
    ProductId,
)
from footlights.kernel.ids import EventId, PersonId, WorkId, new_id
from footlights.kernel.money import Money

from . import books
from .selling import get_product, product_of


def place_order(person: PersonId, product: ProductId, key: str, at: datetime) -> Order:
    """Return the order of a person for a product, placed if it is not yet; the same key is the same order.

    Raises NoSuchProduct, KeyTaken.
    """
    wanted = get_product(product)
    known = models.Order.objects.select_related("product").filter(key=key).first()
    if known is None:
        if not wanted.is_on_sale:
            raise NoSuchProduct(product)
        fresh = {
            "product_id": product,
            "person": person,
            "minor": wanted.price.minor,
            "currency": wanted.price.currency,
            "placed_at": at,
        }
        known, _ = models.Order.objects.get_or_create(key=key, defaults=fresh)
    if (known.person, known.product_id) != (person, product):
        raise KeyTaken
    return orders_of([known])[0]


def get_order(order: OrderId, *, person: PersonId | None = None) -> Order:
    """Return an order; with a person, only their own. Raises NoSuchOrder."""
    row = models.Order.objects.select_related("product").filter(id=order).first()
    if row is None or (person is not None and row.person != person):
        raise NoSuchOrder(order)
    return orders_of([row])[0]


def list_orders(person: PersonId | None = None, *, limit: int = 50) -> list[Order]:
    """Return orders, the newest first; a person's own when one is named."""
    rows = models.Order.objects.select_related("product").order_by("-placed_at", "-id")
    return orders_of((rows.filter(person=person) if person else rows)[:limit])


def list_unpaid(placed_before: datetime, *, limit: int = 200) -> list[Order]:
    """Return the orders placed before an instant that nobody paid and nobody closed, the oldest first."""
    rows = models.Order.objects.select_related("product").filter(
        state=OrderState.PLACED.value, placed_at__lt=placed_before
    )
    return orders_of(rows.order_by("placed_at", "id")[:limit])


def record_payment(order: OrderId, provider: str, ref: str, paid: Money, at: datetime) -> Order:
    """Credit an order with what a provider took, once: its order and its legs in the ledger change together.

    The same payment again changes nothing. Raises NoSuchOrder, WrongAmount, PaidOtherwise; then nothing is credited.
    """
    with transaction.atomic():
        row = hold(order)
        after = rule.pay(life_of(row), f"{provider}:{ref}", _minor_in(paid, row.currency))
        if row.paid_ref:
            return orders_of([row])[0]
        row.state, row.provider, row.paid_ref, row.paid_at = after.state.value, provider, ref, at
        try:
            with transaction.atomic():
                row.save(update_fields=["state", "provider", "paid_ref", "paid_at"])
        except IntegrityError as fault:  # that payment pays another order
            raise PaidOtherwise from fault
        books.post_payment(row.id, provider, paid, at)
        told = OrderPaid(OrderId(row.id), ProductId(row.product_id), paid, provider)
        events.post([told.as_event(EventId(new_id("evt")), at)])
    return orders_of([row])[0]


def close_order(order: OrderId) -> Order:
    """Close an order that nobody paid. Raises NoSuchOrder, OrderRefused for a paid one."""
    with transaction.atomic():
        row = hold(order)
        row.state = rule.close(life_of(row)).state.value
        row.save(update_fields=["state"])
    return orders_of([row])[0]


def count_paid(works: Sequence[WorkId] = (), since: date | None = None, until: date | None = None) -> int:
    """Return how many orders were paid, for these works (all when none is named), from a UTC day on until a day.

    Those refunded wholly since are left out.
    """
    rows = models.Order.objects.filter(state=OrderState.PAID.value)
    rows = rows.filter(product__work__in=list(works)) if works else rows
    rows = rows.filter(paid_at__date__gte=since) if since else rows
    rows = rows.filter(paid_at__date__lte=until) if until else rows
    return rows.count()


def hold(order: OrderId) -> models.Order:
    """Return an order's row for the caller's transaction alone. Raises NoSuchOrder."""
    row = (
        models.Order.objects.select_for_update(of=("self",))
        .select_related("product")
        .filter(id=order)
        .first()
    )
    if row is None:
        raise NoSuchOrder(order)
    return row


def life_of(row: models.Order) -> rule.Life:
    """Return what has become of an order."""
    done = row.refunds.exclude(done_at=None).values_list("id", "minor")
    paid = f"{row.provider}:{row.paid_ref}" if row.paid_ref else ""
    return rule.Life(row.minor, OrderState(row.state), paid, dict(done))


def orders_of(rows: Iterable[models.Order]) -> list[Order]:
    """Return rows as orders."""
    rows = list(rows)
    back: dict[str, int] = {}
    done = models.Refund.objects.filter(order__in=[row.id for row in rows]).exclude(done_at=None)
    for order, minor in done.values_list("order_id", "minor"):
        back[order] = back.get(order, 0) + minor
    return [
        Order(
            id=OrderId(row.id),
            product=product_of(row.product),
            person=PersonId(row.person) if row.person else None,
            price=Money(row.minor, row.currency),
            state=OrderState(row.state),
            refunded=Money(back.get(row.id, 0), row.currency),
            provider=row.provider,
            paid_ref=row.paid_ref,
            placed_at=row.placed_at,
            paid_at=row.paid_at,
        )
        for row in rows
    ]


def _minor_in(paid: Money, currency: str) -> int:
    """Return an amount in the order's currency; in another it is none of it."""
    return paid.minor if paid.currency == currency else -1
