"""The lab's work behind the scenes."""

from __future__ import annotations

from footlights.ground.jobs.types import Task
from footlights.kernel.clock import utc_now

from . import api
from .types import ProgrammeId, Trial


def solve(task: Task) -> None:
    """Put a programme to the bench."""
    api.solve_programme(ProgrammeId(task.arguments["programme"]), Trial(), utc_now())
