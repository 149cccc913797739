"""The game in a real Chromium: what is drawn every fifty metres, and that the road is where it looks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from footlights.services.race.core.tracks import list_tracks
from tests.browser import open_context, watch
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
