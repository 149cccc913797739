"""Filling the demo house, in the background."""

from __future__ import annotations

from footlights.ground.jobs.types import Stopped, Task
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

from . import api


def seed(task: Task) -> None:
    """Fill the demo house."""

    def tell(share: float, note: Both) -> None:
        if task.should_stop():
            raise Stopped
        task.report(share, note)

    api.fill(tell, utc_now())
