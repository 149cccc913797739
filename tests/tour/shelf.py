"""The shelf: a film is rated from its page, and stands on a shelf and in the chart."""

from __future__ import annotations

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch

from .guide import Guide, Stop
from .ring import sign_in


def rate(guide: Guide) -> None:
    """The operator rates the film in two taps and finds it on the shelf."""
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        sign_in(guide, shown.page)
        page = context.new_page()
        page.goto(f"{guide.house.url}/zh/work/{guide.known['work']}")
        with page.expect_navigation():
            page.locator(".rate button[value='10']").first.click()
        guide.picture(page, "Rated ten in one tap, on a phone", whole=True)
        page.goto(f"{guide.house.url}/zh/shelf/mine")
        guide.picture(page, "The shelf")
    told = guide.house.ask("insight", "figure", "shelf.marks", "--works", guide.known["work"])
    guide.figure("Works marked", told["value"])
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        shown.go(f"{guide.house.url}/en/shelf/")
        guide.picture(shown.page, "The chart tells its rule")


STOPS: list[Stop] = [(Both("A film is rated, and stands on a shelf", "评分与书影架"), rate)]
