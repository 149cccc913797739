"""What is odd about a group's answers: found by name, and only where it is so."""

from __future__ import annotations

import numpy as np

from footlights.kernel.text import Both
from footlights.services.style.core import cohorts, oddities
from footlights.services.style.core.catalogue import of_looks, of_pictures

THREE = of_pictures({f"p00{n}": Both(f"Window {n}", f"橱窗 {n}") for n in (1, 2, 3)})


def find(catalogue, chosen, others):
    mean, _ = cohorts.pool([catalogue.pair(chosen, others)])
    return oddities.find(catalogue, chosen, others, mean)


def test_answers_in_which_everything_won_and_lost_are_not_odd():
    found = find(THREE, ["p001", "p002", "p003"], ["p002", "p003", "p001"])
    assert found == oddities.Oddities()


def test_what_never_won_what_always_won_and_what_was_never_asked_are_told_apart():
    found = find(THREE, ["p001", "p001"], ["p002", "p002"])
    assert (found.never, found.always, found.unseen) == ((1,), (0,), (2,))
    assert found.is_settled


def test_one_answer_against_the_order_unsettles_it():
    assert not find(THREE, ["p001"] * 5 + ["p002"], ["p002"] * 5 + ["p001"]).is_settled


def test_attributes_that_always_changed_together_are_named():
    looks = of_looks()
    chance = np.random.default_rng(8)
    chosen, others = [], []
    while len(chosen) < 400:  # sleeve as long as the dress: the two can never be told apart
        first, second = ("".join(map(str, chance.integers(0, (3, 5, 5, 3)))) for _ in range(2))
        if first != second:
            chosen.append(first + first[3])
            others.append(second + second[3])
    found = find(looks, chosen, others)
    assert [looks.attributes[place].name for place in found.mixed] == ["length", "sleeve"]
    free = [code[:4] + str(chance.integers(0, 3)) for code in chosen]
    assert find(looks, free, others).mixed == ()


def test_every_alternative_has_the_levels_that_its_code_says():
    looks = of_looks()
    place = looks.places["21401"]
    assert [looks.names[level].en for level in looks.levels[place]] == [
        "cocoon", "jade", "leaves", "short", "short",
    ]  # fmt: skip
    assert looks.compose((2, 1, 4, 0, 1)) == "21401"
    assert THREE.compose((1,)) == "p002"
