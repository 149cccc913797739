"""./footlights jobs …"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import JobId

from . import api
from .adapters.worker import Worker
from .types import Job, JobState, NoSuchJob


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verbs.add_parser("work", help="run a worker").set_defaults(run=work)
    listing = verbs.add_parser("list", help="list jobs, newest first")
    listing.add_argument("--state", choices=[state.value for state in JobState])
    listing.set_defaults(run=list_jobs)
    for name, act, about in (("show", show, "show one job"), ("cancel", cancel, "cancel one job")):
        verb = verbs.add_parser(name, help=about)
        verb.add_argument("job")
        verb.set_defaults(run=act)
    for verb in (listing, *(verbs.choices[name] for name in ("show", "cancel"))):
        verb.add_argument("--json", action="store_true", help="print JSON")


def work(arguments: argparse.Namespace) -> int:
    """Run a worker until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    worker = Worker(api)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stopping.set())
    worker.run()
    return 0


def list_jobs(arguments: argparse.Namespace) -> int:
    """Print the newest jobs."""
    found = api.list_jobs(state=JobState(arguments.state) if arguments.state else None)
    if arguments.json:
        print(json.dumps([_plain(job) for job in found], ensure_ascii=False))
    else:
        for job in found:
            print(f"{job.id}  {job.state:9}  {job.share:4.0%}  {job.name}  {job.error or job.note}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print one job."""
    try:
        job = api.get_job(JobId(arguments.job), at=utc_now())
    except NoSuchJob as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    print(json.dumps(_plain(job), ensure_ascii=False, indent=None if arguments.json else 2))
    return 0


def cancel(arguments: argparse.Namespace) -> int:
    """Cancel one job."""
    try:
        api.cancel(JobId(arguments.job), utc_now())
    except NoSuchJob as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    return show(arguments)


def _plain(job: Job) -> dict[str, object]:
    return {
        "id": job.id,
        "name": job.name,
        "state": job.state.value,
        "attempt": job.attempt,
        "share": round(job.share, 4),
        "seconds_left": job.seconds_left,
        "note": job.note.as_json(),
        "error": job.error.as_json() if job.error else None,
    }
