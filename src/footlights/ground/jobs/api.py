"""The door to jobs: enqueue by name, follow, cancel; and what a worker needs to claim and settle them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from footlights.kernel.ids import JobId, new_id
from footlights.kernel.text import Both

from . import models
from .core.retry import estimate_seconds_left, pause_before
from .types import Job, JobState, NoSuchJob

LEASE: Final = timedelta(seconds=12)  # a worker not heard from for so long has lost its jobs
_ENDED: Final = [state for state in JobState if state.has_ended]
_LOST: Final = Both("The worker that did this was lost.", "执行此任务的工作进程已中断。")


def enqueue(
    name: str,
    arguments: Mapping[str, Any],
    *,
    at: datetime,
    run_at: datetime | None = None,
    key: str | None = None,
    max_attempts: int = 3,
) -> JobId:
    """Queue a job in the caller's transaction and return its id.

    key: at most one job ever has it; queued again under it, the first one's id is returned.
    """
    if key is not None and (known := models.Job.objects.filter(key=key).first()):
        return JobId(known.id)
    row, _ = models.Job.objects.get_or_create(
        **({"key": key} if key is not None else {"id": new_id("job")}),
        defaults={
            **({"id": new_id("job")} if key is not None else {}),
            "name": name,
            "arguments": dict(arguments),
            "state": JobState.QUEUED,
            "max_attempts": max_attempts,
            "run_at": run_at or at,
            "created_at": at,
        },
    )
    return JobId(row.id)


def get_job(job: JobId, *, at: datetime | None = None) -> Job:
    """Return a job as it stands; with ``at``, with an estimate of the seconds left.

    Raises NoSuchJob.
    """
    row = models.Job.objects.filter(id=job).first()
    if row is None:
        raise NoSuchJob(job)
    return _job(row, at)


def find_job_by_key(key: str) -> Job | None:
    """Return the job queued under a key, or None."""
    row = models.Job.objects.filter(key=key).first()
    return _job(row, None) if row else None


def list_jobs(*, state: JobState | None = None, name: str | None = None, limit: int = 100) -> list[Job]:
    """Return the newest jobs first, all or of one state or name."""
    rows = models.Job.objects.order_by("-created_at", "-id")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(name=name) if name else rows
    return [_job(row, None) for row in rows[:limit]]


def count_jobs(state: JobState) -> int:
    """Return how many jobs are in a state."""
    return models.Job.objects.filter(state=state).count()


def cancel(job: JobId, at: datetime) -> None:
    """Cancel a job: a queued one ends now, a running one as soon as its handler looks up.

    A job that has ended stays as it is. Raises NoSuchJob.
    """
    with transaction.atomic():
        queued = models.Job.objects.filter(id=job, state=JobState.QUEUED)
        if queued.update(state=JobState.CANCELLED, ended_at=at, is_cancel_asked=True, key=None):
            return
        if not models.Job.objects.filter(id=job).update(is_cancel_asked=True):
            raise NoSuchJob(job)


def forget_key(key: str) -> None:
    """Let a key be used again, once its job has ended."""
    models.Job.objects.filter(key=key, state__in=_ENDED).update(key=None)


def count_live_workers(at: datetime) -> int:
    """Return how many workers were heard from within a lease."""
    return models.Worker.objects.filter(heard_at__gt=at - LEASE).count()


def hear_from(worker: str, at: datetime) -> None:
    """Note that a worker lives."""
    models.Worker.objects.update_or_create(name=worker, defaults={"heard_at": at})


def forget_worker(worker: str) -> None:
    """Forget a worker that ended."""
    models.Worker.objects.filter(name=worker).delete()


def claim(worker: str, at: datetime) -> Job | None:
    """Give a worker the next job that is due, under a lease, or None.

    Two workers can't get the same one: the update names the state it was found in.
    """
    due = models.Job.objects.filter(state=JobState.QUEUED, run_at__lte=at).order_by("run_at", "id")
    for candidate in due.values_list("id", flat=True)[:5]:
        taken = models.Job.objects.filter(id=candidate, state=JobState.QUEUED).update(
            state=JobState.RUNNING,
            worker=worker,
            attempt=F("attempt") + 1,
            started_at=at,
            lease_until=at + LEASE,
            share=0.0,
        )
        if taken:
            return get_job(JobId(candidate))
    return None


def renew_lease(job: JobId, worker: str, attempt: int, at: datetime) -> bool:
    """Prolong a lease; return False when the job is no longer this worker's, or is to be cancelled."""
    return bool(_held(job, worker, attempt).filter(is_cancel_asked=False).update(lease_until=at + LEASE))


def list_to_cancel(worker: str) -> list[JobId]:
    """Return the jobs in a worker's hands that someone asked to cancel."""
    asked = models.Job.objects.filter(state=JobState.RUNNING, worker=worker, is_cancel_asked=True)
    return [JobId(job) for job in asked.values_list("id", flat=True)]


