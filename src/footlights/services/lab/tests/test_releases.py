"""Research releases: nobody stands out, no subtraction finds anybody, and none goes out without an agreement."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product

import numpy as np
import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Purpose
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both
from footlights.services.lab import api, models, rights
from footlights.services.lab.core.anonymity import hash_recipe, make_extract, write_table
from footlights.services.lab.types import NotReleased, Participant, Recipe, Trait
from tests.command import run_command
from tests.deeds_of_lab import AT, sign_for_research, watch_in_the_log
from tests.event_log import open_log

WEEK = Recipe(date(2025, 1, 1), date(2025, 1, 7), (Trait.TERRITORY, Trait.AGE_BAND))
COHORTS = st.tuples(st.sampled_from(["GB", "CN", ""]), st.sampled_from(["18-24", "25-34", "65+"]))
PEOPLE = st.dictionaries(COHORTS, st.integers(1, 30), max_size=7).map(
    lambda sizes: [
        Participant(cohort, number % 4 + 1, number * 90_000)
        for cohort, size in sizes.items()
        for number in range(size)
    ]
)


@given(PEOPLE, st.integers(10, 25))
def test_no_cohort_under_k_is_told_and_no_sum_or_difference_of_what_is_told_holds_fewer(participants, fewest):
    extract = make_extract(participants, fewest)
    truth = Counter(each.cohort for each in participants)
    if extract is None:
        assert len(participants) < fewest
        return
    cohorts = sorted(truth)
    told = {row.cohort: row.people for row in extract.rows}
    # All that an attacker has, as sums over true cohorts: the rows, everybody, and those suppressed together.
    known = [[cohort == row for cohort in cohorts] for row in told] + [[True] * len(cohorts)]
    known.append([cohort not in told for cohort in cohorts])
    sizes = np.array([truth[cohort] for cohort in cohorts])
    matrix = np.array(known, dtype=float)

    assert all(truth[cohort] == people >= fewest for cohort, people in told.items())
    assert extract.people == len(participants)
    assert extract.suppressed_people == sum(truth[c] for c in cohorts if c not in told)
    assert extract.suppressed_people == 0 or extract.suppressed_people >= fewest
    # Any group of cohorts, a margin or one cohort, whose size follows from them has nobody or k people in it.
    for group in product([0.0, 1.0], repeat=len(cohorts)):
        rest = np.array(group) - np.linalg.lstsq(matrix.T, np.array(group), rcond=None)[0] @ matrix
        if np.abs(rest).max() < 1e-9:
            size = int(np.array(group) @ sizes)
            assert size == 0 or size >= fewest


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_changes_no_byte(participants, chance):
    shuffled = list(participants)
    chance.shuffle(shuffled)
    tables = [make_extract(each, 10) for each in (participants, shuffled)]

    assert tables[0] == tables[1]
    if tables[0]:
        assert write_table(tables[0].rows, WEEK.by) == write_table(tables[1].rows, WEEK.by)


def fill():
    """Let forty-four people watch: 18 and 16 in two cohorts, 7 and 3 in two more; others who may not be counted."""
    work = works.create_work(WorkDraft(WorkKind.FILM, Both("The Tide", "潮汐"), runtime_seconds=600), AT)
    number = 0
    for band, where, how_many in (
        (AgeBand.FROM_18, GB, 18), (AgeBand.FROM_25, CN, 16), (AgeBand.FROM_65, GB, 7), (AgeBand.FROM_35, CN, 3),
    ):  # fmt: skip
        for _ in range(how_many):
            number += 1
            watch_in_the_log(number, band, where, work)
    watch_in_the_log(201, AgeBand.FROM_14, GB, work)
    watch_in_the_log(202, AgeBand.FROM_18, GB, work, consents=False)
    watch_in_the_log(203, AgeBand.FROM_18, GB, work, at=datetime(2025, 1, 8, 1, tzinfo=UTC))
    withdrawn = watch_in_the_log(204, AgeBand.FROM_18, GB, work)
    people.withdraw_consent(withdrawn, Purpose.ANALYTICS, AT)
    people.erase_everything(watch_in_the_log(205, AgeBand.FROM_18, GB, work), AT)


@pytest.mark.django_db(transaction=True)
def test_a_release_is_made_once_counts_only_who_agreed_and_notes_who_took_it(tmp_path, capsys):
    with open_log():
        fill()
        university, person, deal = sign_for_research()
        first = api.take_release(WEEK, deal, university, "reader@tarn.example", AT)
        words = ["lab", "release", "--agreement", deal, "--institution", "Tarn University", "--to",
                 "reader@tarn.example", "--since", "2025-01-01", "--until", "2025-01-07", "--out", str(tmp_path)]  # fmt: skip
        people.erase_everything(people.find_person_by_email("viewer1@example.org").id, AT)

    assert list(csv.reader(first.table.splitlines())) == [
        ["territory", "age_band", "people", "plays", "minutes"],
        ["CN", "25-34", "16", "16", "16"],
        ["GB", "18-24", "18", "18", "18"],
    ]
    assert (first.people, first.suppressed_cells, first.suppressed_people) == (44, 2, 10)
    second = api.take_release(WEEK, deal, university, "reader@tarn.example", AT + timedelta(days=9))
    assert (second.id, second.sha256, second.table) == (first.id, first.sha256, first.table)
    assert hashlib.sha256(first.table.encode()).hexdigest() == first.sha256

    assert run_command([*words, "--json"]) in (
        0,
        1,
    )  # refused only while the clock stands before that week's end
    api.write_release(first, tmp_path)
    told = json.loads((tmp_path / "recipe.json").read_text())
    assert hashlib.sha256((tmp_path / "extract.csv").read_bytes()).hexdigest() == told["sha256"]
    assert "reader" not in (tmp_path / "recipe.json").read_text()

    page = Client().get("/en/lab/releases").content.decode()
    assert "Tarn University" in page
    assert first.sha256 in page
    assert "Wen" not in page
    assert Client().get("/zh/lab/releases").status_code == 200
    assert len(rights.export_person(person)["releases_taken"]) == 3
    rights.erase_person(person, AT)
    assert rights.export_person(person)["releases_taken"] == []
    assert len(api.list_releases()[0].takings) == 3


@pytest.mark.django_db(transaction=True)
def test_days_released_in_one_shape_are_refused_in_another():
    with open_log():
        fill()
        university, _, deal = sign_for_research()
        made = api.take_release(WEEK, deal, university, "reader@tarn.example", AT)
        for other in (
            Recipe(WEEK.since, WEEK.until, (Trait.TERRITORY,)),
            Recipe(WEEK.since, WEEK.until, WEEK.by, 12),
            Recipe(date(2025, 1, 7), date(2025, 1, 7), WEEK.by),
            Recipe(date(2024, 12, 20), date(2025, 1, 7), WEEK.by),
        ):
            with pytest.raises(NotReleased) as refused:
                api.take_release(other, deal, university, "reader@tarn.example", AT)
            assert made.id in refused.value.message.en
            assert made.id in refused.value.message.zh
    with pytest.raises(IntegrityError):
        models.ReleasedDay.objects.create(day=WEEK.since, release_id=made.id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("recipe", "facts", "says"),
    [
        (WEEK, {"names_university": False}, "does not name"),
        (WEEK, {"promises_research": False}, "No research"),
        (WEEK, {"signed_on": date(2025, 6, 1)}, "signed on"),
        (Recipe(WEEK.since, WEEK.until, WEEK.by, 9), {}, "under 10"),
        (Recipe(WEEK.since, date(2025, 1, 9), WEEK.by), {}, "2025-01-12"),
        (Recipe(WEEK.until, WEEK.since, WEEK.by), {}, "whole days"),
        (Recipe(WEEK.since, WEEK.until, ()), {}, "at least one trait"),
        (WEEK, {}, "fewer than 10"),
    ],
)
def test_a_release_is_refused_in_words(recipe, facts, says):
    shutil.rmtree(settings.HOME / "events", ignore_errors=True)  # a log in which nothing happened
    university, _, deal = sign_for_research(**facts)

    with pytest.raises(NotReleased) as refused:
        api.take_release(recipe, deal, university, "reader@tarn.example", AT)
    assert says.lower() in refused.value.message.en.lower()
    assert refused.value.message.zh
    assert not models.Taking.objects.exists()


@pytest.mark.django_db
def test_a_release_is_handed_only_to_somebody_of_the_institution():
    university, _, deal = sign_for_research()
    people.create_person("stranger@example.org", None, "Chen", at=AT)

    for email in ("stranger@example.org", "nobody@example.org"):
        with pytest.raises(NotReleased):
            api.take_release(WEEK, deal, university, email, AT)


def test_a_recipe_has_one_hash_and_another_recipe_another():
    same = Recipe(date(2025, 1, 1), date(2025, 1, 7), (Trait.TERRITORY, Trait.AGE_BAND))

    assert hash_recipe(same) == hash_recipe(WEEK)
    assert len({hash_recipe(each) for each in (WEEK, Recipe(WEEK.since, WEEK.until, WEEK.by, 11),
                                               Recipe(WEEK.since, WEEK.until, WEEK.by[::-1]))}) == 3  # fmt: skip
