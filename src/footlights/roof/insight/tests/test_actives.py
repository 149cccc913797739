"""Actives from bitmaps against sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.roof.insight import api
from footlights.roof.insight.core.actives import bitmap_of, count, make_day, population_for
from footlights.roof.insight.types import NotAMonth


@given(st.lists(st.lists(st.integers(0, 999), max_size=50), max_size=6))
def test_a_bitmap_counts_what_a_set_holds(pieces):
    bitmap = bitmap_of([np.array(each, np.int64) for each in pieces], 1_000)

    assert count(bitmap) == len({each for piece in pieces for each in piece})


@given(st.integers(1, 400), st.integers(1, 12), st.data())
def test_a_month_made_for_trial_has_the_people_it_promises(daily, days, data):
    monthly = data.draw(st.integers(daily, daily * days))

    people = [
        {int(each) for piece in make_day(day, days, daily, monthly) for each in piece} for day in range(days)
    ]
    assert {len(each) for each in people} == {daily}
    assert len(set().union(*people)) == monthly
    assert max(set().union(*people)) < population_for(monthly)
    found = api.count_actives(daily, monthly, days)
    assert (set(found.daily), found.monthly) == ({daily}, monthly)


def test_an_id_outside_the_population_is_refused():
    with pytest.raises(ValueError, match="outside"):
        bitmap_of([np.array([10], np.int64)], 10)


def test_a_month_that_cannot_be_is_refused():
    with pytest.raises(NotAMonth):
        api.count_actives(10, 301, 30)
