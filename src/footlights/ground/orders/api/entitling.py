"""What people may see for what they bought."""

from __future__ import annotations

from datetime import datetime, timedelta

from footlights.ground.orders import models
from footlights.ground.orders.core.life import lets_see
from footlights.ground.orders.types import Entitlement, OrderId, OrderState, Product, ProductKind
from footlights.kernel.ids import PersonId, WorkId

from .selling import list_products, product_of


def is_gated(work: WorkId) -> bool:
    """Return whether a work is seen only by those who bought, be it still on sale or not."""
    return models.Product.objects.filter(work=work, gates=True).exists()


def list_offers(work: WorkId) -> list[Product]:
    """Return what can be bought to see a gated work, its own tickets first, then passes; nothing when it is not gated."""
    if not is_gated(work):
        return []
    passes = models.Product.objects.filter(kind=ProductKind.PASS.value, is_on_sale=True).order_by(
        "minor", "id"
    )
    return [*list_products(work=work), *(product_of(row) for row in passes)]


def find_entitlement(person: PersonId | None, work: WorkId, at: datetime) -> Entitlement | None:
    """Return what lets a person see a work now, the longest; None when nothing does."""
    if person is None:
        return None
    standing = [each for each in list_entitlements(person, at) if each.work in (None, work)]
    return max(standing, key=lambda each: (each.ends_at is None, each.ends_at or at), default=None)


def list_entitlements(person: PersonId, at: datetime) -> list[Entitlement]:
    """Return what a person may see now for what they bought, the newest first."""
    rows = models.Order.objects.select_related("product").filter(person=person, state=OrderState.PAID.value)
    found = []
    for row in rows.order_by("-paid_at", "-id"):
        kind, work = ProductKind(row.product.kind), row.product.work
        if row.paid_at is None or not lets_see(OrderState(row.state), kind, work, work):
            continue
        lasts = row.product.lasts_seconds
        ends_at = None if lasts is None else row.paid_at + timedelta(seconds=lasts)
        if ends_at is None or at < ends_at:
            found.append(Entitlement(OrderId(row.id), WorkId(work) if work else None, row.paid_at, ends_at))
    return found
