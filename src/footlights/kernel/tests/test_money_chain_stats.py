"""Money, chains, statistics."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from footlights.kernel.chain import GENESIS, find_break, link
from footlights.kernel.money import Money, exponent_of, share_out
from footlights.kernel.stats import median, percentile, student_quantile

weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any)
totals = st.integers(-(10**12), 10**12)


@given(totals, weights)
def test_shares_add_up_to_the_whole(total: int, parts: list[int]):
    assert sum(share.minor for share in share_out(Money(total, "GBP"), parts)) == total


@given(totals, weights)
def test_no_share_is_a_unit_or_more_from_its_quota(total: int, parts: list[int]):
    for share, weight in zip(share_out(Money(total, "CNY"), parts), parts, strict=True):
        assert abs(share.minor * sum(parts) - total * weight) < sum(parts)


@given(totals, weights)
def test_who_has_no_weight_gets_nothing(total: int, parts: list[int]):
    for share, weight in zip(share_out(Money(total, "GBP"), parts), parts, strict=True):
        assert weight or share.minor == 0


def test_a_tie_goes_to_whoever_comes_first():
    assert [share.minor for share in share_out(Money(100, "GBP"), [1, 1, 1])] == [34, 33, 33]


def test_money_is_written_with_its_currencys_places():
    assert str(Money(-12345, "GBP")) == "-123.45 GBP"
    assert str(Money(5, "JPY")) == "5 JPY"
    assert str(Money(7, "CNY")) == "0.07 CNY"
    assert exponent_of("BHD") == 3


def test_two_currencies_do_not_add_up():
    with pytest.raises(ValueError, match="add up"):
        Money(1, "GBP") + Money(1, "CNY")


@pytest.mark.parametrize("bad", [[0, 0], [], [1, -1]])
def test_shares_need_weights(bad: list[int]):
    with pytest.raises(ValueError, match="weights"):
        share_out(Money(1, "GBP"), bad)


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=12), st.data())
def test_a_changed_record_breaks_the_chain_at_its_place(records: list[bytes], data: st.DataObject):
    chain, previous = [], GENESIS
    for record in records:
        previous = link(previous, record)
        chain.append((record, previous))
    assert find_break(chain) is None

    place = data.draw(st.integers(0, len(records) - 1))
    chain[place] = (records[place] + b"!", chain[place][1])
    assert find_break(chain) == place


@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_the_median_is_that_of_the_standard_library(values: list[int]):
    assert median(values) == statistics.median(values)


@given(st.lists(st.integers(-1000, 1000), min_size=1), st.floats(0, 1))
def test_at_least_the_share_lies_at_or_below_the_percentile_and_less_below_any_smaller_value(
    values: list[int], share: float
):
    found = percentile(values, share)

    assert sum(value <= found for value in values) >= share * len(values)
    smaller = [value for value in values if value < found]
    assert not smaller or len(smaller) < share * len(values)


@pytest.mark.parametrize("share", [0.9, 0.95, 0.975])
@pytest.mark.parametrize("freedom", [5, 9, 14, 29, 999])
def test_students_quantile_agrees_with_scipys(share, freedom):
    assert student_quantile(share, freedom) == pytest.approx(student.ppf(share, freedom), abs=1e-3)


def test_no_degrees_of_freedom_are_refused():
    with pytest.raises(ValueError, match="0"):
        student_quantile(0.95, 0)
