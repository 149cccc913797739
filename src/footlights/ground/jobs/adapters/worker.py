"""The worker process: claims jobs, keeps their leases, runs their handlers, gives them back when it ends."""

from __future__ import annotations

import logging
import os
import random
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import DatabaseError, close_old_connections, connections

from footlights.ground.jobs.types import Job, Refused, Stopped
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import JobId
from footlights.kernel.text import Both

from .handlers import Handler, every_schedule, find_handler

log = logging.getLogger("footlights.jobs")

IDLE_SECONDS: Final = 0.2
LOOK_SECONDS: Final = 0.5  # between two looks for what was cancelled and what is due
HEARTBEAT_SECONDS: Final = 2.0
REPORT_SECONDS: Final = 0.5
GRACE_SECONDS: Final = 4.0
_NO_HANDLER: Final = Both("This house has no part that does “{name}”.", "本馆没有可以完成“{name}”的部分。")
_BROKE: Final = Both("Something went wrong inside the house ({fault}).", "本馆内部出错（{fault}）。")


@dataclass(slots=True)
class RunningTask:
    """One job in the hands of this worker: what its handler sees."""

    job: JobId
    arguments: dict[str, Any]
    attempt: int
    worker: Worker
    is_lost: bool = False
    reported_at: float = 0.0

    def report(self, share: float, note: Both | None = None) -> None:
        """Tell how much is done; told twice within half a second, the later one waits for the next."""
        now = time.monotonic()
        if now - self.reported_at >= REPORT_SECONDS or share >= 1.0:
            self.reported_at = now
            self.worker.api.report(self.job, self.worker.name, self.attempt, share, note)

    def should_stop(self) -> bool:
        """Return whether to stop soon."""
        return self.is_lost or self.worker.stopping.is_set()


class Worker:
    """A worker with a few hands: one for long work need not keep short work waiting."""

    def __init__(self, api: Any, *, hands: int = 2) -> None:
        """Work through this folder's api with so many jobs side by side."""
        self.api = api
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(3)}"
        self.hands = hands
        self.stopping = threading.Event()
        self.tasks: dict[JobId, RunningTask] = {}

    def run(self, *, until: Callable[[], bool] = lambda: False) -> None:
        """Work until told to stop, or until a condition holds between two jobs."""
        schedule = every_schedule()
        looked_at = heard_at = -HEARTBEAT_SECONDS
        while not self.stopping.is_set() and not until():
            now = time.monotonic()
            try:
                if now - heard_at >= HEARTBEAT_SECONDS:
                    heard_at = now
                    self._keep_alive()
                if now - looked_at >= LOOK_SECONDS:
                    looked_at = now
                    self._look(schedule)
                has_work = len(self.tasks) < self.hands and self._start_next()
            except DatabaseError as fault:
                log.warning("the database does not answer: %s", fault)
                close_old_connections()
                has_work = False
            if not has_work:
                self.stopping.wait(IDLE_SECONDS)
        self._end()

    def _keep_alive(self) -> None:
        at = utc_now()
        self.api.hear_from(self.name, at)
        for task in list(self.tasks.values()):
            if not self.api.renew_lease(task.job, self.name, task.attempt, at):
                task.is_lost = True
        self.api.reap(at, jitter=_chance())

    def _look(self, schedule: Mapping[str, float]) -> None:
        self.api.enqueue_recurring(schedule, utc_now())
        for job in self.api.list_to_cancel(self.name) if self.tasks else ():
            if task := self.tasks.get(job):
                task.is_lost = True

    def _start_next(self) -> bool:
        job = self.api.claim(self.name, utc_now())
        if job is None:
            return False
        task = RunningTask(job.id, dict(job.arguments), job.attempt, self)
        self.tasks[job.id] = task
        threading.Thread(target=self._work, args=(job, task), name=job.name, daemon=True).start()
        return True

    def _work(self, job: Job, task: RunningTask) -> None:
        """Run one job's handler and settle the job, in a thread of its own."""
        try:
            handler = find_handler(job.name)
            if handler is None:
                raise Refused(_NO_HANDLER.filled(name=job.name))
            self._settle(job, task, handler)
        except Refused as refused:
            self._fail(task, refused.message, final=True)
        except Exception as fault:  # whatever a folder's code does, the worker goes on, the job is retried
            log.exception("job %s (%s) broke", job.id, job.name)
            self._fail(task, _BROKE.filled(fault=type(fault).__name__), final=False)
        finally:
            self.tasks.pop(job.id, None)
            connections.close_all()  # this thread's own

    def _settle(self, job: Job, task: RunningTask, handler: Handler) -> None:
        try:
            handler(task)
        except Stopped:
            self.api.stop(job.id, self.name, task.attempt, utc_now())
        else:
            self.api.finish(job.id, self.name, task.attempt, utc_now())

    def _fail(self, task: RunningTask, message: Both, *, final: bool) -> None:
        self.api.fail(task.job, self.name, task.attempt, message, utc_now(), jitter=_chance(), final=final)

    def _end(self) -> None:
        """Ask the handlers to stop; give back the jobs of those that don't."""
        self.stopping.set()
        deadline = time.monotonic() + GRACE_SECONDS
        while self.tasks and time.monotonic() < deadline:
            time.sleep(0.05)
        for task in list(self.tasks.values()):
            self.api.stop(task.job, self.name, task.attempt, utc_now())
        self.api.forget_worker(self.name)


def _chance() -> float:
    return random.random()  # noqa: S311  # spreads retries, guards nothing
