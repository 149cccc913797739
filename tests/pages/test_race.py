"""The game in a real Chromium: what is drawn every fifty metres, and that the road is where it looks."""

from __future__ import annotations

import json
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from footlights.services.race.core.cars import CARS
from footlights.services.race.core.tracks import list_tracks
from tests.browser import Watched, open_context, watch
from tests.hands import Hands
from tests.house import TERRITORY_HEADER, House

pytestmark = pytest.mark.browser
CALLS, TRIANGLES = 80, 150_000
OPEN = "() => Boolean(document.querySelector('house-race')?.game)"
SURVEY = (
    "() => { const game = document.querySelector('house-race').game; game.pause(); return game.survey(50); }"
)


@pytest.mark.parametrize("track", list_tracks(), ids=lambda each: each.id)
def test_every_fifty_metres_little_is_drawn_and_the_road_is_seen_where_it_is(
    track, house: House, chromium: Browser
):
    with open_context(chromium, 320, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        shown.page.set_viewport_size({"width": 320, "height": 180})
        assert shown.go(f"{house.url}/en/race/{track.id}/drive") == 200
        shown.page.locator("house-race[data-state=ready] [data-go]").click()
        shown.page.wait_for_function(OPEN, timeout=180_000)
        shown.page.set_default_timeout(300_000)
        seen = shown.page.evaluate(SURVEY)
        assert shown.faults == []
    assert len(seen) > track.length / 50
    assert max(each["calls"] for each in seen) <= CALLS
    assert max(each["triangles"] for each in seen) <= TRIANGLES
    assert [each["metres"] for each in seen if each["asked"] < 9 or each["road"] < each["asked"]] == []


RACING = "() => document.querySelector('house-race')?.game?.phase === 'racing'"
TICK = "() => document.querySelector('house-race').game.state.tick"
LAST = "() => document.querySelector('house-race').game.race.own.pressed.at(-1)"
# A pad is the machine's, not ours: this one holds its right trigger and its stick half to the left.
PAD = """() => {
  const buttons = Array.from({ length: 17 }, (_, i) => ({ pressed: i === 7, touched: i === 7, value: Number(i === 7) }));
  navigator.getGamepads = () => [{ connected: true, axes: [-0.5, 0, 0, 0], buttons, mapping: "standard" }];
}"""
RESTART = """() => new Promise((done) => {
  const from = performance.now(), race = document.querySelector('house-race');
  dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyR' }));
  requestAnimationFrame(() => requestAnimationFrame(() => done([performance.now() - from, race.game.phase, race.game.state.tick])));
})"""


def start_by_keyboard(shown: Watched, house: House, track: str, width: int) -> Page:
    """Open a circuit in a small window, press its button by the Enter key, and wait until the race is on."""
    page = shown.page
    page.set_viewport_size({"width": width, "height": width * 9 // 16})
    page.set_default_timeout(180_000)
    assert shown.go(f"{house.url}/en/race/{track}/drive") == 200
    page.locator("house-race[data-state=ready] [data-go]").press("Enter")
    page.wait_for_function(RACING)
    return page


def test_by_keyboard_a_race_stops_goes_on_and_starts_again_within_a_second(house: House, chromium: Browser):
    with open_context(chromium, 480, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        page = start_by_keyboard(shown, house, "gullhaven", 480)
        page.keyboard.down("ArrowUp")
        page.wait_for_function("() => document.querySelector('house-race').game.state.tick > 90")
        page.keyboard.press("p")
        assert shown.find_with_axe() == []
        assert "2 more times" in page.get_by_role("dialog").inner_text()
        stood = page.evaluate(TICK)
        page.keyboard.press("Enter")  # "Carry on" has the focus
        page.wait_for_function(RACING)
        page.wait_for_function(f"() => document.querySelector('house-race').game.state.tick > {stood}")
        page.keyboard.up("ArrowUp")
        page.evaluate(PAD)
        page.wait_for_function(f"() => ({LAST})() === 17")  # throttle, and the wheel from 7 to 4
        spent, phase, tick = page.evaluate(RESTART)
        assert (phase, tick) == ("countdown", 0)
        assert spent < 1000
        assert shown.faults == []


@pytest.mark.parametrize(("wide", "high"), [(390, 844), (844, 390)])
def test_on_a_phone_thumbs_drive_and_no_button_lies_under_another(
    wide: int, high: int, house: House, chromium: Browser
):
    more = {"has_touch": True, "is_mobile": True, "extra_http_headers": {TERRITORY_HEADER: "GB"}}
    with open_context(chromium, wide, **more) as context:
        shown = watch(context)
        page = shown.page
        page.set_viewport_size({"width": wide, "height": high})
        page.set_default_timeout(120_000)
        assert shown.go(f"{house.url}/zh/race/night-river/drive") == 200
        page.locator("house-race[data-state=ready] [data-go]").tap()
        page.wait_for_function(RACING)
        assert shown.find_with_axe() == []
        box = page.locator(".race-key-left").bounding_box()
        assert box
        finger = context.new_cdp_session(page)
        touch = [{"x": box["x"] + 20, "y": box["y"] + 20}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": touch})
        page.wait_for_function(
            f"() => ({LAST})() === 1"
        )  # the house holds the throttle, the wheel is full left
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_function(f"() => ({LAST})() === 29")
        assert shown.faults == []


@pytest.mark.long
@pytest.mark.parametrize("track", list_tracks(), ids=lambda each: each.id)
def test_three_laps_by_keyboard_are_proved(track, house: House, chromium: Browser, tmp_path: Path):
    with open_context(chromium, 400, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        page = start_by_keyboard(shown, house, track.id, 400)
        looks: list[dict[str, Any]] = []

        def look(seen: dict[str, Any]) -> None:
            looks.append(seen)
            if len(looks) % 150 == 0:
                page.screenshot(path=tmp_path / f"{len(looks):05}.png")

        Hands(track, CARS[0]).drive(page, 600, on_look=look)
        page.wait_for_function("() => document.querySelector('house-race').dataset.result")
        result = json.loads(page.locator("house-race").get_attribute("data-result") or "")
        page.screenshot(path=tmp_path / "over.png")
        fastest = max(hypot(seen["vx"], seen["vy"]) for seen in looks)
        drifts = sum(1 for one, two in pairwise(looks) if one["drift"] == 0 < two["drift"])
        told = {"result": result, "fastest": fastest, "drifts": drifts, "looks": len(looks)}
        print(track.id, told, tmp_path)
        assert (result["standing"], looks[-1]["laps"]) == ("proved", 2), told
        assert fastest > 40
        assert drifts >= 3
        assert shown.faults == []
