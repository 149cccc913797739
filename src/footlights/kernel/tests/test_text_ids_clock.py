"""Text, identifiers, instants."""

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.clock import instant, microseconds
from footlights.kernel.ids import check_character, is_id, new_id
from footlights.kernel.text import Both, Language

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def test_a_text_is_said_in_the_language_asked_for():
    text = Both("Watch", "观看")

    assert [text.said_in(tag) for tag in ("en", "en-gb", "zh", "zh-hans", Language.ZH)] == [
        "Watch", "Watch", "观看", "观看", "观看",
    ]  # fmt: skip


def test_a_text_is_filled_language_by_language():
    filled = Both("In {place}", "在{place}").filled(place=Both("China", "中国"))

    assert filled == Both("In China", "在中国")


def test_the_check_character_is_that_of_a_published_eidr():
    # 10.5240/EA73-79D7-1B2B-B378-3A73-M, the EIDR registry's own example.
    assert check_character("ea7379d71b2bb3783a73") == "m"


def test_a_fresh_id_is_well_formed_and_of_its_kind():
    fresh = new_id("wrk")

    assert is_id(fresh)
    assert is_id(fresh, "wrk")
    assert not is_id(fresh, "per")


def test_ids_made_later_sort_later():
    made = [new_id("evt") for _ in range(50)]

    assert [each[:14] for each in made] == sorted(each[:14] for each in made)


@given(st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(place: int, other: str):
    fresh = new_id("wrk")
    at = 4 + place
    if fresh[at] != other:
        assert not is_id(fresh[:at] + other + fresh[at + 1 :])


def test_nearly_every_swap_of_neighbours_is_found():
    dice = random.Random(36)
    found = tried = 0
    for _ in range(5_000):
        digits, place = [dice.choice(ALPHABET) for _ in range(16)], dice.randrange(15)
        swapped = [*digits[:place], digits[place + 1], digits[place], *digits[place + 2 :]]
        if swapped != digits:
            tried += 1
            found += check_character("".join(swapped)) != check_character("".join(digits))
    assert found / tried > 0.99


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_from_its_microseconds(at: datetime):
    assert instant(microseconds(at)) == at


def test_the_same_instant_has_the_same_microseconds_in_every_zone():
    at = datetime(2026, 6, 1, 12, tzinfo=UTC)

    assert microseconds(at.astimezone(timezone(timedelta(hours=8)))) == microseconds(at)


def test_a_naive_datetime_is_no_instant():
    with pytest.raises(ValueError, match="zone"):
        microseconds(datetime.min)  # noqa: DTZ901  # a naive one is the point
