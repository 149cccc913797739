"""Laws of an order's life, whatever happens to it and in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.orders.core.life import Life, check_refund, close, lets_see, pay, refund
from footlights.ground.orders.types import (
    NoRefund,
    OrderRefused,
    OrderState,
    PaidOtherwise,
    ProductKind,
    WrongAmount,
)

PRICE = 1800
acts = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.sampled_from(["a", "b"]), st.sampled_from([PRICE, PRICE, 1, PRICE + 1])),
        st.tuples(st.just("refund"), st.sampled_from(["r", "s", "t"]), st.integers(-5, PRICE + 5)),
        st.tuples(st.just("close"), st.just(""), st.just(0)),
    ),
    max_size=8,
)


@given(acts)
def test_nothing_that_happens_credits_twice_or_gives_back_more_than_was_paid(happening):
    life, credited = Life(PRICE), 0
    for act, ref, minor in happening:
        before = life
        try:
            life = {
                "pay": lambda: pay(before, ref, minor),  # noqa: B023  # called at once
                "refund": lambda: refund(before, ref, minor),  # noqa: B023
                "close": lambda: close(before),  # noqa: B023
            }[act]()
        except OrderRefused:
            assert life is before
        credited += bool(life.paid_ref) and not before.paid_ref
        assert credited <= 1
        assert 0 <= life.refunded <= PRICE
        assert life.refunded == 0 or life.paid_ref
        assert (life.state is OrderState.REFUNDED) == (life.refunded == PRICE)
        assert (life.state in (OrderState.PAID, OrderState.REFUNDED)) == bool(life.paid_ref)


@given(st.integers(1, 10**9), st.text(min_size=1, max_size=8))
def test_a_payment_told_again_changes_nothing(price, ref):
    once = pay(Life(price), ref, price)

    assert pay(once, ref, price) == once
    with pytest.raises(PaidOtherwise):
        pay(once, ref + "x", price)


def test_another_amount_is_refused_and_money_after_closing_counts():
    with pytest.raises(WrongAmount):
        pay(Life(PRICE), "a", PRICE - 1)
    assert pay(close(Life(PRICE)), "a", PRICE).state is OrderState.PAID


def test_a_refund_in_parts_ends_when_all_is_back():
    part = refund(pay(Life(PRICE), "a", PRICE), "r", 800)
    assert (part.state, part.left) == (OrderState.PAID, 1000)
    with pytest.raises(NoRefund):
        refund(part, "s", 1001)
    with pytest.raises(NoRefund):
        check_refund(part, 600, asked=500)
    assert refund(part, "s", 1000).state is OrderState.REFUNDED


def test_only_a_paid_order_lets_its_person_see():
    assert lets_see(OrderState.PAID, ProductKind.TICKET, "a", "a")
    assert lets_see(OrderState.PAID, ProductKind.PASS, "", "a")
    assert not lets_see(OrderState.PAID, ProductKind.TICKET, "a", "b")
    assert not lets_see(OrderState.REFUNDED, ProductKind.PASS, "", "a")
