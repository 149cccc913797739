"""The charts: by territory, period and genre, in an order that anyone can recompute."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps

from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

pytestmark = pytest.mark.django_db


def viewed(title: str, genre: str, *counts: tuple[str, int, int]) -> None:
    draft = WorkDraft(kind=WorkKind.FILM, title=Both(title, f"{title}片"), genres=(genre,))
    work = works.create_work(draft, utc_now())
    for territory, days_ago, views in counts:
        day = (utc_now() - timedelta(days=days_ago)).date()
        apps.get_model("insight", "DailyFigure").objects.create(
            work=work, day=day, territory=territory, starts=views, counted=views
        )


@pytest.fixture(autouse=True)
def three():
    viewed("Alpha", "drama", ("GB", 1, 50), ("CN", 20, 40))
    viewed("Beta", "comedy", ("CN", 2, 70))
    viewed("Gamma", "drama", ("GB", 300, 60), ("GB", 0, 0))


def order(client, query: str) -> list[tuple[str, str]]:
    page = client.get(f"/en/charts?{query}")
    assert page.status_code == 200
    rows = re.findall(r"<strong>(\w+)</strong>.*?class=\"number\">([\d,]+)<", page.content.decode(), re.S)
    return [(title, views) for title, views in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("Alpha", "90"), ("Beta", "70"), ("Gamma", "60")]),
        ("territory=GB", [("Gamma", "60"), ("Alpha", "50")]),
        ("territory=CN&period=week", [("Beta", "70")]),
        ("period=month", [("Alpha", "90"), ("Beta", "70")]),
        ("genre=drama", [("Alpha", "90"), ("Gamma", "60")]),
        ("genre=comedy&territory=GB", []),
        ("genre=nonsense&period=never&territory=XX", [("Alpha", "90"), ("Beta", "70"), ("Gamma", "60")]),
    ],
)
def test_the_charts_tell_by_territory_period_and_genre(client, query, expected):
    assert order(client, query) == expected


def test_an_empty_chart_says_so_in_both_languages(client):
    query = "genre=comedy&territory=GB"
    assert "Nothing was viewed" in client.get(f"/en/charts?{query}").content.decode()
    assert "没有观看" in client.get(f"/zh/charts?{query}").content.decode()
