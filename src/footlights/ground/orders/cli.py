"""`./footlights orders …`: put a product on sale, list orders, refund one."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta
from typing import Any

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

from . import api
from .forms import read_price
from .types import Order, OrderId, ProductDraft, ProductKind

_ASKED = Both(
    "{amount} of {order} goes back (refund {refund}).", "{order} 将退回 {amount}（退款 {refund}）。"
)


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add orders' verbs."""
    add = verbs.add_parser("add", help="put a product on sale · 上架商品")
    add.add_argument("--kind", choices=[each.value for each in ProductKind], default="ticket")
    add.add_argument("--work", default="", metavar="ID")
    add.add_argument("--title-en", required=True, metavar="TITLE")
    add.add_argument("--title-zh", required=True, metavar="TITLE")
    add.add_argument("--price", required=True, metavar="18.00")
    add.add_argument("--currency", default="CNY")
    add.add_argument("--hours", type=float, default=None, help="how long it lasts · 有效小时数")
    add.add_argument("--open", action="store_true", help="the work stays free to watch · 作品仍可免费观看")
    add.set_defaults(run=_add)
    listed = verbs.add_parser("list", help="the newest orders · 最新订单")
    listed.set_defaults(run=_list)
    refund = verbs.add_parser("refund", help="give what is left of an order back · 退款")
    refund.add_argument("order", metavar="ORDER")
    refund.set_defaults(run=_refund)
    for verb in (add, listed, refund):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _add(arguments: argparse.Namespace) -> int:
    draft = ProductDraft(
        kind=ProductKind(arguments.kind),
        title=Both(arguments.title_en, arguments.title_zh),
        price=read_price(arguments.price, arguments.currency),
        work=WorkId(arguments.work) if arguments.work else None,
        lasts=None if arguments.hours is None else timedelta(hours=arguments.hours),
        gates=not arguments.open,
    )
    made = api.create_product(draft, utc_now())
    print(json.dumps({"product": made.id}) if arguments.json else f"{made.id}  {made.title}  {made.price}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = [_told(order) for order in api.list_orders()]
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for each in found:
        print(
            f"{each['order']}  {each['state']:<8}  {each['minor']} {each['currency']}  {each['product']['en']}"
        )
    return 0


def _refund(arguments: argparse.Namespace) -> int:
    order = api.get_order(OrderId(arguments.order))
    asked = api.ask_refund(order.id, f"operator:{order.id}", utc_now())
    told = {"refund": asked.id, "order": order.id, "minor": asked.amount.minor}
    said = _ASKED.filled(amount=asked.amount, order=order.id, refund=asked.id)
    print(json.dumps(told) if arguments.json else said)
    return 0


def _told(order: Order) -> dict[str, Any]:
    return {
        "order": order.id,
        "product": order.product.title.as_json(),
        "state": order.state.value,
        "minor": order.price.minor,
        "currency": order.price.currency,
        "provider": order.provider,
        "refunded": order.refunded.minor,
    }
