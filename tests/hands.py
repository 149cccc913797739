"""Hands on the arrow keys: they see where a car is, think two seconds ahead, and press and let go of real keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import copy
from itertools import product
from math import hypot
from typing import Any, Final

from playwright.sync_api import Page

from footlights.services.race.core import driver
from footlights.services.race.core.cars import Car
from footlights.services.race.core.kernel import Run, step
from footlights.services.race.core.tracks import Track

# As of the frame just drawn: the car, the wheel, the ticks that have gone by since, and whether the race is over.
SEEN: Final = """() => new Promise((tell) => requestAnimationFrame((drawn) => setTimeout(() => {
  const page = document.querySelector('house-race'), { game } = page;
  tell([game.state, page.controls.wheel, game.race.owed + (performance.now() - drawn) * 0.06, game.phase]);
})))"""
LATE_TICKS: Final = 3  # from what is seen to a key that counts
HELD_TICKS: Final = 5  # until the next look, before it is known how often one can look
BACK_TICKS: Final = 60
AHEAD_TICKS: Final = 150
TURN, BACK = 1.4, 2.2  # as in frontend/islands/race/controls.ts
KEYS: Final = {"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Space", "KeyX"}


class Hands:
    """Hands at one car on one track; they hold some keys."""

    def __init__(self, track: Track, car: Car) -> None:
        self.track, self.car = track, car
        self.held: frozenset[str] = frozenset()
        self.kept_until = 0  # the tick at which the keys are thought of again
        self.seen_at, self.between = 0, float(HELD_TICKS)  # ticks

    def choose(self, seen: dict[str, Any], wheel: float, owed: float) -> frozenset[str]:
        """Return the keys to hold, those that come furthest."""
        self.between += (min(40, seen["tick"] - self.seen_at) - self.between) * 0.2
        self.seen_at = seen["tick"]
        if seen["tick"] < self.kept_until:
            return self.held
        run = Run(**{**seen, "held": int("ArrowUp" in self.held)})
        run, wheel = self._go(run, wheel, round(owed) + LATE_TICKS, lambda *_: self.held)
        ways = product(
            ((), ("ArrowLeft",), ("ArrowRight",)), (("ArrowUp",), (), ("ArrowDown",)), ((), ("Space",))
        )
        nitro = ("KeyX",) if run.tanks and run.nitro == 0 else ()
        offered = [frozenset((*side, *pedal, *slide, *nitro)) for side, pedal, slide in ways]
        best = max(offered, key=lambda keys: self._worth(copy(run), wheel, keys))
        self.kept_until = run.tick + BACK_TICKS if _backs_out(run, best) else 0
        return best

    def _worth(self, run: Run, wheel: float, keys: frozenset[str]) -> float:
        """Return how far these keys, and then the house's own way, bring the car; fast and with nitro is further."""
        begun = run.progress
        run, wheel = self._go(
            run, wheel, BACK_TICKS if _backs_out(run, keys) else round(self.between), lambda *_: keys
        )
        run, _ = self._go(run, wheel, AHEAD_TICKS, self._follow)
        ax, ay, _z = self.track.points[run.segment]
        past = hypot(run.x - ax, run.y - ay) / 6.0
        return run.progress - begun + past + run.speed * 0.15 + (run.tanks * 100 + run.charge) * 0.02

    def _follow(self, run: Run, wheel: float) -> frozenset[str]:
        """Return the keys that come nearest to what the house's driver does."""
        byte = driver._decide(run, self.track, 0.0)
        wanted = ((byte >> 2) & 15) - 7
        side = "ArrowRight" if wanted > wheel + 1 else "ArrowLeft" if wanted < wheel - 1 else ""
        pedal = "ArrowUp" if byte & 1 else "ArrowDown" if byte & 2 else ""
        return frozenset({side, pedal, "Space" if byte & 64 else ""} - {""})

    def _go(
        self, run: Run, wheel: float, ticks: int, press: Callable[[Run, float], frozenset[str]]
    ) -> tuple[Run, float]:
        for _ in range(ticks):
            keys = press(run, wheel)
            wanted = 7 * (("ArrowRight" in keys) - ("ArrowLeft" in keys))
            pace = BACK if wanted == 0 or wanted * wheel < 0 else TURN
            wheel = min(wanted, wheel + pace) if wheel < wanted else max(wanted, wheel - pace)
            brakes = "ArrowDown" in keys
            byte = (
                int("ArrowUp" in keys and not brakes)
                | brakes << 1
                | max(0, min(14, 7 + round(wheel))) << 2
                | ("Space" in keys) << 6
                | ("KeyX" in keys) << 7
            )
            step(run, byte, self.track, self.car)
        return run, wheel

    def drive(self, page: Page, seconds: float, *, on_look: Callable[[dict[str, Any]], None]) -> None:
        """Drive until the race is over; TimeoutError when it takes longer than so many seconds."""
        until = time.monotonic() + seconds
        while True:
            seen, wheel, owed, phase = page.evaluate(SEEN)
            if phase == "over":
                break
            if time.monotonic() > until:
                raise TimeoutError(f"still driving after {seconds} s: {seen}")
            keys = self.choose(seen, wheel, owed)
            for key in self.held - keys:
                page.keyboard.up(key)
            for key in sorted(keys - self.held):
                page.keyboard.down(key)
            self.held = keys
            on_look(seen)
        for key in self.held:
            page.keyboard.up(key)


def _backs_out(run: Run, keys: frozenset[str]) -> bool:
    """Return whether keys go backwards out of a wall, which takes a while before it pays."""
    return run.speed < 5 and "ArrowDown" in keys
