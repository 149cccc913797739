"""Windows: half-open, with bounds that may be words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.answer import Answer
from footlights.kernel.window import Bound, Symbol, Window, local_window

START = datetime(2026, 6, 1, tzinfo=UTC)
hours = st.integers(0, 48).map(lambda hour: START + timedelta(hours=hour))
bounds = st.one_of(hours, st.sampled_from(list(Symbol)))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens, closes = draw(bounds), draw(bounds)
    if isinstance(opens, datetime) and isinstance(closes, datetime) and opens >= closes:
        opens, closes = closes, opens + timedelta(hours=1)
    return Window(opens, closes)


def readings(bound: Bound, boundless: datetime) -> list[datetime]:
    """Every instant a bound may turn out to be, on a coarse grid."""
    if isinstance(bound, datetime):
        return [bound]
    if bound.is_boundless:
        return [boundless]
    return [START + timedelta(hours=hour) for hour in range(-2, 52)]


def by_trying_all(window: Window, at: datetime) -> Answer:
    """The oracle: ask every window that this one may turn out to be."""
    found = {
        opens <= at < closes
        for opens in readings(window.opens, START - timedelta(days=9))
        for closes in readings(window.closes, START + timedelta(days=9))
    }
    return Answer.UNKNOWN if len(found) == 2 else Answer.YES if found == {True} else Answer.NO


@given(windows(), hours)
def test_a_window_holds_as_every_reading_of_it_does(window: Window, at: datetime):
    assert window.holds(at) == by_trying_all(window, at)


def test_the_opening_instant_is_in_and_the_closing_one_is_out():
    window = Window(START, START + timedelta(hours=1))

    assert window.holds(START) is Answer.YES
    assert window.holds(START + timedelta(hours=1)) is Answer.NO
    assert window.holds(START - timedelta(microseconds=1)) is Answer.NO


def test_a_bound_nobody_told_us_is_unknown_and_never_yes():
    assert Window(Symbol.TBD, Symbol.OPEN).holds(START) is Answer.UNKNOWN
    assert Window(START, Symbol.EST_START).holds(START) is Answer.UNKNOWN
    assert Window(START, Symbol.TBD).holds(START - timedelta(days=1)) is Answer.NO


@given(windows(), windows())
def test_overlap_is_the_same_from_both_sides(one: Window, other: Window):
    assert one.overlaps(other) == other.overlaps(one)


def test_windows_that_touch_do_not_overlap():
    noon = START + timedelta(hours=12)

    assert Window(START, noon).overlaps(Window(noon, Symbol.OPEN)) is Answer.NO


@pytest.mark.parametrize(
    ("day", "zone", "hours_long"),
    [
        (date(2026, 3, 29), "Europe/London", 23),
        (date(2026, 10, 25), "Europe/London", 25),
        (date(2026, 6, 1), "Asia/Shanghai", 24),
        (date(2018, 11, 4), "America/Sao_Paulo", 23),  # its midnight did not exist
        (date(2018, 2, 17), "America/Sao_Paulo", 25),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(day: date, zone: str, hours_long: int):
    window = local_window(day, day, zone)

    assert isinstance(window.opens, datetime)
    assert isinstance(window.closes, datetime)
    assert window.closes - window.opens == timedelta(hours=hours_long)


@given(
    st.dates(date(2000, 1, 1), date(2035, 1, 1)),
    st.sampled_from(["Europe/London", "Asia/Shanghai", "America/Sao_Paulo"]),
)
def test_days_follow_one_another_without_a_gap(day: date, zone: str):
    assert local_window(day, day, zone).closes == local_window(day + timedelta(days=1), None, zone).opens


def test_a_window_that_never_opens_is_refused():
    with pytest.raises(ValueError, match="before"):
        Window(START, START)
    with pytest.raises(ValueError, match="before"):
        local_window(date(2026, 6, 2), date(2026, 6, 1), "UTC")
