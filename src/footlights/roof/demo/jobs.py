"""Filling the demo house, in the background."""

from __future__ import annotations

from typing import Final

from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import Stopped, Task
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

from . import api
from .types import DemoHouse

_PATIENCE: Final = 10  # attempts: some eight minutes


def seed(task: Task) -> None:
    """Fill the demo house; the short films are drawn after the first one has been prepared."""
    api.fill(_teller(task), utc_now())
    jobs.enqueue("demo.draw", {}, at=utc_now(), key="demo.draw")


def draw(task: Task) -> None:
    """Draw the short films."""
    api.draw_more(_find_house(), _teller(task), utc_now())
    jobs.enqueue("demo.rehearse", {}, at=utc_now(), key="demo.rehearse", max_attempts=_PATIENCE)


def rehearse(task: Task) -> None:
    """Let the invented audience come; tried again while a film is still being prepared."""
    api.rehearse(_find_house(), _teller(task), utc_now())


def _find_house() -> DemoHouse:
    return api.fill(lambda share, note: None, utc_now())  # all of it is there: this only looks it up


def _teller(task: Task) -> api.Tell:
    def tell(share: float, note: Both) -> None:
        if task.should_stop():
            raise Stopped
        task.report(share, note)

    return tell
