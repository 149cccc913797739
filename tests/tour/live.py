"""Live: a relay of rendered contributors in compressed time, a line that is cut, and all of it again."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch
from tests.house import CLI, TERRITORY_HEADER, House
from tests.rules.tree import REPOSITORY

from .guide import Guide, Stop
from .ring import sign_in

PLAYS = (
    "() => { const v = document.querySelector('video'); return v && v.readyState > 2 && v.currentTime > 1; }"
)

TELLS_HOW_LATE = "() => /\\d/.test(document.querySelector('[data-latency]').innerText)"


def start_demo(house: House, *words: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    """Start `live demo` in a house; return it and the event it planned."""
    demo = subprocess.Popen(
        [*CLI, "live", "demo", *words, "--json"],
        cwd=REPOSITORY, env=house.environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert demo.stdout is not None
    return demo, json.loads(demo.stdout.readline())


def end_demo(demo: subprocess.Popen[str]) -> None:
    """End a `live demo`, whether it has ended or not."""
    demo.kill()
    demo.communicate()


def list_runs(house: House, event: str) -> list[dict[str, Any]]:
    """Return what was on."""
    return [json.loads(line) for line in house.run("live", "log", event, "--json").stdout.splitlines()]


def find_event(house: House, event: str) -> dict[str, Any]:
    """Return an event as the command line tells of it."""
    return next(each for each in house.ask("live", "list") if each["event"] == event)


def relay(guide: Guide) -> None:
    """Three stages hand over to one another; one line is cut from the control room, and the picture stays."""
    house = guide.house
    demo, event = start_demo(house, "--contributors", "3", "--hours", "12", "--in", "36s")
    address = f"{house.url}/en/live/{event['event']}"
    try:
        house.wait_until(lambda: any(r["slot"] == 0 for r in list_runs(house, event["event"])), 60)
        with open_context(guide.chromium, DESK, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
            shown = watch(context)
            shown.go(address)
            shown.page.wait_for_function(PLAYS, timeout=60_000)
            shown.page.wait_for_function(TELLS_HOW_LATE, timeout=30_000)
            behind = shown.page.locator("[data-latency]").inner_text()
            guide.picture(shown.page, "The relay, as Britain sees it", whole=True)
            guide.figure("Behind the stage, on this machine while the tour runs", behind)
        with open_context(guide.chromium, DESK) as context:
            shown = watch(context)
            sign_in(guide, context.new_page())
            shown.go(f"{house.url}/en/live/control/{event['event']}")
            shown.page.locator("[data-on] button[value=kill]").first.click(timeout=30_000)
            shown.page.wait_for_timeout(1500)
            guide.picture(shown.page, "The control room after a line was cut", whole=True)
        demo.wait(timeout=120)
    finally:
        end_demo(demo)
    house.wait_until(lambda: bool(find_event(house, event["event"])["has_replay"]), 60)
    runs = list_runs(house, event["event"])
    guide.figure("Hand-overs by the running order", sum(run["why"] == "schedule" for run in runs))
    guide.figure("Times the slate stood in", sum(run["contributor"] == "" for run in runs) - 1)
    guide.figure("Chapters of the replay", len(find_event(house, event["event"])["chapters"]))
    with open_context(guide.chromium, PHONE, extra_http_headers={TERRITORY_HEADER: "CN"}) as context:
        shown = watch(context)
        shown.go(address.replace("/en/", "/zh/"))
        guide.picture(shown.page, "The replay with its chapters, on a phone in China", whole=True)


STOPS: list[Stop] = [(Both("A relay that never goes dark", "不中断的接力直播"), relay)]
