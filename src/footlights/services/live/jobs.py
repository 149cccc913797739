"""What workers do for live."""

from __future__ import annotations

from footlights.ground.jobs.types import Refused, Task
from footlights.kernel.clock import utc_now

from . import api
from .types import BadEvent, EventId, NoSuchEvent


def make_replay(task: Task) -> None:
    """Publish the replay of an event that has ended."""
    try:
        api.make_replay(EventId(task.arguments["event"]), utc_now())
    except (BadEvent, NoSuchEvent) as refusal:
        raise Refused(refusal.message) from refusal
