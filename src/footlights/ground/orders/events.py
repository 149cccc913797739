"""What orders tell the house: that money came, and that it went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.ground.events.types import Event, Value
from footlights.kernel.ids import EventId
from footlights.kernel.money import Money

from .types import OrderId, ProductId

PAID = "orders.paid"
REFUNDED = "orders.refunded"


@dataclass(frozen=True, slots=True)
class OrderPaid:
    """An order was paid; who paid is not told."""

    order: OrderId
    product: ProductId
    amount: Money
    provider: str

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        body: dict[str, Value] = {
            "order": self.order,
            "product": self.product,
            "minor": self.amount.minor,
            "currency": self.amount.currency,
            "provider": self.provider,
        }
        return Event(event, PAID, at, body)


@dataclass(frozen=True, slots=True)
class OrderRefunded:
    """Money of an order went back."""

    order: OrderId
    amount: Money

    def as_event(self, event: EventId, at: datetime) -> Event:
        """Return the event for the log."""
        body: dict[str, Value] = {
            "order": self.order,
            "minor": self.amount.minor,
            "currency": self.amount.currency,
        }
        return Event(event, REFUNDED, at, body)
