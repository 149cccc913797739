"""A payment service without a network, and the house beside it: orders are placed, paid, told of and compared."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa

from footlights.ground.ledger import api as ledger
from footlights.ground.orders import api as orders
from footlights.ground.orders.types import Order, Product
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both
from footlights.roof.channels import api, models
from footlights.roof.channels.adapters.http import Reply
from footlights.roof.channels.adapters.other_side.keys import Keys
from footlights.roof.channels.adapters.other_side.payments import Payments
from footlights.roof.channels.api.reconciling import AT_ONCE
from footlights.roof.channels.types import Ack, Callback

from .letters import AT

FORGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Service:
    """The payment service at an instant of the test's choosing; what it would deliver waits in ``told``."""

    keys: Keys
    at: datetime = AT
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.payments = Payments(
            self.keys, lambda url, headers, body: self.told.append((headers, body)), self.now
        )

    def now(self) -> float:
        return self.at.timestamp()

    def transport(self, method, url, headers, body) -> Reply:
        """Carry a request of the house to the service."""
        place = urlsplit(url)
        target = place.path + (f"?{place.query}" if place.query else "")
        return self.payments.handle(method, target, headers, body)

    def pay(self, order: Order) -> None:
        """Let the payer pay an order."""
        sheet = api.get_sheet(order.id, self.at, transport=self.transport)
        assert self.payments.pay(sheet.params) == ""

    def deliver(self, headers: dict[str, str], body: bytes) -> Ack:
        """Bring a notification to the house."""
        lower = {name.lower(): value for name, value in headers.items()}
        return api.take_notice(Callback("POST", {}, lower, body), self.at)


def payer(person: PersonId, user: str = "oChen") -> models.Contact:
    """Make a contact of the messenger who is that person."""
    return models.Contact.objects.create(
        channel="wechat", user_ref=user, person=person, heard_at=AT, language="zh"
    )


def balance(key: str) -> int:
    """Return what stands on an account of the ledger, in fen."""
    return ledger.balance(ledger.open_account(key, Both("", ""), "CNY", AT)).minor


def trade(service: Service, person: PersonId, ticket: Product, count: int, seed: int) -> dict[str, int]:
    """Run so many orders through dropped, repeated, reordered, forged and tampered notifications; return what happened."""
    rng = random.Random(seed)
    seen = {"paid": 0, "dropped": 0, "repeated": 0, "forged refused": 0, "tampered refused": 0, "refunded": 0}
    for number in range(count):
        order = orders.place_order(person, ticket.id, f"{seed}:{number}", service.at)
        if rng.random() < 0.1:
            api.begin_payment(order.id, service.at, transport=service.transport)
            continue  # never paid
        service.pay(order)
        seen["paid"] += 1
        held = {
            "mchid": service.payments.merchant["mch_id"],
            "out_trade_no": order.id,
            "trade_state": "SUCCESS",
        }
        wrong = {
            **held,
            "transaction_id": f"t{number}",
            "amount": {"total": rng.choice([1, 1799, 10**9]), "currency": "CNY"},
        }
        if rng.random() < 0.1:
            seen["forged refused"] += (
                service.deliver(*service.payments.notice("TRANSACTION.SUCCESS", wrong, FORGER)).status == 401
            )
        if rng.random() < 0.1:
            seen["tampered refused"] += (
                service.deliver(*service.payments.notice("TRANSACTION.SUCCESS", wrong)).status == 422
            )
        if rng.random() < 0.15:
            seen["dropped"] += 1
            service.told.pop()
        elif rng.random() < 0.2:
            seen["repeated"] += 1
            service.told.append(service.told[-1])
        if len(service.told) > 20:
            _deliver_all(service, rng)
        if number % 50 == 49:
            _give_back(service, rng, seen)
    _deliver_all(service, rng)
    for _ in range(count // AT_ONCE + 1):
        api.reconcile(service.at, patience=timedelta(0), transport=service.transport)
        service.at += timedelta(seconds=1)
    _deliver_all(service, rng)
    return seen


def _deliver_all(service: Service, rng: random.Random) -> None:
    rng.shuffle(service.told)
    while service.told:
        assert service.deliver(*service.told.pop()).status == 200


def _give_back(service: Service, rng: random.Random, seen: dict[str, int]) -> None:
    paid = [each for each in orders.list_orders(limit=40) if each.state.value == "paid"]
    if paid:
        chosen = rng.choice(paid)
        orders.ask_refund(chosen.id, f"back:{chosen.id}", service.at)
        seen["refunded"] += 1
