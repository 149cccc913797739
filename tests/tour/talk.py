"""Talk: danmaku run over the film, a comment is reported and taken away, and the figure counts what was said."""

from __future__ import annotations

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch
from tests.film import READY
from tests.house import TERRITORY_HEADER

from .guide import Guide, Stop
from .ring import sign_in

RUNNING = "() => document.querySelectorAll('.danmaku-line').length > 25"


def talk(guide: Guide) -> None:
    """A crowd sends danmaku; the operator comments, and takes one away from the queue."""
    work = guide.known["work"]
    guide.house.do("talk_about", work)
    guide.house.do("send_danmaku", work, "120", "10")
    with open_context(guide.chromium, DESK, extra_http_headers={TERRITORY_HEADER: "CN"}) as context:
        shown = watch(context)
        shown.page.emulate_media(reduced_motion="no-preference")
        shown.go(f"{guide.house.url}/zh/watch/{work}")
        shown.page.wait_for_function(READY, timeout=60_000)
        shown.page.evaluate(
            "() => { const v = document.querySelector('video'); v.muted = true; return v.play(); }"
        )
        shown.page.wait_for_function(RUNNING, timeout=60_000)
        guide.picture(shown.page, "Danmaku, each in its lane")
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        sign_in(guide, shown.page)
        page = context.new_page()
        page.goto(f"{guide.house.url}/en/work/{work}")
        page.fill("#say-comment", "Seen on the tour.")
        page.locator(".talk form.say button").first.click()
        page.locator(".saying", has_text="Seen on the tour.").wait_for()
        page.locator(".talk").scroll_into_view_if_needed()
        guide.picture(page, "Comments under the film, on a phone")
        page.goto(f"{guide.house.url}/zh/talk/queue")
        guide.picture(page, "What waits for a moderator")
    told = guide.house.ask("insight", "figure", "talk.comments", "--works", work)
    guide.figure("Things said about the film", told["value"])


STOPS: list[Stop] = [(Both("Viewers talk, and order is kept", "评论、弹幕与秩序"), talk)]
