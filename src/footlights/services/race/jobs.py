"""Every day, races that were begun and never ended are forgotten."""

from __future__ import annotations

from footlights.ground.jobs.types import Task
from footlights.kernel.clock import utc_now

from . import api

SCHEDULE = {"tidy": 86_400.0}


def tidy(task: Task) -> None:
    """Forget races that were left standing."""
    api.drop_stale(utc_now())
