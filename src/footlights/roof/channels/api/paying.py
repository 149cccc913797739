"""Payments: begun with the service, credited by what it signed, once, and only the order's own amount."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db import transaction

from footlights.ground.orders import api as orders
from footlights.ground.orders.types import NoSuchOrder, Order, OrderId, OrderRefused, RefundId
from footlights.kernel.addresses import page_of
from footlights.kernel.money import Money
from footlights.kernel.text import Language
from footlights.roof.channels import models
from footlights.roof.channels.adapters import http, wechat, wechat_pay
from footlights.roof.channels.core import words
from footlights.roof.channels.types import Ack, Callback, PaymentFailed, PaymentSheet, Refused

from .accounts import find_account, get_account
from .answering import say
from .guests import house_of

PROVIDER: Final = wechat.NAME
_PREPAY_LASTS: Final = timedelta(minutes=115)  # of the service's two hours
_DONE: Final = b'{"code":"SUCCESS"}'
_FAIL: Final = b'{"code":"FAIL","message":"%s"}'


@cache
def _transport() -> http.Transport:
    return http.ask


def till(transport: http.Transport | None = None) -> wechat_pay.Till:
    """Return the payment service of the account that is connected. Raises PaymentFailed, NoAccount."""
    return wechat_pay.Till(get_account(), transport or _transport())


def begin_payment(order: OrderId, at: datetime, *, transport: http.Transport | None = None) -> str:
    """Begin an open order's payment with the service and return its prepay_id, the same one while it lasts.

    The payer is the contact that the order's person writes through. Raises NoSuchOrder, PaymentFailed, NoAccount.
    """
    wanted = orders.get_order(order)
    known = models.Payment.objects.filter(order=order).first()
    if known and known.prepay and known.prepay_until and at < known.prepay_until:
        return known.prepay
    contact = _payer(wanted)
    prepay = till(transport).prepay(
        order, wanted.product.title.zh, wanted.price, contact.user_ref, at.timestamp()
    )
    facts = {
        "contact": contact,
        "minor": wanted.price.minor,
        "currency": wanted.price.currency,
        "prepay": prepay,
        "prepay_until": at + _PREPAY_LASTS,
    }
    models.Payment.objects.update_or_create(
        order=order, defaults=facts, create_defaults={**facts, "begun_at": at}
    )
    return prepay


def get_sheet(order: OrderId, at: datetime, *, transport: http.Transport | None = None) -> PaymentSheet:
    """Return what the messenger's browser shows and needs to pay an order. Raises NoSuchOrder, PaymentFailed, NoAccount."""
    wanted = orders.get_order(order)
    account = get_account()
    params: Mapping[str, str] = {}
    if wanted.is_open:
        prepay = begin_payment(order, at, transport=transport)
        params = till(transport).sheet(prepay, at.timestamp())
    return PaymentSheet(
        order, wanted.product.title, wanted.price, params, wanted.is_open, account.is_simulated
    )


def take_notice(callback: Callback, at: datetime) -> Ack:
    """Return what a payment notification is answered with: verified first, kept as it came, credited in the same transaction.

    Forged, stale or damaged it is refused and nothing of it kept; one that came before is only acknowledged; one that names
    another amount than the order's is kept, credits nothing, and is refused.
    """
    account = find_account()
    if account is None or account.merchant is None:
        return Ack(404)
    try:
        name, kind, held = wechat_pay.read_notice(account.merchant, callback, at.timestamp())
        if held.get("mchid", account.merchant.mch_id) != account.merchant.mch_id:
            raise Refused("another merchant", 400)
    except Refused as refusal:
        return Ack(refusal.status, _FAIL % refusal.reason.encode("ascii", "replace"), "application/json")
    with transaction.atomic():
        facts = {
            "kind": kind[:60],
            "order": str(held.get("out_trade_no", ""))[:32],
            "body": callback.body.decode("utf-8", "replace"),
            "received_at": at,
            "outcome": "",
        }
        row, is_new = models.Notice.objects.get_or_create(id=name[:64], defaults=facts)
        if is_new:
            row.outcome = _settle(kind, held, at)
            row.save(update_fields=["outcome"])
    if row.outcome.startswith("refused"):
        return Ack(422, _FAIL % row.outcome.encode("ascii", "replace"), "application/json")
    return Ack(200, _DONE, "application/json")


def credit(order: OrderId, told: Mapping[str, Any], at: datetime) -> Order:
    """Credit an order with a transaction that the service told of, in the caller's transaction.

    Raises NoSuchOrder, OrderRefused (WrongAmount and its like); then nothing is credited.
    """
    paid = wechat_pay.amount_of(told)
    before = orders.get_order(order)
    ref = told.get("transaction_id")
    after = orders.record_payment(order, PROVIDER, str(ref or order)[:100], paid or Money(-1, ""), at)
    models.Payment.objects.filter(order=order, settled_at=None).update(settled_at=at)
    if before.paid_at is None:
        _tell(order, f"paid:{order}", after, at)
    return after


def note_refund(refund: RefundId, at: datetime) -> None:
    """Note that a refund was carried out, and tell the person once. Raises NoSuchOrder, NoRefund."""
    done = orders.record_refund(refund, at)
    row = models.Payment.objects.select_related("contact").filter(order=done.order).first()
    if row and row.contact:
        said = words.REFUNDED.filled(amount=done.amount, order=done.order).said_in(row.contact.language)
        say(row.contact, f"refunded:{refund}", said, at)


def _settle(kind: str, held: Mapping[str, Any], at: datetime) -> str:
    """Do what a notification tells of, and return what became of it."""
    try:
        with transaction.atomic():
            if kind == "TRANSACTION.SUCCESS":
                if held.get("trade_state") != "SUCCESS":
                    return "no success"
                credit(OrderId(str(held.get("out_trade_no", ""))), held, at)
                return "credited"
            if kind == "REFUND.SUCCESS":
                note_refund(RefundId(str(held.get("out_refund_no", ""))), at)
                return "refunded"
    except (OrderRefused, NoSuchOrder) as refusal:
        return f"refused: {type(refusal).__name__}"[:60]
    return "noted"


def _tell(order: OrderId, key: str, after: Order, at: datetime) -> None:
    """Tell the payer, where they wrote, that the ticket is theirs."""
    row = models.Payment.objects.select_related("contact").filter(order=order).first()
    if row is None or row.contact is None:
        return
    language = Language(row.contact.language)
    page = page_of(after.product.work, language) if after.product.work else f"/{language.value}/"
    said = words.PAID.filled(product=after.product.title, order=order, address=house_of(row.contact) + page)
    say(row.contact, key, said.said_in(language), at)


def _payer(order: Order) -> models.Contact:
    """Return the contact that pays an order. Raises PaymentFailed when the person writes through no messenger."""
    rows = models.Contact.objects.filter(channel=PROVIDER, person=order.person or "-").order_by("-heard_at")
    found = rows.first()
    if found is None or not order.is_open:
        raise PaymentFailed("no payer" if found is None else "not open")
    return found
