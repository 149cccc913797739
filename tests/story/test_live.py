"""The story's relay: stages hand over, Britain and China watch, a line is cut, and all of it can be seen again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import open_context, watch
from tests.house import TERRITORY_HEADER, House
from tests.tour.live import PLAYS, TELLS_HOW_LATE, end_demo, find_event, list_runs, start_demo

pytestmark = pytest.mark.browser


def test_a_relay_is_shown_counted_and_seen_again(house: House, chromium: Browser):
    demo, event = start_demo(house, "--contributors", "2", "--hours", "6", "--in", "24s")
    name = event["event"]
    try:
        house.wait_until(lambda: any(run["slot"] == 0 for run in list_runs(house, name)), 60)
        with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
            shown = watch(context)
            assert shown.go(f"{house.url}/en/live/{name}") == 200
            shown.page.wait_for_function(PLAYS, timeout=60_000)
            shown.page.wait_for_function(TELLS_HOW_LATE, timeout=30_000)
            assert shown.page.locator("[data-latency]").inner_text().endswith("s")
            assert shown.faults == []
        with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "FR"}) as context:
            assert watch(context).go(f"{house.url}/en/live/{name}") == 451
        demo.wait(timeout=120)
    finally:
        end_demo(demo)
    house.wait_until(lambda: bool(find_event(house, name)["has_replay"]), 60)

    shown_slots = {run["slot"] for run in list_runs(house, name) if run["contributor"]}
    assert house.ask("insight", "figure", "live.slots_shown")["value"] >= len(shown_slots) > 0
    assert shown_slots <= {chapter[0] for chapter in find_event(house, name)["chapters"]}
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "CN"}) as context:
        shown = watch(context)
        assert shown.go(f"{house.url}/zh/live/{name}") == 200
        # Asked for before the player stands, or after: it plays.
        shown.page.evaluate("() => { document.querySelector('video').play().catch(() => undefined); }")
        shown.page.wait_for_function(PLAYS, timeout=60_000)
