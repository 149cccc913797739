"""The race's part of the story: driven, proved, on the board, and answering a promise; a false time does neither.

And what a driver was told is kept is kept, however often the server is killed while they drive.
"""

from __future__ import annotations

import json
import re
import time

import httpx
import pytest
from playwright.sync_api import Browser

from footlights.services.race.tests.races import calm
from tests.browser import open_context, watch
from tests.house import TERRITORY_HEADER, House
from tests.load.killing import kill_one

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


def test_no_kill_of_the_server_in_mid_race_loses_what_was_acknowledged(house: House):
    inputs, piece, kills = calm("gullhaven", "tern", 3)[:900], 30, [240, 510, 780]
    with httpx.Client(base_url=house.url, timeout=10, headers={TERRITORY_HEADER: "GB"}) as driver:
        page = driver.get("/en/race/gullhaven/drive").text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        csrf = {"X-CSRFToken": found[1]}
        chosen = {"track": "gullhaven", "car": "tern", "livery": "limelight"}
        begun = driver.post("/race/act/begin", data=chosen, headers=csrf).json()
        file = house.home / "race" / begun["start"][-3:-2] / f"{begun['start']}.inputs"
        patience = time.monotonic() + 240

        def send(address: str, content: bytes, **headers: str) -> httpx.Response:
            """Send until somebody answers, as the page does."""
            while time.monotonic() < patience:
                try:
                    return driver.post(address, content=content, headers={**csrf, **headers})
                except httpx.TransportError:
                    time.sleep(0.25)
            raise TimeoutError(address)

        held = killed = 0
        while held < len(inputs):
            if kills and held >= kills[0] and kill_one(house, "web"):
                kills.pop(0)
                killed += 1
            headers = {"X-Race-Token": begun["token"], "X-Race-First": str(held)}
            reply = send("/race/act/piece", inputs[held : held + piece], **headers)
            assert reply.status_code == 200, reply.text
            assert reply.json()["held"] >= held + piece
            held = reply.json()["held"]
        ended = send(
            "/race/act/finish", json.dumps({"token": begun["token"], "time_ms": 1, "marks": []}).encode()
        )
    assert killed == 3
    assert inputs in b"".join(pieces_in(file.read_bytes()))
    # An answer that a kill swallowed is not given twice: the token is spent, and the result stands.
    assert ended.json()["reason"] in ("not_finished", "spent_token")


def pieces_in(raw: bytes) -> list[bytes]:
    """Return the inputs of each piece in a file, read here without the house's own code."""
    found = []
    while raw:
        size = int.from_bytes(raw[16:20], "little")
        found.append(raw[24 : 24 + size])
        raw = raw[24 + size :]
    return found
