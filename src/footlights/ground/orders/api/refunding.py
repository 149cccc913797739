"""Refunds: asked once for a key, done once the provider said so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from footlights.ground.events import api as events
from footlights.ground.orders import models
from footlights.ground.orders.core import life as rule
from footlights.ground.orders.events import OrderRefunded
from footlights.ground.orders.types import KeyTaken, NoSuchOrder, OrderId, Refund, RefundId
from footlights.kernel.ids import EventId, new_id
from footlights.kernel.money import Money

from . import books
from .ordering import hold, life_of


def ask_refund(order: OrderId, key: str, at: datetime, *, amount: Money | None = None) -> Refund:
    """Ask for money of an order back: an amount, or all that is left. The same key is the same refund.

    Whoever took the money must carry it out; then ``record_refund``. Raises NoSuchOrder, NoRefund, KeyTaken.
    """
    with transaction.atomic():
        row = hold(order)
        known = models.Refund.objects.select_related("order").filter(key=key).first()
        if known is None:
            life = life_of(row)
            asked = sum(row.refunds.filter(done_at=None).values_list("minor", flat=True))
            minor = amount.minor if amount else life.left - asked
            rule.check_refund(life, minor if amount is None or amount.currency == row.currency else 0, asked)
            known = models.Refund.objects.create(order=row, key=key, minor=minor, asked_at=at)
    if known.order_id != order or (amount is not None and amount.minor != known.minor):
        raise KeyTaken
    return _refund(known)


def record_refund(refund: RefundId, at: datetime) -> Refund:
    """Note that a refund was carried out, once: its order and its legs in the ledger change together.

    Raises NoSuchOrder, NoRefund.
    """
    with transaction.atomic():
        found = models.Refund.objects.filter(id=refund).first()
        if found is None:
            raise NoSuchOrder(refund)
        row = hold(OrderId(found.order_id))
        found = models.Refund.objects.select_related("order").get(
            id=refund
        )  # as it is, now that the order is held
        if found.done_at is None:
            after = rule.refund(life_of(row), found.id, found.minor)
            found.done_at, row.state = at, after.state.value
            found.save(update_fields=["done_at"])
            row.save(update_fields=["state"])
            back = Money(found.minor, row.currency)
            books.post_refund(found.id, row.provider, back, at)
            events.post([OrderRefunded(OrderId(row.id), back).as_event(EventId(new_id("evt")), at)])
    return _refund(found)


def list_refunds(order: OrderId) -> list[Refund]:
    """Return an order's refunds, the oldest first."""
    rows = models.Refund.objects.select_related("order").filter(order=order).order_by("asked_at", "id")
    return [_refund(row) for row in rows]


def list_refunds_to_do(provider: str, *, limit: int = 100) -> list[Refund]:
    """Return the refunds that a provider has still to carry out, the oldest first."""
    rows = models.Refund.objects.select_related("order").filter(done_at=None, order__provider=provider)
    return [_refund(row) for row in rows.order_by("asked_at", "id")[:limit]]


def _refund(row: models.Refund) -> Refund:
    return Refund(
        RefundId(row.id),
        OrderId(row.order_id),
        Money(row.minor, row.order.currency),
        row.order.provider,
        row.asked_at,
        row.done_at,
    )
