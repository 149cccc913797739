"""Sets of territories, and three-valued answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.answer import Answer
from footlights.kernel.territory import (
    CN,
    GB,
    WORLD,
    Territories,
    Territory,
    every_territory,
    name_of,
    parse_territories,
    parse_territory,
    some,
)

codes = st.sampled_from(sorted(every_territory()))
sets = st.builds(Territories, st.frozensets(codes, max_size=5), st.booleans())


def test_uk_is_read_as_gb():
    assert parse_territory("uk") == GB


def test_what_is_no_country_is_refused():
    for text in ("XX", "EU", "", "G", "GBR", "ZZ"):
        with pytest.raises(ValueError, match="territory"):
            parse_territory(text)


def test_china_hong_kong_macao_and_taiwan_are_four():
    assert len({parse_territory(code) for code in ("CN", "HK", "MO", "TW")}) == 4
    assert Territory("HK") not in some([CN])


def test_the_world_except_leaves_out_what_it_names():
    but_france = parse_territories("world except FR")

    assert CN in but_france
    assert Territory("FR") not in but_france


@pytest.mark.parametrize("text", ["", "  ", "world but FR", "world FR", "GB XX"])
def test_a_set_that_makes_no_sense_is_refused(text: str):
    with pytest.raises(ValueError, match="territor"):
        parse_territories(text)


@given(sets)
def test_a_set_comes_back_from_its_text(territories: Territories):
    if territories:
        assert parse_territories(str(territories)) == territories


@given(sets, sets, codes)
def test_a_territory_is_in_both_exactly_when_it_is_in_each(
    one: Territories, other: Territories, code: Territory
):
    assert (code in one & other) == (code in one and code in other)


def test_a_territory_has_a_name_in_both_languages():
    assert name_of(CN).en == "China"
    assert name_of(GB).zh == "英国"
    assert WORLD


def test_and_or_follow_kleene():
    values = {Answer.NO: 0.0, Answer.UNKNOWN: 0.5, Answer.YES: 1.0}
    for one in Answer:
        for other in Answer:
            assert values[one & other] == min(values[one], values[other])
            assert values[one | other] == max(values[one], values[other])
