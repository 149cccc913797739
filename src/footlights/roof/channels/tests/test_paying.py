"""Money: forged and tampered it is refused, repeated it credits once, lost it is found; the books agree."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from footlights.ground.orders import api as orders
from footlights.ground.orders.types import OrderState
from footlights.roof.channels import api, models
from footlights.roof.channels.api import reconciling
from footlights.roof.channels.core import pay
from footlights.roof.channels.types import PaymentFailed

from .goods import chen, make_ticket, make_work
from .letters import AT
from .shop import FORGER, Service, balance, payer, trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(keys, account) -> Service:
    return Service(keys)


@pytest.fixture
def order(service):
    who = chen()
    payer(who)
    return orders.place_order(who, make_ticket(make_work()).id, "k", AT)


def state(order) -> OrderState:
    return orders.get_order(order.id).state


def test_a_payment_is_credited_by_what_the_service_signed_and_told_once(service, order):
    service.pay(order)
    assert state(order) is OrderState.PLACED  # what the payer's screen says proves nothing
    [notice] = service.told

    assert [service.deliver(*notice).status for _ in range(3)] == [200, 200, 200]
    assert state(order) is OrderState.PAID
    assert (balance("orders:at:wechat"), balance("orders:sales")) == (1800, -1800)
    [answer] = models.Answer.objects.all()
    assert "付款成功" in answer.text
    assert f"/zh/work/{order.product.work}" in answer.text
    assert orders.find_entitlement(order.person, order.product.work, AT)


def test_one_prepayment_serves_until_it_lapses_and_two_presses_make_one_order(service, order):
    one = api.begin_payment(order.id, AT, transport=service.transport)
    assert api.begin_payment(order.id, AT + timedelta(minutes=100), transport=service.transport) == one
    assert len(service.payments.trades) == 1
    sheet = api.get_sheet(order.id, AT, transport=service.transport)
    message = pay.lines(*(sheet.params[key] for key in ("appId", "timeStamp", "nonceStr", "package")))
    assert pay.verifies(sheet.params["paySign"], message, service.keys.merchant_public)


def told_of(order, service, **more):
    held = {
        "mchid": service.payments.merchant["mch_id"],
        "out_trade_no": order.id,
        "trade_state": "SUCCESS",
        "transaction_id": "4200000001",
        "amount": {"total": 1800, "currency": "CNY"},
    }
    return {**held, **more}


@pytest.mark.parametrize(
    "more",
    [
        {"amount": {"total": 1, "currency": "CNY"}},
        {"amount": {"total": 1800, "currency": "USD"}},
        {"amount": {"total": "1800", "currency": "CNY"}},
        {"amount": {"total": True}},
        {"amount": None},
        {"out_trade_no": "ord-unknown"},
    ],
)
def test_another_amount_is_kept_for_the_operator_and_credits_nothing(service, order, more):
    notice = service.payments.notice("TRANSACTION.SUCCESS", told_of(order, service, **more))

    assert [service.deliver(*notice).status for _ in range(2)] == [422, 422]
    assert state(order) is OrderState.PLACED
    assert models.Notice.objects.get().outcome.startswith("refused")
    assert balance("orders:sales") == 0


def test_forged_stale_foreign_and_probing_notifications_are_refused(service, order):
    told = told_of(order, service)
    headers, body = service.payments.notice("TRANSACTION.SUCCESS", told)
    probe = {**headers, "Wechatpay-Signature": pay.PROBE + headers["Wechatpay-Signature"][: -len(pay.PROBE)]}
    other = {**headers, "Wechatpay-Serial": "PUB_KEY_ID_0"}
    stale = service.payments.notice("TRANSACTION.SUCCESS", told, at_s=AT.timestamp() - 301)
    foreign = service.payments.notice("TRANSACTION.SUCCESS", {**told, "mchid": "1900000000"})
    forged = service.payments.notice("TRANSACTION.SUCCESS", told, FORGER)

    for sent in (forged, stale, (probe, body), (other, body), ({}, body), foreign):
        assert 400 <= service.deliver(*sent).status < 500
    assert not models.Notice.objects.exists()
    assert state(order) is OrderState.PLACED


def test_one_bit_changed_anywhere_is_refused(service, order):
    headers, body = service.payments.notice("TRANSACTION.SUCCESS", told_of(order, service))
    for place in range(0, len(body), 3):
        changed = bytearray(body)
        changed[place] ^= 1
        assert service.deliver(headers, bytes(changed)).status == 401
    for name in ("Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial"):
        text = headers[name]
        for place in range(0, len(text), 5):
            changed = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
            assert service.deliver({**headers, name: changed}, body).status == 401
    assert state(order) is OrderState.PLACED
    assert service.deliver(headers, body).status == 200


def test_a_lost_notification_is_found_and_one_that_comes_late_changes_nothing(service, order):
    service.pay(order)
    lost = service.told.pop()
    early = api.reconcile(AT + timedelta(seconds=29), transport=service.transport)
    assert early.asked == 0

    found = api.reconcile(AT + timedelta(seconds=31), transport=service.transport)
    assert (found.asked, found.credited) == (1, 1)
    assert state(order) is OrderState.PAID
    assert service.deliver(*lost).status == 200
    assert balance("orders:sales") == -1800
    assert models.Answer.objects.count() == 1


def test_what_nobody_pays_is_closed_there_and_here(service, order):
    sheet = api.get_sheet(order.id, AT, transport=service.transport)
    service.at = AT + timedelta(minutes=4)
    found = api.reconcile(service.at, lasts=timedelta(minutes=3), transport=service.transport)

    assert found.closed == 1
    assert state(order) is OrderState.CLOSED
    assert service.payments.pay(sheet.params) == "no open order"


def test_a_refund_is_carried_out_once_though_everything_is_repeated(service, order):
    service.pay(order)
    service.deliver(*service.told.pop())
    orders.ask_refund(order.id, "r", AT)

    assert api.reconcile(AT, transport=service.transport).refunded == 1
    assert api.reconcile(AT, transport=service.transport).refunded == 0
    [notice] = service.told
    assert [service.deliver(*notice).status for _ in range(2)] == [200, 200]
    assert state(order) is OrderState.REFUNDED
    assert balance("orders:at:wechat") == balance("orders:sales") == 0
    assert [*service.payments.trades[order.id].refunds.values()] == [1800]
    assert "已退回" in models.Answer.objects.order_by("-id").first().text


def test_many_that_nobody_pays_keep_no_paid_one_waiting(service, monkeypatch):
    monkeypatch.setattr(reconciling, "AT_ONCE", 3)
    who, ticket = chen(), make_ticket(make_work())
    payer(who)
    for number in range(7):
        order = orders.place_order(who, ticket.id, f"k{number}", AT)
        api.begin_payment(order.id, AT + timedelta(seconds=number), transport=service.transport)
    service.pay(order)
    service.told.clear()  # the notification is lost

    for minute in range(1, 4):
        api.reconcile(AT + timedelta(minutes=minute), transport=service.transport)

    assert state(order) is OrderState.PAID


def test_an_answer_that_the_service_did_not_sign_begins_nothing(service, order):
    def liar(method, url, headers, body):
        reply = service.transport(method, url, headers, body)
        return type(reply)(reply.status, reply.headers, orjson.dumps({"prepay_id": "wx-forged"}))

    with pytest.raises(PaymentFailed):
        api.begin_payment(order.id, AT, transport=liar)
    assert not models.Payment.objects.exists()


@pytest.mark.parametrize("count", [150, pytest.param(10_000, marks=pytest.mark.long)])
def test_orders_through_every_fault_end_with_books_that_agree(service, count):
    who = chen()
    payer(who)
    ticket = make_ticket(make_work())
    seen = trade(service, who, ticket, count, seed=9)

    paid = [number for number, each in service.payments.trades.items() if each.state in ("SUCCESS", "REFUND")]
    here = {each.id: each for each in orders.list_orders(limit=20_000)}
    assert len(paid) == seen["paid"]
    assert all(here[number].paid_at for number in paid)  # none is lost
    assert sum(each.paid_at is not None for each in here.values()) == len(paid)  # none without money
    back = sum(sum(each.refunds.values()) for each in service.payments.trades.values())
    assert balance("orders:at:wechat") == 1800 * len(paid) - back == -balance("orders:sales")  # none twice
    assert sum(each.refunded.minor for each in here.values()) == back
    assert seen["forged refused"] > count / 20
    assert seen["tampered refused"] > count / 20
    assert seen["dropped"] > count / 20
