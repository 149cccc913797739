"""The house's books beside the payment service's: lost notifications are found, unpaid orders closed, refunds carried out."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from footlights.ground.orders import api as orders
from footlights.ground.orders.types import OrderId, OrderRefused
from footlights.roof.channels import models
from footlights.roof.channels.adapters import http
from footlights.roof.channels.adapters.wechat_pay import Till
from footlights.roof.channels.types import NoAccount, PaymentFailed, Reconciled

from .paying import PROVIDER, credit, note_refund, till

PATIENCE: Final = timedelta(seconds=30)  # a notification has this long before the service is asked
LASTS: Final = timedelta(hours=2)  # an order that nobody paid for so long is closed
AT_ONCE: Final = 200
_LOG: Final = logging.getLogger(__name__)


def reconcile(
    at: datetime,
    *,
    patience: timedelta = PATIENCE,
    lasts: timedelta = LASTS,
    transport: http.Transport | None = None,
) -> Reconciled:
    """Ask the service about every payment that has waited longer than ``patience``, and return what was found.

    What it says was paid is credited as a notification would have been; what nobody paid for ``lasts`` is closed there and then
    here; at most ``AT_ONCE`` are asked about at a time, each in its turn. Refunds that were asked are carried out under their own numbers, so that a repeated one is the same.
    """
    try:
        service = till(transport)
    except (NoAccount, PaymentFailed):
        return Reconciled(0, 0, 0, 0)
    refunded = _refund(service, at)
    waiting = models.Payment.objects.filter(settled_at=None, begun_at__lte=at - patience)
    # Those asked about longest ago come first: many that nobody pays can't keep a paid one waiting.
    turn = waiting.order_by(F("asked_at").asc(nulls_first=True), "begun_at", "order")
    asked = list(turn.values_list("order", "begun_at")[:AT_ONCE])
    models.Payment.objects.filter(order__in=[order for order, _ in asked]).update(asked_at=at)
    found = [_look(service, OrderId(order), at - begun >= lasts, at) for order, begun in asked]
    return Reconciled(len(asked), found.count("credited"), found.count("closed"), refunded)


def _look(service: Till, order: OrderId, is_late: bool, at: datetime) -> str:
    """Ask about one order and return what was done: credited, closed, or "" for nothing."""
    try:
        told = service.query(order, at.timestamp())
        if told is not None and told.get("trade_state") == "SUCCESS":
            with transaction.atomic():
                credit(order, told, at)
            return "credited"
        if not is_late:
            return ""
        if told is not None and told.get("trade_state") == "NOTPAY":
            service.close(order, at.timestamp())
        orders.close_order(order)
        models.Payment.objects.filter(order=order).update(settled_at=at)
        return "closed"
    except PaymentFailed as fault:
        _LOG.warning("payment of %s: %s", order, fault.reason)
    except OrderRefused as refusal:
        _LOG.error("payment of %s differs from its order: %s", order, type(refusal).__name__)
        models.Payment.objects.filter(order=order).update(settled_at=at)
    return ""


def _refund(service: Till, at: datetime) -> int:
    done = 0
    for refund in orders.list_refunds_to_do(PROVIDER):
        whole = orders.get_order(refund.order).price
        try:
            status = service.refund(refund.order, refund.id, refund.amount, whole, at.timestamp())
            if status == "SUCCESS":
                with transaction.atomic():
                    note_refund(refund.id, at)
                done += 1
        except PaymentFailed as fault:
            _LOG.warning("refund %s: %s", refund.id, fault.reason)
    return done
