"""Orders through the door: placed once, paid once, refunded once, and in the ledger."""

from datetime import timedelta

import pytest

from footlights.ground.ledger import api as ledger
from footlights.ground.orders import api, rights
from footlights.ground.orders.types import (
    BadProduct,
    KeyTaken,
    NoRefund,
    NoSuchOrder,
    NoSuchProduct,
    OrderRefused,
    OrderState,
    PaidOtherwise,
    ProductKind,
    WrongAmount,
)
from footlights.ground.people import api as people
from footlights.kernel.money import Money
from footlights.kernel.text import Both

from .shop import AT, chen, make_ticket, make_work

pytestmark = pytest.mark.django_db
PRICE = Money(1800, "CNY")


def balances() -> tuple[int, int]:
    name = Both("", "")
    return tuple(
        ledger.balance(ledger.open_account(key, name, "CNY", AT)).minor
        for key in ("orders:at:bank", "orders:sales")
    )


def test_the_same_key_is_the_same_order_and_another_wish_under_it_is_refused():
    who, ticket = chen(), make_ticket(make_work())
    first = api.place_order(who, ticket.id, "k1", AT)

    assert api.place_order(who, ticket.id, "k1", AT) == first
    assert api.place_order(who, ticket.id, "k2", AT) != first
    with pytest.raises(KeyTaken):
        api.place_order(people.create_person("bo@opera.example", None, "Bo", at=AT), ticket.id, "k1", AT)


def test_a_payment_credits_once_however_often_it_is_told():
    who, ticket = chen(), make_ticket(make_work())
    order = api.place_order(who, ticket.id, "k", AT)
    for _ in range(3):
        paid = api.record_payment(order.id, "bank", "t-1", PRICE, AT)
    with pytest.raises(PaidOtherwise):
        api.record_payment(order.id, "bank", "t-2", PRICE, AT)
    other = api.place_order(who, ticket.id, "k2", AT)
    with pytest.raises(PaidOtherwise):
        api.record_payment(other.id, "bank", "t-1", PRICE, AT)

    assert paid.state is OrderState.PAID
    assert api.get_order(other.id).state is OrderState.PLACED
    assert balances() == (1800, -1800)
    assert api.count_paid() == api.count_paid([ticket.work], AT.date(), AT.date()) == 1
    assert api.count_paid(until=(AT - timedelta(days=1)).date()) == 0


@pytest.mark.parametrize("paid", [Money(1, "CNY"), Money(1801, "CNY"), Money(1800, "GBP")])
def test_another_amount_or_currency_credits_nothing(paid):
    order = api.place_order(chen(), make_ticket(make_work()).id, "k", AT)

    with pytest.raises(WrongAmount):
        api.record_payment(order.id, "bank", "t-1", paid, AT)
    assert api.get_order(order.id).state is OrderState.PLACED
    assert balances() == (0, 0)


def test_a_refund_goes_back_once_and_takes_the_entitlement_with_it():
    who, work = chen(), make_work()
    order = api.place_order(who, make_ticket(work).id, "k", AT)
    with pytest.raises(NoRefund):
        api.ask_refund(order.id, "r", AT)
    api.record_payment(order.id, "bank", "t-1", PRICE, AT)
    assert api.find_entitlement(who, work, AT)

    asked = api.ask_refund(order.id, "r", AT)
    assert api.ask_refund(order.id, "r", AT) == asked
    with pytest.raises(NoRefund):
        api.ask_refund(order.id, "r2", AT)
    assert api.list_refunds_to_do("bank") == [asked]
    for _ in range(2):
        api.record_refund(asked.id, AT)

    assert api.get_order(order.id).state is OrderState.REFUNDED
    assert api.find_entitlement(who, work, AT) is None
    assert balances() == (0, 0)
    assert api.list_refunds_to_do("bank") == []


def test_a_part_back_leaves_the_entitlement():
    who, work = chen(), make_work()
    order = api.place_order(who, make_ticket(work).id, "k", AT)
    api.record_payment(order.id, "bank", "t-1", PRICE, AT)
    part = api.ask_refund(order.id, "r", AT, amount=Money(300, "CNY"))
    api.record_refund(part.id, AT)

    assert api.get_order(order.id).refunded == Money(300, "CNY")
    assert api.find_entitlement(who, work, AT)
    assert balances() == (1500, -1500)


def test_a_rental_ends_and_a_pass_opens_every_gated_work():
    who, work, other = chen(), make_work(), make_work(Both("The Tern", "燕鸥"))
    rental = make_ticket(work, kind=ProductKind.RENTAL, lasts=timedelta(hours=48))
    whole = make_ticket(work, kind=ProductKind.PASS, work=None)
    make_ticket(other)
    order = api.place_order(who, rental.id, "k", AT)
    api.record_payment(order.id, "bank", "t-1", PRICE, AT)

    assert api.find_entitlement(who, work, AT + timedelta(hours=47))
    assert api.find_entitlement(who, work, AT + timedelta(hours=48)) is None
    assert api.find_entitlement(who, other, AT) is None
    assert [each.kind for each in api.list_offers(other)] == [ProductKind.TICKET, ProductKind.PASS]
    assert whole in api.list_offers(work)
    passed = api.place_order(who, whole.id, "k2", AT)
    api.record_payment(passed.id, "bank", "t-2", PRICE, AT)
    assert api.find_entitlement(who, other, AT).work is None


def test_what_is_off_sale_is_not_sold_and_still_gates():
    who, work = chen(), make_work()
    ticket = make_ticket(work)
    api.withdraw_product(ticket.id)

    with pytest.raises(NoSuchProduct):
        api.place_order(who, ticket.id, "k", AT)
    assert api.is_gated(work)
    assert api.list_offers(work) == []


def test_an_unpaid_order_is_closed_and_a_paid_one_is_not():
    who, ticket = chen(), make_ticket(make_work())
    one, two = (api.place_order(who, ticket.id, key, AT) for key in "ab")
    api.record_payment(two.id, "bank", "t", PRICE, AT)

    assert [each.id for each in api.list_unpaid(AT + timedelta(hours=1))] == [one.id]
    assert api.close_order(one.id).state is OrderState.CLOSED
    with pytest.raises(OrderRefused):
        api.close_order(two.id)


@pytest.mark.parametrize(
    "fault",
    [
        {"title": Both("", "票")},
        {"price": Money(0, "CNY")},
        {"price": Money(5, "YUAN")},
        {"work": None},
        {"kind": ProductKind.PASS},
    ],
)
def test_a_product_that_cannot_be_is_refused(fault):
    with pytest.raises(BadProduct):
        make_ticket(make_work(), **fault)


def test_export_tells_what_was_bought_and_erasure_keeps_the_amounts():
    who, ticket = chen(), make_ticket(make_work())
    paid, open_ = (api.place_order(who, ticket.id, key, AT) for key in "ab")
    api.record_payment(paid.id, "bank", "t", PRICE, AT)
    assert len(rights.export_person(who)["orders"]) == 2

    rights.erase_person(who, AT)

    assert api.list_orders(who) == []
    assert api.get_order(paid.id).person is None
    assert api.get_order(open_.id).state is OrderState.CLOSED
    assert balances() == (1800, -1800)
    with pytest.raises(NoSuchOrder):
        api.get_order(paid.id, person=who)
