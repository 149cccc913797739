"""What orders hold of a person: what they bought. Erased, the amounts stay, as the ledger's do, and name nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from footlights.kernel.ids import PersonId

from . import api, models

HOLDS: tuple[str, ...] = ("Order",)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's orders with their refunds."""
    return {
        "orders": [
            {
                "id": order.id,
                "product": order.product.title.as_json(),
                "minor": order.price.minor,
                "currency": order.price.currency,
                "state": order.state.value,
                "placed_at": order.placed_at.isoformat(),
                "paid_at": order.paid_at and order.paid_at.isoformat(),
                "refunds": [
                    {"minor": each.amount.minor, "asked_at": each.asked_at.isoformat()}
                    for each in api.list_refunds(order.id)
                ],
            }
            for order in api.list_orders(person, limit=10_000)
        ]
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Take a person's name off their orders; an unpaid one is closed."""
    rows = models.Order.objects.filter(person=person)
    rows.filter(state="placed").update(state="closed")
    rows.update(person="")
