"""What jobs hands out: a job as it stands, a task as its handler sees it, and how a handler ends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from footlights.kernel.ids import JobId
from footlights.kernel.text import Both


class JobState(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def has_ended(self) -> bool:
        """Return whether nothing more will happen."""
        return self not in (JobState.QUEUED, JobState.RUNNING)

    @property
    def said(self) -> Both:
        """Return the state in words."""
        return _STATES[self]


_STATES = {
    JobState.QUEUED: Both("Waiting", "等待中"),
    JobState.RUNNING: Both("Under way", "进行中"),
    JobState.DONE: Both("Done", "已完成"),
    JobState.FAILED: Both("Failed", "失败"),
    JobState.CANCELLED: Both("Cancelled", "已取消"),
}


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands.

    share: how much is done, 0–1.
    seconds_left: an estimate from the progress so far, None while there is none.
    """

    id: JobId
    name: str
    arguments: Mapping[str, Any]
    state: JobState
    attempt: int
    share: float
    note: Both
    seconds_left: float | None
    error: Both | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class Task(Protocol):
    """What a handler may know and say while it works."""

    job: JobId
    arguments: dict[str, Any]
    attempt: int

    def report(self, share: float, note: Both | None = None) -> None:
        """Tell how much is done, 0–1, and what is being done."""

    def should_stop(self) -> bool:
        """Return whether the job was cancelled, its lease was lost, or the worker is to end: stop soon."""


class NoSuchJob(Exception):
    """There is no such job."""

    def __init__(self, job: str) -> None:
        super().__init__(job)
        self.message = Both(f"There is no job {job}.", f"没有任务 {job}。")


class Stopped(Exception):
    """A handler stopped because should_stop said so."""


class Cancelled(Stopped):
    """A handler stopped because its job was cancelled."""


class Refused(Exception):
    """A handler found that the work can't be done, now or later: it is not tried again."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
