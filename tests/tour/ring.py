"""The ring: signed, on stage, watched where the deal allows, counted, answered, stated."""

from __future__ import annotations

import time

from playwright.sync_api import Page

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch
from tests.film import PLAYED, READY
from tests.house import TERRITORY_HEADER

from .guide import Guide, Stop

SECONDS_OF_FILM = 19.0


def sign(guide: Guide) -> None:
    """A memorandum is signed, a partnership opened, a promise made, a right given."""
    deal = guide.house.do("prepare_a_showing", "The Lamplighter", "点灯人", "2")
    guide.known.update(deal)
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        for language in ("en", "zh"):
            shown.go(f"{guide.house.url}/{language}/memorandum/{deal['memorandum']}")
            guide.picture(shown.page, f"The memorandum ({language})", whole=True)


def put_on_stage(guide: Guide) -> None:
    """A real film comes in; its first rung plays before it is wholly encoded."""
    begun = time.monotonic()
    added = guide.house.ask("watch", "add", guide.film, "--work", guide.known["work"], "--wait")
    guide.figure("Seconds until the film of 35 s was ready", f"{time.monotonic() - begun:.1f}")
    guide.figure("State", added["state"])


def watch_it(guide: Guide) -> None:
    """A viewer in Britain and one in China watch; one in France is told why not."""
    work = guide.known["work"]
    for territory, language, width in (("GB", "en", DESK), ("CN", "zh", PHONE)):
        headers = {TERRITORY_HEADER: territory}
        with open_context(guide.chromium, width, extra_http_headers=headers) as context:
            shown = watch(context)
            begun = time.monotonic()
            shown.go(f"{guide.house.url}/{language}/watch/{work}")
            shown.page.wait_for_function(READY, timeout=30_000)
            shown.page.locator("media-play-button").first.click()
            shown.page.wait_for_function(PLAYED, arg=0.1, timeout=60_000)
            guide.figure(f"Seconds to the first picture in {territory}", f"{time.monotonic() - begun:.2f}")
            shown.page.locator("video").evaluate("video => { video.playbackRate = 2; }")
            shown.page.wait_for_function(PLAYED, arg=SECONDS_OF_FILM, timeout=60_000)
            guide.picture(shown.page, f"Watched in {territory}")
            shown.page.close(run_before_unload=True)
    with open_context(guide.chromium, DESK, extra_http_headers={TERRITORY_HEADER: "FR"}) as context:
        shown = watch(context)
        guide.figure("HTTP status in France", shown.go(f"{guide.house.url}/en/watch/{work}"))
        guide.picture(shown.page, "Refused in France, with the clause that decides")


def count(guide: Guide) -> None:
    """Both views are counted, a recount from the log finds the same, and the promise is kept for all to see."""
    house, work = guide.house, guide.known["work"]

    def counted() -> int:
        return int(house.ask("insight", "figure", "watch.counted_views", "--works", work)["value"])

    house.wait_until(lambda: counted() >= 2, seconds=20)
    found = house.ask("insight", "verify")
    guide.figure("Counted views", counted())
    guide.figure("Difference between figures and a recount from the log", found["difference"])
    if found["difference"]:
        raise AssertionError(found)
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        shown.go(f"{house.url}/en/memorandum/{guide.known['memorandum']}")
        promised = shown.page.locator(f"[data-commitment='{guide.known['commitment']}']")
        promised.scroll_into_view_if_needed()
        guide.picture(shown.page, "The promise, kept")


def state(guide: Guide) -> None:
    """A statement of use, frozen under its hash and shared to the penny."""
    told = guide.house.ask("agreements", "statement", guide.known["statement"])
    guide.figure(
        "Views stated (entered for the tour; the page says that the log holds others)", told["views"]
    )
    guide.figure("Earned", f"{told['total']} minor units of {told['currency']}")
    guide.figure("SHA-256 of the use", told["sha256"])
    shares = sum(each["minor"] for each in told["shares"])
    if shares != told["total"]:
        raise AssertionError(f"shares of {shares}, earned {told['total']}")
    with open_context(guide.chromium, DESK) as context:
        sign_in(guide, context.new_page())
        shown = watch(context)
        shown.go(f"{guide.house.url}/en/memorandum/statement/{guide.known['statement']}")
        guide.picture(shown.page, "The statement", whole=True)


def sign_in(guide: Guide, page: Page) -> None:
    """Sign the operator in."""
    page.goto(f"{guide.house.url}/en/account/login/")
    page.fill("input[name=login]", guide.known["email"])
    page.fill("input[name=password]", guide.known["password"])
    with page.expect_navigation():
        page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.close()


STOPS: list[Stop] = [
    (Both("A memorandum is signed", "签署备忘录"), sign),
    (Both("A film goes on stage", "影片上映"), put_on_stage),
    (Both("It is watched where the deal allows", "在协议允许之处观看"), watch_it),
    (Both("The views are counted, and recounted", "观看次数与复核"), count),
    (Both("The use is stated, and what it earned is shared", "使用结算与分配"), state),
]
