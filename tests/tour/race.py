"""Race: a proved time on the board, a false one refused, and the game driven by keyboard in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch
from tests.house import TERRITORY_HEADER

from .guide import Guide, Stop
from .ring import sign_in

OPEN = "() => document.querySelector('house-race')?.game?.phase === 'racing'"
FAST = (
    "() => { const s = document.querySelector('house-race').game.state; return Math.hypot(s.vx, s.vy) > 12; }"
)


def prove(guide: Guide) -> None:
    """A race in a file is driven again, by both kernels; changed by a millisecond, it is refused by name."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "run.json"
        words = ("race", "drive", "--track", "night-river", "--car", "wren", "--seed", "4", "--out", file)
        guide.figure("Three laps by the house's driver, ms", guide.house.ask(*words)["time_ms"])
        for kernel in ("python", "wasm"):
            told = guide.house.ask("race", "verify", file, "--kernel", kernel)
            guide.figure(f"Driven again, {kernel}", told["time_ms"])
        changed = json.loads(file.read_text("utf-8"))
        changed["time_ms"] -= 1
        file.write_text(json.dumps(changed), "utf-8")
        refused = json.loads(guide.house.run("race", "verify", file, "--json").stdout)
        guide.figure("A millisecond less is refused as", refused["reason"])
        if refused["verified"]:
            raise AssertionError(refused)


def drive(guide: Guide) -> None:
    """A visitor drives in a browser with the arrow keys; the board shows who was proved before."""
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        for address in ("race/", "race/gullhaven"):
            shown.go(f"{guide.house.url}/en/{address}")
            guide.picture(shown.page, f"/{address}", whole=True)
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        shown.go(f"{guide.house.url}/zh/race/")
        guide.picture(shown.page, "The circuits, on a phone", whole=True)
    for track in ("gullhaven", "night-river"):
        with open_context(guide.chromium, 640, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
            page = watch(context).page
            page.set_viewport_size({"width": 640, "height": 360})
            page.goto(f"{guide.house.url}/en/race/{track}/drive")
            page.locator("house-race[data-state=ready] [data-go]").click()
            page.wait_for_function(OPEN, timeout=120_000)
            page.keyboard.down("ArrowUp")
            page.wait_for_function(FAST, timeout=120_000)
            guide.picture(page, f"{track}, driven with the arrow keys")
            page.keyboard.up("ArrowUp")
    told = guide.house.ask("insight", "figure", "race.laps_proved")
    guide.figure("Laps proved", told["value"])


STOPS: list[Stop] = [
    (Both("A time that cannot be made up", "做不了假的成绩"), prove),
    (Both("Somebody races by the sea and by the river", "在海滨与江岸竞速"), drive),
]
