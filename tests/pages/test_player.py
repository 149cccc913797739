"""The player in a real Chromium: it plays under the house's CSP, beats until heard, and stops when the right ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import open_context, watch
from tests.film import PLAYED, READY, play
from tests.house import TERRITORY_HEADER, House
from tests.stage import Stage
from tests.tools.harvest_style_hashes import HASHES, harvest

pytestmark = pytest.mark.browser
KEPT = "localStorage.getItem('footlights.beats') ?? '{}'"


def test_the_style_hashes_are_those_of_the_front_end_as_built(chromium: Browser):
    assert harvest(chromium) == json.loads(HASHES.read_text("utf-8")), (
        "run: python -m tests.tools.harvest_style_hashes"
    )


SHOWING = """texts => {
  const shown = [...document.querySelector('video').textTracks].flatMap((track) =>
    track.mode === 'showing' ? [...(track.activeCues ?? [])].map((cue) => cue.text) : []);
  return texts.every((text) => shown.includes(text));
}"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_film_plays_without_a_single_violation(
    language: str, chromium: Browser, house: House, stage: Stage
):
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        assert shown.go(f"{house.url}/{language}/watch/{stage.arguments['work']}") == 200
        play(shown.page, 2)
        label = shown.page.locator("media-play-button").get_attribute("aria-label")
        assert label == {"en": "pause", "zh": "暂停"}[language]
        bar = shown.page.locator("media-control-bar").bounding_box()
        assert bar is not None
        assert bar["height"] < 100  # unstyled, it is thousands of pixels high
        shown.page.keyboard.press("k")
        shown.page.wait_for_function("() => document.querySelector('video').paused")
        assert not shown.find_with_axe()
        assert shown.faults == []


def test_beats_wait_for_the_house_and_are_sent_again(chromium: Browser, house: House, stage: Stage):
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        page = context.new_page()
        page.route("**/watch/beats", lambda route: route.fulfill(status=503, body="{}"))
        page.goto(f"{house.url}/en/watch/{stage.arguments['work']}")
        play(page, 2)
        with page.expect_response("**/watch/beats"):
            page.keyboard.press("k")
        waiting = json.loads(page.evaluate(KEPT))
        assert sum(len(each["beats"]) for each in waiting.values()) >= 1
        page.unroute("**/watch/beats")
        with page.expect_response("**/watch/beats") as heard:
            page.reload()
        assert heard.value.status == 200
        page.wait_for_function(f"() => ({KEPT}) === '{{}}'")


def test_a_film_goes_on_where_it_was_left(chromium: Browser, house: House, stage: Stage):
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        page = context.new_page()
        page.goto(f"{house.url}/en/watch/{stage.arguments['work']}")
        play(page, 0.5)
        page.evaluate("document.querySelector('video').currentTime = 9")
        page.wait_for_function(PLAYED, arg=9.5)
        page.reload()
        page.wait_for_function(READY)
        page.wait_for_function(PLAYED, arg=8)


def test_a_film_stops_and_says_why_when_the_viewer_moves_away(chromium: Browser, house: House, stage: Stage):
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        page = context.new_page()
        page.goto(f"{house.url}/zh/watch/{stage.arguments['work']}")
        play(page, 0.5)
        context.set_extra_http_headers({TERRITORY_HEADER: "FR"})
        page.evaluate("document.querySelector('video').currentTime = 33")
        page.wait_for_selector("foot-player[data-state=refused]", timeout=20_000)
        assert page.evaluate("document.querySelector('video').paused")
        assert page.locator("[data-said]").inner_text().strip()


def test_two_languages_stand_on_the_screen_together(
    chromium: Browser, house: House, stage: Stage, tmp_path: Path
):
    for language, text in (("en", "The tide is out."), ("zh", "退潮了。")):
        file = tmp_path / f"{language}.srt"
        file.write_text(f"1\n00:00:00,000 --> 00:00:30,000\n{text}\n", "utf-8")
        house.ask("watch", "subtitles", stage.arguments["film"], file, "--language", language)
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        shown.go(f"{house.url}/zh/watch/{stage.arguments['work']}")
        play(shown.page, 1)
        button = shown.page.locator(".subtitles-button")
        labels = []
        for _ in range(3):
            shown.page.keyboard.press("c")
            labels.append(button.text_content())
        assert labels == ["字幕：中文 中", "字幕：英文 EN", "字幕：双语 中EN"]
        shown.page.wait_for_function(SHOWING, arg=["The tide is out.", "退潮了。"])
        assert not shown.find_with_axe()
        assert shown.faults == []
    refused = stage.get(f"/m/{stage.token}/{stage.asset}/subtitles-fr.vtt")
    assert refused.status_code == 404


def test_a_film_begun_is_offered_again_and_goes_on_where_it_was(
    chromium: Browser, house: House, stage: Stage
):
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        shown.go(f"{house.url}/en/")
        assert not shown.page.get_by_text("Go on watching").is_visible()
        shown.go(f"{house.url}/en/watch/{stage.arguments['work']}")
        play(shown.page, 1)
        shown.page.locator("video").evaluate("video => { video.currentTime = 12; }")
        shown.page.wait_for_function(PLAYED, arg=12.2)
        title = shown.page.evaluate("() => navigator.mediaSession.metadata.title")
        assert title == "The Lamplighter"
        shown.go(f"{house.url}/en/")
        again = shown.page.locator("foot-continue li:not([hidden]) a")
        again.wait_for()
        assert again.count() == 1
        assert not shown.find_with_axe()
        again.click()
        shown.page.wait_for_function(READY, timeout=30_000)
        shown.page.wait_for_function("() => document.querySelector('video').currentTime > 11", timeout=30_000)
        assert shown.faults == []
