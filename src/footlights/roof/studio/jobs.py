"""Reminders, every five minutes; each thing is told once."""

from __future__ import annotations

from footlights.ground.jobs.types import Task
from footlights.kernel.clock import utc_now

from . import api

SCHEDULE = {"remind": 300.0}


def remind(task: Task) -> None:
    """Put into inboxes what is due now."""
    api.remind(utc_now())
