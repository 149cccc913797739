"""The main job, start to end, with real components: sign, show where the deal allows, count, answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import open_context, watch
from tests.film import PLAYED, READY
from tests.house import TERRITORY_HEADER, House

pytestmark = pytest.mark.browser


def test_a_film_goes_round_the_ring(house: House, chromium: Browser, film):
    # Aurora of the broadcaster and Bo of the opera house sign; a film is promised two views, and granted.
    deal = house.do("sign_a_memorandum")
    work = house.do("create_a_work", "The Ring", "指环", "2025")
    commitment = house.do("promise_views", deal["partnership"], work, "2")
    house.do("grant_to_both", deal["partnership"], work, deal["broadcaster"])

    # The film itself comes in, and its first rung plays before it is wholly encoded.
    added = house.ask("watch", "add", film, "--work", work, "--wait")
    assert added["work"] == work
    assert house.ask("insight", "figure", "watch.counted_views", "--works", work)["value"] == 0

    # Chen watches in China and a friend in Britain, for long enough; in France the house says why not.
    for territory, language in (("GB", "en"), ("CN", "zh")):
        watch_in(chromium, f"{house.url}/{language}/watch/{work}", territory, seconds=19)
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "FR"}) as context:
        assert watch(context).go(f"{house.url}/en/watch/{work}") == 451

    # Both say what they thought, at a moment of the film and below it, and the figure counts it.
    assert house.ask("insight", "figure", "talk.comments", "--works", work)["value"] == 0
    house.do("talk_about", work)
    house.do("keep_a_shelf", work)
    assert house.ask("insight", "figure", "talk.comments", "--works", work)["value"] == 14
    assert house.ask("insight", "figure", "shelf.marks", "--works", work)["value"] == 1

    # Both views are counted, a recount from the log finds the same, and the promise is kept for all to see.
    house.wait_until(lambda: counted(house, work) == 2, seconds=20)
    assert house.ask("insight", "verify")["difference"] == 0
    with open_context(chromium) as context:
        shown = watch(context)
        assert shown.go(f"{house.url}/en/memorandum/{deal['memorandum']}") == 200
        assert "2" in shown.page.locator(f"[data-commitment='{commitment}'] [data-value]").inner_text()
        assert shown.faults == []


def watch_in(chromium: Browser, url: str, territory: str, seconds: float) -> None:
    """Open a film's page as a visitor from a territory and let it play that far, twice as fast."""
    with open_context(chromium, extra_http_headers={TERRITORY_HEADER: territory}) as context:
        shown = watch(context)
        assert shown.go(url) == 200
        shown.page.wait_for_function(READY, timeout=30_000)
        shown.page.locator("media-play-button").first.click()
        shown.page.locator("video").evaluate("video => { video.playbackRate = 2; }")
        shown.page.wait_for_function(PLAYED, arg=seconds, timeout=60_000)
        shown.page.close(run_before_unload=True)
        assert shown.faults == []


def counted(house: House, work: str) -> int:
    return int(house.ask("insight", "figure", "watch.counted_views", "--works", work)["value"])
