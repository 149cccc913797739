"""The site's pages in both languages: full, empty, and asked for piece by piece."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from footlights.ground.people import api as people
from footlights.kernel.addresses import page_of
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import GB
from footlights.kernel.text import Both, Language
from footlights.roof.site.tests import deal

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def read(client: Client, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "being prepared"), ("zh", "正在布置")])
def test_an_empty_house_says_that_it_is_being_prepared(client, language, said):
    assert said in read(client, f"/{language}/")


def test_the_foyer_shows_works_and_the_newest_memorandum(client):
    work, memorandum = deal.make_work(), deal.sign()

    shown = read(client, "/zh/")

    assert f"/zh/work/{work}" in shown
    assert f"/zh/memorandum/{memorandum}" in shown
    assert '<span class="other" lang="en-GB">The Quiet Sea</span>' in shown


def test_a_page_names_itself_in_the_other_language(client):
    shown = read(client, "/en/search?q=sea")

    assert '<html lang="en-GB"' in shown
    assert '<link rel="alternate" hreflang="zh-Hans" href="/zh/search?q=sea">' in shown


def test_a_chosen_scheme_is_in_the_page_before_any_script_runs(client):
    client.cookies["scheme"] = "dark"

    assert 'data-scheme="dark"' in read(client, "/en/")


def test_a_scheme_that_is_none_is_left_out(client):
    client.cookies["scheme"] = '"><script>'

    assert "data-scheme=" not in read(client, "/en/")


def test_a_work_page_tells_people_and_machines_what_it_is(client):
    makers = (
        people.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=deal.SIGNED),
    )
    work = deal.make_work(summary=Both("</script><b>Waves", "浪"), made_by=makers, runtime_seconds=64)

    shown = read(client, f"/en/work/{work}")

    [linked] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    facts = json.loads(linked)
    assert facts["@type"] == "Movie"
    assert facts["alternateName"] == ["静海"]
    assert facts["director"] == [{"@type": "Person", "name": "Ada"}]
    assert facts["duration"] == "PT64S"
    assert facts["description"] == "</script><b>Waves"
    assert "<b>Waves" not in shown
    assert '<dd lang="zh-Hans">静海</dd>' in shown


def test_a_work_that_is_not_there_is_not_found(client):
    assert "地址" in read(client, "/zh/work/wrk-0000000000000000-0", 404)


@pytest.mark.parametrize("query", ["sea", "静海", "jinghai"])
def test_search_finds_a_work_by_any_of_its_names(client, query):
    work = deal.make_work()

    assert work in read(client, f"/en/search?q={query}")


def test_search_as_one_types_gets_the_list_alone(client):
    work = deal.make_work()

    shown = read(client, "/en/search?q=sea", **HTMX)

    assert work in shown
    assert "<html" not in shown


def test_a_cache_keeps_the_list_apart_from_the_page(client):
    assert "HX-Request" in client.get("/en/search?q=sea").headers["Vary"]


def test_a_search_without_hits_says_what_else_to_try(client):
    shown = read(client, "/en/search?q=%3Cb%3Ezzz")

    assert "&lt;b&gt;zzz" in shown
    assert "pinyin" in shown


def test_the_memorandum_stands_with_parties_place_clocks_and_signatures(client):
    memorandum = deal.sign()

    shown = read(client, f"/en/memorandum/{memorandum}")

    for said in ("Aurora", "East River Opera", "Leeds", "10:30", "London time", "17:30", "Beijing time"):
        assert said in shown
    assert "Not legally binding" in shown
    assert "<b>second</b>" not in shown
    assert "<p>First.</p>" in shown


def test_a_binding_memorandum_says_so(client):
    assert "具有法律约束力</span>" in read(client, f"/zh/memorandum/{deal.sign(is_binding=True)}")


def test_each_commitment_has_its_figure_its_day_and_the_way_to_recompute_it(client):
    work = deal.make_work()
    memorandum = deal.sign(work)

    shown = read(client, f"/en/memorandum/{memorandum}", **HTMX)

    assert "<html" not in shown
    assert "of 1,000" in shown
    assert "15 May 2027" in shown
    assert f"./footlights insight figure watch.counted_views --works {work}" in shown
    assert shown.count('class="lit"') == 4


def test_a_sector_without_a_partnership_says_so(client):
    assert "No partnership yet" in read(client, f"/en/memorandum/{deal.sign()}")


def test_the_figures_are_there_for_machines_too(client):
    work = deal.make_work()
    memorandum = deal.sign(work)

    found = json.loads(read(client, f"/memorandum/{memorandum}/figures.json"))["figures"]

    assert [(each["value"], each["target"], each["works"]) for each in found] == [(0, 1000, [work])]


def test_figures_of_no_memorandum_are_not_found(client):
    found = json.loads(read(client, "/memorandum/mou-0000000000000000-0/figures.json", 404))

    assert set(found["error"]) == {"en", "zh"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_memorandum_is_listed(client, language):
    empty = read(client, f"/{language}/memorandum/")
    memorandum = deal.sign()

    assert memorandum not in empty
    assert memorandum in read(client, f"/{language}/memorandum/")


def test_the_account_page_asks_a_visitor_to_sign_in(client):
    answer = client.get("/zh/you")

    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]


@pytest.mark.parametrize("language", Language)
def test_the_address_that_other_folders_hand_out_is_the_pages_own(language):
    with translation.override(language.tag.lower()):
        assert page_of(WorkId("wrk-1"), language) == reverse("site:work", args=["wrk-1"])
