"""Tickets in a conversation: what is on sale, an order, the way to pay it, and the money back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.core import signing

from footlights.ground.orders import api as orders
from footlights.ground.orders.types import NoRefund, Order, OrderId, OrderState, Product
from footlights.ground.works import api as works
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both, Language
from footlights.roof.channels import models
from footlights.roof.channels.adapters import wechat
from footlights.roof.channels.core import words

from .accounts import find_account
from .finding import find_works
from .guests import ensure_person

SALT: Final = "channels.pay"
_MOST_SHOWN: Final = 8
Address = Callable[..., str]


def sell(
    contact: models.Contact, key: str, title: str, language: Language, address: Address, at: datetime
) -> list[Both]:
    """Place an order for what somebody names, and say how to pay it; without a name say what is on sale."""
    on_sale = orders.list_products()
    if not on_sale:
        return [words.NOTHING_ON_SALE]
    meant = _meant(on_sale, title) if title else []
    if not title or not meant:
        said = [words.NO_TICKET.filled(title=title)] if title else []
        return [*said, words.ON_SALE.filled(lines=_lines(on_sale))]
    person = ensure_person(contact, language, at)
    order = orders.place_order(person, meant[0].id, f"message:{key}", at)
    if not _can_pay_here(contact, order):
        page = address("orders:order", order.id)
        return [words.CANNOT_PAY.filled(product=order.product.title, price=order.price, address=page)]
    page = address("channels:pay", sign_pay_address(order.id))
    return [words.PAY.filled(product=order.product.title, price=order.price, address=page, order=order.id)]


def give_back(contact: models.Contact, key: str, named: str, at: datetime) -> list[Both]:
    """Ask for the money of an order back: the one named, else the latest that is paid."""
    mine = orders.list_orders(PersonId(contact.person)) if contact.person else []
    paid = [each for each in mine if each.state is OrderState.PAID and named in ("", each.id)]
    if not paid:
        return [words.NOTHING_TO_REFUND]
    try:
        asked = orders.ask_refund(paid[0].id, f"message:{key}", at)
    except NoRefund as refusal:
        return [refusal.message]
    return [words.REFUND_ASKED.filled(amount=asked.amount, order=paid[0].id)]


def sign_pay_address(order: OrderId) -> str:
    """Return what a pay page's address names an order by: nobody can guess another's."""
    return signing.dumps(order, salt=SALT)


def read_pay_address(signed: str) -> OrderId | None:
    """Return the order that a pay page's address names; None when the house did not make it."""
    try:
        return OrderId(signing.loads(signed, salt=SALT))
    except signing.BadSignature:
        return None


def _can_pay_here(contact: models.Contact, order: Order) -> bool:
    account = find_account()
    return (
        contact.channel == wechat.NAME
        and account is not None
        and account.merchant is not None
        and order.price.currency == wechat.WeChat.capabilities.pays_in
    )


def _meant(on_sale: list[Product], title: str) -> list[Product]:
    named = [each for each in on_sale if title.casefold() in (each.title.en.casefold(), each.title.zh)]
    if named:
        return named
    found = [work.id for work in find_works(title)]
    return sorted(
        (each for each in on_sale if each.work in found), key=lambda each: found.index(each.work or found[0])
    )


def _lines(on_sale: list[Product]) -> Both:
    names = {}
    for each in on_sale[:_MOST_SHOWN]:
        work = works.find_work(each.work) if each.work else None
        names[each.id] = work.title if work else each.title
    shown = on_sale[:_MOST_SHOWN]
    return Both(
        "\n".join(f"• {names[each.id].en} — {each.kind.said.en}, {each.price}" for each in shown),
        "\n".join(f"• {names[each.id].zh} —— {each.kind.said.zh}，{each.price}" for each in shown),
    )
