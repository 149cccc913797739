"""Figures side by side: each sees its own, and nobody what tells of few."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.people import api as people
from footlights.ground.people.types import Role, Viewer
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both, Language
from footlights.roof.insight import api, models
from footlights.roof.insight.core.withholding import FEWEST, withhold
from footlights.roof.insight.types import By, FiguresRow, NotYourWork, Tally

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
OPERATOR = Viewer("s", None, "Odette", GB, None, None, Language.EN, frozenset({Role.OPERATOR}))
BACKEND = "django.contrib.auth.backends.ModelBackend"


def figure(work: str, **more: object) -> None:
    facts = {"territory": "GB", "age_band": "", "day": date(2026, 10, 1), "starts": 20, "counted": 12,
             "milliseconds": 600_000, **more}  # fmt: skip
    models.DailyFigure.objects.create(work=work, **facts)
    cell = {name: facts[name] for name in ("territory", "age_band", "day")}
    for number in range(facts["starts"]):
        seen = number < facts["counted"]
        models.Visit.objects.create(work=work, viewer=f"v{number}", starts=1, counted=int(seen), **cell)


@pytest.fixture
def two(db):
    """Return two institutions, each with a work that was watched."""
    found = []
    for name, zh, country, counted in (("North", "北", GB, 12), ("East", "东", CN, 30)):
        maker = people.create_institution(Both(name, zh), country, is_invented=True, at=AT)
        draft = WorkDraft(kind=WorkKind.FILM, title=Both(f"Film of {name}", f"{zh}片"), made_by=(maker,))
        work = works.create_work(draft, AT)
        figure(work, counted=counted)
        found.append((maker, work))
    return found


def test_the_figures_are_told_by_each_dimension(two):
    told = {by: [(row.name.en, row.tally.counted) for row in api.tabulate(by, OPERATOR).rows] for by in By}

    assert told[By.WORK] == [("Film of East", 30), ("Film of North", 12)]
    assert told[By.PARTNER] == [("East", 30), ("North", 12)]
    assert told[By.DAY] == [("2026-10-01", 42)]
    assert told[By.TERRITORY] == [("United Kingdom", 42)]
    assert told[By.AGE] == [("Not told", 42)]
    assert api.tabulate(By.WORK, OPERATOR, since=date(2026, 10, 2)).rows == ()


def test_a_partner_sees_its_own_works_only(two):
    (north, _), _ = two
    partner = replace(OPERATOR, roles=frozenset({Role.PARTNER}), institutions=frozenset({north}))

    assert [row.name.en for row in api.tabulate(By.WORK, partner).rows] == ["Film of North"]
    assert [row.tally.counted for row in api.tabulate(By.DAY, partner).rows] == [12]


def test_few_are_withheld_with_company(two):
    (_, work), _ = two
    figure(work, age_band="18-24", starts=3, counted=2)
    figure(work, age_band="25-34", starts=15, counted=9)

    rows = {row.key: row.is_withheld for row in api.tabulate(By.AGE, OPERATOR).rows}
    assert rows == {"": False, "18-24": True, "25-34": True}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_nothing_withheld_follows_from_the_rest(numbers):
    rows = withhold(
        [
            FiguresRow(str(i), Both("", ""), Tally(starts=n), viewers=min(n, counted), people=n)
            for i, (n, counted) in enumerate(numbers)
        ]
    )

    hidden = [row for row in rows if row.is_withheld]
    assert all(row.is_withheld for row in rows if 0 < row.people < FEWEST or 0 < row.viewers < FEWEST)
    assert len(hidden) != 1 or sum(row.people > 0 for row in rows) == 1


def test_what_is_withheld_stands_last_in_an_order_that_tells_nothing(two):
    (_, work), _ = two
    figure(work, age_band="50-64", starts=9, counted=9)
    figure(work, age_band="18-24", starts=8, counted=1)
    figure(work, age_band="25-34", starts=40, counted=2)  # few of those who started watched on
    figure(work, age_band="35-49", starts=40, counted=39)

    rows = [(row.key, row.is_withheld) for row in api.tabulate(By.AGE, OPERATOR).rows]
    assert rows == [("", False), ("35-49", False), ("18-24", True), ("25-34", True), ("50-64", True)]


def test_late_views_of_a_day_are_told_as_one_correction_for_each_day_they_came(two):
    (_, work), _ = two
    for hour, day, counted in ((9, 1, 2), (11, 1, 3), (11, 2, 4), (35, 1, 1)):
        models.Correction.objects.create(
            work=work,
            territory="GB",
            age_band="",
            day=date(2026, 10, day),
            starts=0,
            counted=counted,
            milliseconds=0,
            reached=counted,
            completed=0,
            corrected_at=datetime(2026, 10, 3, tzinfo=UTC) + timedelta(hours=hour),
        )

    told = [
        (at.isoformat()[:13], day.day, counted)
        for at, day, counted in api.explain(work, OPERATOR).corrections
    ]
    assert sorted(told) == [("2026-10-03T11", 1, 5), ("2026-10-03T11", 2, 4), ("2026-10-04T11", 1, 1)]
    assert told[0] == ("2026-10-04T11", 1, 1), "the latest first"


def test_the_page_and_its_csv_are_for_partners(client, two):
    (north, _), _ = two
    assert client.get("/en/insight/").status_code == 302
    stranger = people.create_person("stranger@elsewhere.example", None, "Stranger", at=AT)
    client.force_login(get_user_model().objects.get(pk=stranger), BACKEND)
    assert client.get("/en/insight/").status_code == 403
    assert client.get("/insight/figures.csv").status_code == 403
    people.add_member(north, stranger, Role.PARTNER, AT)

    page = client.get("/zh/insight/?by=work").content.decode()
    assert ("北片" in page, "东片" in page) == (True, False)
    told = client.get("/insight/figures.csv?by=work").content.decode("utf-8-sig").splitlines()
    assert told[0] == "work,name_en,name_zh,starts,counted_views,watch_seconds,viewers,completed"
    assert told[1].endswith("Film of North,北片,20,12,600,12,0")
    assert len(told) == 2
    assert client.get("/en/insight/?by=nonsense").status_code == 200


def test_different_viewers_are_counted_once_over_works_days_and_places(two):
    (_, work), _ = two
    figure(work, day=date(2026, 10, 2), territory="CN", starts=15, counted=15)

    rows = {row.key: row.viewers for row in api.tabulate(By.WORK, OPERATOR).rows}
    assert rows[work] == 15  # twelve of them were there the day before
    assert {row.key: row.viewers for row in api.tabulate(By.TERRITORY, OPERATOR).rows} == {"CN": 15, "GB": 20}
    assert api.get_figure("watch.viewers", works=[work], until=date(2026, 10, 1), at=AT).value == 12


def test_a_figure_is_explained_to_its_partner_alone(client, two):
    (north, work), (_, other) = two
    partner = replace(OPERATOR, roles=frozenset({Role.PARTNER}), institutions=frozenset({north}))

    why = api.explain(work, partner)
    assert (why.whole.starts, why.whole.counted, why.viewers) == (20, 12, 12)
    with pytest.raises(NotYourWork):
        api.explain(other, partner)
    person = people.create_person("p@north.example", None, "P", at=AT)
    people.add_member(north, person, Role.PARTNER, AT)
    client.force_login(get_user_model().objects.get(pk=person), BACKEND)
    assert "12" in client.get(f"/zh/insight/why/{work}?since=2026-09-01&until=nonsense").content.decode()
    assert client.get(f"/en/insight/why/{other}").status_code == 403
