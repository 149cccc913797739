"""The race's part of the story: driven, proved, on the board, and answering a promise; a false time does neither."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.browser import open_context, watch
from tests.house import TERRITORY_HEADER, House

pytestmark = pytest.mark.browser
OPEN = "() => document.querySelector('house-race')?.game?.phase === 'racing'"
DRIVEN = "() => document.querySelector('house-race').game.state.tick > 400"


def test_a_race_is_proved_and_answers_a_promise(house: House, chromium: Browser, tmp_path):
    deal = house.do("sign_a_memorandum")
    link = house.do("promise_laps", deal["partnership"], "3")
    # The same inputs again would be a copy of another test's race in this house, so this one takes another car.
    assert house.do("race_three_laps", link["link"], "wren")["standing"] == "ranked"
    assert house.ask("insight", "figure", "race.laps_proved")["value"] >= 3

    file = tmp_path / "run.json"
    house.ask("race", "drive", "--track", "night-river", "--car", "heron", "--seed", "2", "--out", file)
    file.write_text(file.read_text("utf-8").replace('"night-river"', '"gullhaven"'), "utf-8")
    refused = house.run("race", "verify", file, "--kernel", "wasm", "--json")
    assert json.loads(refused.stdout) == {"verified": False, "time_ms": None, "reason": "unknown_track"}

    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
        shown = watch(context)
        assert shown.go(f"{house.url}/zh/memorandum/{deal['memorandum']}") == 200
        proved = house.ask("insight", "figure", "race.laps_proved")["value"]
        shown_value = shown.page.locator(
            f"[data-commitment='{link['commitment']}'] [data-value]"
        ).inner_text()
        assert str(proved) in shown_value
        shown.page.set_viewport_size({"width": 480, "height": 270})
        assert shown.go(f"{house.url}/zh/race/gullhaven/drive") == 200
        shown.page.locator("house-race[data-state=ready] [data-go]").click()
        shown.page.wait_for_function(OPEN, timeout=120_000)
        shown.page.keyboard.down("ArrowUp")
        shown.page.wait_for_function(DRIVEN, timeout=180_000)
        shown.page.keyboard.up("ArrowUp")
        shown.page.keyboard.press("p")
        assert shown.page.get_by_role("dialog").get_by_text("已暂停").is_visible()
        assert shown.faults == []
    assert list(house.home.glob("race/*/*.inputs"))
