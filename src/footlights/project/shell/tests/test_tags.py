"""The tags of every page: both languages, dates by a named clock, lengths and distances in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.text import Both
from footlights.project import discovery
from footlights.project.shell.templatetags import house

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def written(text: str, language: str = "en-gb", **facts: object) -> str:
    with translation.override(language):
        return Template(text).render(Context(facts))


@pytest.mark.parametrize(("language", "said"), [("en-gb", "in &lt;b&gt;"), ("zh-hans", "在&lt;b&gt;")])
def test_both_says_the_pages_language_and_escapes_what_it_is_filled_with(language, said):
    assert written('{% both "in {place}" "在{place}" place=x %}', language, x=Both("<b>", "<b>")) == said


@pytest.mark.parametrize(
    ("votes", "said"),
    [(1, "1 vote so far"), (0, "0 votes so far"), ("1", "1 vote so far"), (21, "21 votes so far")],
)
def test_a_word_follows_its_number_in_english(votes, said):
    page = '{% both "{n} {n|vote|votes} so far" "已有 {n} 票" n=x %}'
    assert written(page, "en-gb", x=votes) == said
    assert written(page, "zh-hans", x=votes) == f"已有 {votes} 票"


def test_a_title_marks_its_other_language():
    assert (
        written("{% titled x %}", x=Both("Sea", "海")) == 'Sea <span class="other" lang="zh-Hans">海</span>'
    )


def test_a_title_that_is_the_same_in_both_is_said_once():
    assert written("{% titled x %}", x=Both("Footlights", "Footlights")) == "Footlights"


@pytest.mark.parametrize(
    ("zone", "language", "said"),
    [
        ("UTC", "en-gb", '4 May 2026, 12:00 <span class="zone">UTC</span>'),
        ("Europe/London", "en-gb", '4 May 2026, 13:00 <span class="zone">London time</span>'),
        ("Asia/Shanghai", "zh-hans", '2026年5月4日 20:00 <span class="zone">北京时间</span>'),
        ("Europe/Paris", "zh-hans", '2026年5月4日 14:00 <span class="zone">巴黎时间</span>'),
    ],
)
def test_an_instant_names_its_clock(zone, language, said):
    assert said in written("{% instant at zone %}", language, at=NOON, zone=zone)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(64, "64 seconds"), (90, "2 minutes"), (3600, "1 h"), (5400, "1 h 30 min"), (3599, "1 h")],
)
def test_a_running_time_is_said_as_people_say_it(seconds, said):
    assert house.minutes(seconds).en == said


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "tomorrow"), (365, "in 365 days"), (-1, "yesterday")]
)
def test_a_day_is_so_far_off(days, said):
    assert house.days_from(NOON.date() + timedelta(days=days), NOON).en == said


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_how_far_off_a_day_is_has_both_languages(day):
    said = house.days_from(day, NOON)
    assert said.en
    assert said.zh


@pytest.mark.parametrize(
    ("tag", "said"), [("zh-Hans", "中文"), ("cy", "威尔士语"), ("not a tag", "not a tag")]
)
def test_a_language_is_called_by_its_name(tag, said):
    assert said in house.language_name(tag).zh


@given(st.text())
def test_every_id_has_one_of_the_eight_inks(text):
    assert house.tone(text) in {f"tone-{n}" for n in range(8)}


@given(st.dictionaries(st.text(), st.text()))
def test_linked_data_can_neither_end_its_element_nor_begin_another(facts):
    inside = (
        house.linked_data(facts).removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    )
    assert not set("<>&") & set(inside)


def test_the_first_paragraph_opens_a_text():
    assert house.opening("\n\nOne\ntwo.\n\nThree.") == "One\ntwo."


@pytest.mark.parametrize(
    ("path", "open_"),
    [
        ("/en/", "Foyer"),
        ("/en/studio/", "Studio"),
        ("/en/exchange/", "Studio"),
        ("/en/watch/series", "Foyer"),
    ],
)
def test_a_tool_of_producers_lies_behind_the_studio_whatever_its_address(path, open_):
    request = RequestFactory().get(path)
    with translation.override("en-gb"):
        request.resolver_match = resolve(path)
        shown = house.doors(Context({"request": request}))
    assert [title.en for _, title, is_open in shown if is_open] == [open_]


def test_what_lies_behind_a_door_exists_and_so_does_the_door():
    named = {page for pattern in get_resolver().url_patterns for page in names_in(pattern)}
    pages = {door.page for door in discovery.doors()}
    assert set(discovery.behind()) <= named
    assert set(discovery.behind().values()) <= pages


def names_in(pattern: URLPattern | URLResolver, space: str = "") -> list[str]:
    """Return the names of the pages under a pattern, each with its folder's."""
    if isinstance(pattern, URLPattern):
        return [f"{space}:{pattern.name}" if space else str(pattern.name)]
    inner = pattern.namespace or space
    return [name for each in pattern.url_patterns for name in names_in(each, inner)]
