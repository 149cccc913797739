"""A film's page in a real Chromium: when its player stands, that it plays, and the picture at a point of its bar."""

from __future__ import annotations

import time

from playwright.sync_api import Page

READY = "() => document.querySelector('foot-player[data-state=ready] media-play-button')"
PLAYED = "seconds => document.querySelector('video').currentTime > seconds"


def play(page: Page, seconds: float) -> None:
    """Press the player's button, once it stands, and wait until so many seconds were played."""
    page.wait_for_function(READY, timeout=30_000)
    page.locator("media-play-button").first.click()
    page.wait_for_function(PLAYED, arg=seconds, timeout=30_000)


def point_at_the_bar(page: Page) -> None:
    """Move over the middle of the film's bar until the picture of that part shows: its sheet may still be on its way."""
    bar = page.locator("media-time-range")
    until = time.monotonic() + 60
    while bar.get_attribute("mediapreviewimage") is None:
        assert time.monotonic() < until, "no picture of the film's part"
        box = bar.bounding_box()
        assert box is not None
        for share in (0.48, 0.5):
            page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.wait_for_timeout(500)
