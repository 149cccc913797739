"""Workers as processes, killed and stopped in the middle of their jobs; prints as JSON what became of these."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

WORK = [sys.executable, "-m", "footlights.project.cli", "jobs", "work"]


@contextmanager
def a_worker() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(WORK, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(holds: Callable[[], Any], seconds: float = 60) -> Any:
    """Return what a condition says once it says anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    raise TimeoutError(holds)


def stopped(worker: subprocess.Popen[bytes]) -> dict[str, float]:
    """Return how a worker that is told to end does, and after how many seconds."""
    begun = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    return {"status": worker.wait(20), "seconds": time.monotonic() - begun}


def main() -> dict[str, Any]:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from footlights.ground.jobs import api
    from footlights.kernel.clock import utc_now

    call_command("migrate", verbosity=0)
    go = settings.HOME / "go"

    def enqueue(name: str, **options: Any) -> Any:
        return api.enqueue(f"workshop.{name}", {"until": str(go)}, at=utc_now(), **options)

    def told(job: Any) -> dict[str, Any]:
        found = api.get_job(job)
        return {"state": found.state, "attempt": found.attempt, "share": found.share,
                "error": found.error.as_json() if found.error else None}  # fmt: skip

    def said(word: str) -> list[list[str]]:
        path = settings.HOME / "said"
        return (
            [line.split()[1:] for line in path.read_text().splitlines() if line.startswith(word)]
            if path.exists()
            else []
        )

    def running(job: Any) -> Callable[[], bool]:
        return lambda: api.get_job(job).state == "running"

    def ended(job: Any) -> Callable[[], bool]:
        return lambda: api.get_job(job).state.has_ended

    found: dict[str, Any] = {}
    with a_worker() as first:
        until(lambda: api.count_live_workers(utc_now()))
        waits = []
        for number in range(9):
            begun = time.time()
            enqueue("quick")
            until(lambda number=number: len(said("quick")) > number)
            waits.append(float(said("quick")[-1][0]) - begun)
            time.sleep(0.07)
        found["wait"] = statistics.median(waits)

        refused, broken, unknown = (
            enqueue("refused"),
            enqueue("broken", max_attempts=2),
            enqueue("unheard_of"),
        )
        until(lambda: all(ended(job)() for job in (refused, broken, unknown)))
        found |= {"refused": told(refused), "broken": told(broken), "unknown": told(unknown)}

        cancelled = enqueue("patient")
        until(running(cancelled))
        begun = time.monotonic()
        api.cancel(cancelled, utc_now())
        until(ended(cancelled))
        found["cancelled"] = told(cancelled) | {"seconds": time.monotonic() - begun}

        killed = enqueue("patient")
        until(running(killed))
        until(lambda: api.get_job(killed).share)
        with a_worker() as second:
            until(lambda: api.count_live_workers(utc_now()) == 2)
            first.kill()
            begun = time.monotonic()
            until(lambda: len([line for line in said("patient") if line[0] == killed]) == 2)
            found["taken_over_after"] = time.monotonic() - begun
            go.touch()
            until(ended(killed))
            found["killed"] = told(killed) | {
                "by_second": said("patient")[-1][2] == str(second.pid),
            }
            go.unlink()

            given_back = enqueue("patient")
            until(running(given_back))
            until(lambda: api.get_job(given_back).share)
            found["stopped"] = stopped(second) | told(given_back)
            api.cancel(given_back, utc_now())

    stubborn = enqueue("stubborn")
    with a_worker() as third:
        until(lambda: said("stubborn"))
        found["insisted"] = stopped(third) | told(stubborn)
        api.cancel(stubborn, utc_now())

    before = len(said("tick"))
    with a_worker(), a_worker():
        until(lambda: len(said("tick")) >= before + 6)
    found["ticks"] = [[float(word) for word in line] for line in said("tick")]
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.workshop_settings"
    print(json.dumps(main()))
