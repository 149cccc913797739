"""Every night an epoch begins: priors, standings and quarantines are learnt anew."""

from __future__ import annotations

from footlights.ground.jobs.types import Task
from footlights.kernel.clock import utc_now

from . import api

SCHEDULE = {"epoch": 86_400.0}


def epoch(task: Task) -> None:
    """Begin an epoch."""
    api.begin_epoch(utc_now())