def report(job: JobId, worker: str, attempt: int, share: float, note: Both | None) -> None:
    """Note how far a job is; one that is no longer this worker's stays as it is."""
    said = {"note_en": note.en[:200], "note_zh": note.zh[:200]} if note else {}
    _held(job, worker, attempt).update(share=min(1.0, max(0.0, share)), **said)


def finish(job: JobId, worker: str, attempt: int, at: datetime) -> bool:
    """Note that a job is done; return False when it was no longer this worker's."""
    return _settle(
        job, worker, attempt, state=JobState.DONE, share=1.0, ended_at=at, error_en="", error_zh=""
    )


def fail(
    job: JobId, worker: str, attempt: int, error: Both, at: datetime, *, jitter: float, final: bool
) -> None:
    """Note that a job failed: it is tried again after a pause, unless ``final``, cancelled or tried enough.

    jitter: a random share in [0, 1), which spreads the pauses.
    """
    row = _held(job, worker, attempt).first()
    if row is None:
        return
    said = {"error_en": error.en, "error_zh": error.zh}
    if row.is_cancel_asked:
        _settle(job, worker, attempt, state=JobState.CANCELLED, ended_at=at, key=None)
    elif final or row.attempt >= row.max_attempts:
        _settle(job, worker, attempt, state=JobState.FAILED, ended_at=at, **said)
    else:
        again_at = at + pause_before(attempt, jitter)
        _settle(job, worker, attempt, state=JobState.QUEUED, run_at=again_at, **said)


def stop(job: JobId, worker: str, attempt: int, at: datetime) -> None:
    """Note that a handler stopped because it was asked to.

    A job that was cancelled ends; any other goes to the next worker at once, this attempt uncounted.
    """
    with transaction.atomic():
        cancelled = _held(job, worker, attempt).filter(is_cancel_asked=True)
        if not cancelled.update(state=JobState.CANCELLED, ended_at=at, key=None, lease_until=None, worker=""):
            _held(job, worker, attempt).update(
                state=JobState.QUEUED, run_at=at, attempt=attempt - 1, lease_until=None, worker=""
            )


def reap(at: datetime, *, jitter: float) -> int:
    """Take back the jobs whose worker was lost; return how many.

    They are tried again after a pause; one that was lost as often as it may be tried has failed, one that
    someone asked to cancel is cancelled.
    """
    lost = models.Job.objects.filter(state=JobState.RUNNING, lease_until__lt=at)
    for row in lost:
        fail(JobId(row.id), row.worker, row.attempt, _LOST, at, jitter=jitter, final=False)
    models.Worker.objects.filter(heard_at__lt=at - timedelta(days=1)).delete()
    return len(lost)


def enqueue_recurring(schedule: Mapping[str, float], at: datetime) -> None:
    """Queue the recurring jobs that are due, each once over all workers, never beside a run of itself.

    schedule: the name of each job and the seconds between its runs.
    """
    known = dict(models.Recurring.objects.filter(name__in=schedule).values_list("name", "due_at"))
    for name, seconds in schedule.items():
        due_at = known.get(name)
        if due_at is None:
            models.Recurring.objects.get_or_create(name=name, defaults={"due_at": at})
        elif due_at <= at:
            _enqueue_again(name, due_at, at, at + timedelta(seconds=seconds))


def _enqueue_again(name: str, due_at: datetime, at: datetime, next_at: datetime) -> None:
    with transaction.atomic():
        # Whoever moves the date queues the job.
        if not models.Recurring.objects.filter(name=name, due_at=due_at).update(due_at=next_at):
            return
        rows = models.Job.objects.filter(name=name, key=None)
        if rows.exclude(state__in=_ENDED).exists():
            return
        last_failed = (
            rows.filter(state=JobState.FAILED).order_by("-ended_at").values_list("id", flat=True)[:1]
        )
        rows.filter(state__in=_ENDED).exclude(id__in=list(last_failed)).delete()
        enqueue(name, {}, at=at, max_attempts=1)


def _held(job: JobId, worker: str, attempt: int) -> Any:
    return models.Job.objects.filter(id=job, state=JobState.RUNNING, worker=worker, attempt=attempt)


def _settle(job: JobId, worker: str, attempt: int, **changes: Any) -> bool:
    return bool(_held(job, worker, attempt).update(lease_until=None, worker="", **changes))


def _job(row: models.Job, at: datetime | None) -> Job:
    since = row.started_at if row.state == JobState.RUNNING else None
    return Job(
        id=JobId(row.id),
        name=row.name,
        arguments=row.arguments,
        state=JobState(row.state),
        attempt=row.attempt,
        share=row.share,
        note=Both(row.note_en, row.note_zh),
        seconds_left=estimate_seconds_left(row.share, since, at) if at and since else None,
        error=Both(row.error_en, row.error_zh) if row.error_en else None,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
