"""./footlights jobs …"""

from __future__ import annotations

import argparse
import json
import signal

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import JobId

from . import api
from .adapters.worker import Worker
from .types import Job, JobState


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verbs.add_parser("work", help="run a worker · 运行工作进程").set_defaults(run=work)
    listing = verbs.add_parser("list", help="list jobs, newest first · 列出任务，新的在前")
    listing.add_argument("--state", choices=[state.value for state in JobState])
    listing.set_defaults(run=list_jobs)
    showing = verbs.add_parser("show", help="show one job · 查看一个任务")
    showing.set_defaults(run=show)
    cancelling = verbs.add_parser("cancel", help="cancel one job · 取消一个任务")
    cancelling.set_defaults(run=cancel)
    for verb in (showing, cancelling):
        verb.add_argument("job", metavar="JOB")
    for verb in (listing, showing, cancelling):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def work(arguments: argparse.Namespace) -> int:
    """Run a worker until told to stop."""
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
        print("\n".join(map(_line, found)) or "–")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print one job."""
    job = api.get_job(JobId(arguments.job), at=utc_now())
    print(json.dumps(_plain(job), ensure_ascii=False) if arguments.json else _line(job))
    return 0


def cancel(arguments: argparse.Namespace) -> int:
    """Cancel one job and print it."""
    api.cancel(JobId(arguments.job), utc_now())
    return show(arguments)


def _line(job: Job) -> str:
    words = f"{job.id}  {job.state.said}  {job.share:.0%}  {job.name}"
    told = job.error or (job.note if job.note.en else None)
    return f"{words}  {told}" if told else words


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
