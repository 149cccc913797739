"""Counting, every two seconds; forgetting what is settled and sealing days that are over, every hour."""

from __future__ import annotations

from footlights.ground.jobs.types import Task
from footlights.kernel.clock import utc_now

from . import api

SCHEDULE = {"count": 2.0, "forget": 3600.0, "seal": 3600.0}


def count(task: Task) -> None:
    """Count what came since the last time."""
    api.count_new_events(utc_now())


def forget(task: Task) -> None:
    """Forget the beats that no beat to come can touch."""
    api.forget_settled(utc_now())


def seal(task: Task) -> None:
    """Seal the days that are over."""
    api.seal_days(utc_now())
