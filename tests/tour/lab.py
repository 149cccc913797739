"""The lab: one festival, four methods, the best plan, and the problem to take away."""

from __future__ import annotations

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch

from .guide import Guide, Stop
from .ring import sign_in


def solve(guide: Guide) -> None:
    """An invented festival is solved four ways; the page tells how each did and claims no more than it saw."""
    told = guide.house.ask("lab", "programme", "--films", "8", "--seed", "1")
    for each in told["attempts"]:
        points = "not run" if each["objective"] is None else f"{each['objective']} points"
        guide.figure(f"{each['method']} on {told['variables']} choices", f"{points}, {each['seconds']:.4f} s")
    guide.figure("No plan can have more points than", told["bound"])
    guide.figure("What the lab says", told["advice"]["en"])
    greedy = next(each for each in told["attempts"] if each["method"] == "greedy")
    if told["objective"] < greedy["objective"]:
        raise AssertionError(told)
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(f"{guide.house.url}/en/lab/")
        with shown.page.expect_navigation():
            shown.page.locator("main form:has(input[name=invented]) [type=submit]").click()
        shown.page.wait_for_selector("#outcome:not([hx-get])", timeout=60_000)
        guide.picture(shown.page, "Four methods on an invented festival", whole=True)
        address = shown.page.url.replace("/en/", "/zh/")
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        shown.go(address)
        guide.picture(shown.page, "The same, on a phone")


STOPS: list[Stop] = [(Both("A festival's programme is solved four ways", "四种方法求解影展排片"), solve)]
