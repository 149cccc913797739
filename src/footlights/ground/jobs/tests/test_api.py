"""The queue: who gets a job, what becomes of it, and that nothing is lost with a worker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.jobs import api
from footlights.ground.jobs.core.retry import LONGEST_SECONDS, pause_before
from footlights.ground.jobs.types import JobState, NoSuchJob
from footlights.kernel.ids import JobId
from footlights.kernel.text import Both

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
WHY = Both("It broke.", "出错了。")


def seconds(count: float) -> datetime:
    return AT + timedelta(seconds=count)


def test_a_job_goes_to_one_worker_only():
    job = api.enqueue("media.prepare", {"asset": "ast"}, at=AT)

    first, second = api.claim("a", AT), api.claim("b", AT)

    assert first is not None
    assert first.id == job
    assert first.arguments == {"asset": "ast"}
    assert second is None


def test_a_job_of_a_transaction_that_fails_was_never_queued():
    def fail() -> None:
        with transaction.atomic():
            api.enqueue("media.prepare", {}, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert api.list_jobs() == []


def test_a_job_is_not_due_before_its_time():
    api.enqueue("media.prepare", {}, at=AT, run_at=seconds(5))

    assert api.claim("a", seconds(4.9)) is None
    assert api.claim("a", seconds(5)) is not None


def test_queued_again_under_its_key_it_is_the_same_job():
    assert api.enqueue("demo.seed", {}, at=AT, key="seed") == api.enqueue("demo.seed", {}, at=AT, key="seed")
    assert api.count_jobs(JobState.QUEUED) == 1


def test_a_job_that_fails_is_tried_again_after_a_pause_and_then_has_failed():
    job = api.enqueue("media.prepare", {}, at=AT, max_attempts=2)
    assert api.claim("a", AT)
    api.fail(job, "a", 1, WHY, AT, jitter=0.0, final=False)
    assert api.claim("a", AT) is None

    assert api.claim("a", seconds(60))
    api.fail(job, "a", 2, WHY, seconds(61), jitter=0.0, final=False)

    found = api.get_job(job)
    assert found.state is JobState.FAILED
    assert found.error == WHY


def test_a_refused_job_is_not_tried_again():
    job = api.enqueue("media.prepare", {}, at=AT)
    api.claim("a", AT)

    api.fail(job, "a", 1, WHY, AT, jitter=0.0, final=True)

    assert api.get_job(job).state is JobState.FAILED


def test_the_job_of_a_lost_worker_goes_to_another_and_the_lost_one_can_no_longer_settle_it():
    job = api.enqueue("media.prepare", {}, at=AT)
    api.claim("a", AT)
    assert api.reap(seconds(11), jitter=0.0) == 0

    assert api.reap(seconds(13), jitter=0.0) == 1
    assert api.claim("b", seconds(13)) is None, "a job that takes its worker down comes back after a pause"
    again = api.claim("b", seconds(15))

    assert again is not None
    assert again.attempt == 2
    assert not api.renew_lease(job, "a", 1, seconds(16))
    assert not api.finish(job, "a", 1, seconds(16))
    assert api.finish(job, "b", 2, seconds(17))
    assert api.get_job(job).state is JobState.DONE
    assert api.get_job(job).error is None


def test_a_job_that_loses_every_worker_fails_in_the_end():
    job = api.enqueue("media.prepare", {}, at=AT, max_attempts=2)
    for attempt in range(2):
        assert api.claim(f"w{attempt}", seconds(attempt * 100))
        api.reap(seconds(attempt * 100 + 50), jitter=0.5)

    found = api.get_job(job)
    assert found.state is JobState.FAILED
    assert found.error is not None


def test_a_job_given_back_has_its_attempt_uncounted():
    job = api.enqueue("media.prepare", {}, at=AT, max_attempts=1)
    api.claim("a", AT)

    api.stop(job, "a", 1, seconds(1))

    again = api.claim("b", seconds(1))
    assert again is not None
    assert again.attempt == 1


def test_a_queued_job_is_cancelled_at_once_and_a_running_one_is_asked_to_stop():
    queued = api.enqueue("media.prepare", {}, at=AT, run_at=seconds(100))
    running = api.enqueue("media.prepare", {}, at=AT)
    api.claim("a", AT)

    api.cancel(queued, AT)
    api.cancel(running, AT)

    assert api.get_job(queued).state is JobState.CANCELLED
    assert api.list_to_cancel("a") == [running]
    assert api.list_to_cancel("b") == []
    assert not api.renew_lease(running, "a", 1, seconds(1))
    api.stop(running, "a", 1, seconds(2))
    assert api.get_job(running).state is JobState.CANCELLED


def test_a_job_that_was_cancelled_is_not_tried_again_though_it_failed_or_lost_its_worker():
    failed, lost = (api.enqueue("media.prepare", {}, at=AT) for _ in range(2))
    for job in (failed, lost):
        api.claim("a", AT)
        api.cancel(job, AT)

    api.fail(failed, "a", 1, WHY, AT, jitter=0.0, final=False)
    api.reap(seconds(60), jitter=0.0)

    assert api.get_job(failed).state is api.get_job(lost).state is JobState.CANCELLED


def test_progress_gives_an_estimate():
    job = api.enqueue("media.prepare", {}, at=AT)
    api.claim("a", AT)

    api.report(job, "a", 1, 0.25, Both("A quarter", "四分之一"))

    found = api.get_job(job, at=seconds(10))
    assert found.share == 0.25
    assert found.seconds_left == pytest.approx(30)
    assert found.note.zh == "四分之一"


def test_a_recurring_job_runs_once_a_period_and_never_beside_itself():
    schedule = {"insight.count": 2.0}
    for tick in range(4):
        api.enqueue_recurring(schedule, seconds(tick * 0.5))
    assert api.count_jobs(JobState.QUEUED) == 1

    api.enqueue_recurring(schedule, seconds(3))
    assert api.count_jobs(JobState.QUEUED) == 1
    found = api.claim("a", seconds(3))
    assert found is not None
    api.finish(found.id, "a", 1, seconds(3))

    api.enqueue_recurring(schedule, seconds(6))
    assert api.count_jobs(JobState.QUEUED) == 1


def test_of_a_recurring_job_that_keeps_failing_only_the_last_failure_stays():
    schedule = {"insight.count": 2.0}
    for tick in range(0, 20, 2):
        api.enqueue_recurring(schedule, seconds(tick))
        if found := api.claim("a", seconds(tick)):
            api.fail(found.id, "a", 1, WHY, seconds(tick), jitter=0.0, final=False)

    assert api.count_jobs(JobState.FAILED) <= 2


def test_workers_that_fall_silent_are_not_counted():
    api.hear_from("a", AT)
    api.hear_from("b", seconds(20))

    assert api.count_live_workers(seconds(21)) == 1


def test_a_job_that_is_not_there_is_said_so():
    with pytest.raises(NoSuchJob):
        api.get_job(JobId("job-x"))


@given(st.integers(1, 60), st.floats(0, 1, exclude_max=True))
def test_the_pause_grows_and_never_exceeds_ten_minutes(attempt: int, jitter: float):
    pause = pause_before(attempt, jitter)

    assert timedelta(seconds=1) <= pause <= timedelta(seconds=LONGEST_SECONDS)
    assert pause_before(attempt + 1, jitter) >= pause
