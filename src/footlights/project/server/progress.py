"""`/jobs/<id>/progress`: how far a job is, to the producers and operators who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse

from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import Job, NoSuchJob
from footlights.ground.people import api as people
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import JobId, is_id
from footlights.project.server.asgi_types import Receive, Scope, Send
from footlights.project.server.environ import make_environ
from footlights.project.server.sse import send_events
from footlights.project.server.threads import Threads

POLL_SECONDS: Final = 0.5


class Progress:
    """The ASGI application at /jobs/."""

    def __init__(self, threads: Threads) -> None:
        """Ask the database in these threads."""
        self.threads = threads
        self.stopping = asyncio.Event()

    def stop(self) -> None:
        """End every stream."""
        self.stopping.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Follow one job."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 4404})
            return
        job = _job_of(scope["path"]) if scope["method"] in ("GET", "HEAD") else None
        status = await self.threads.run(_status, scope, job) if job else 404
        if job is None or status != 200:
            await send(
                {"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]}
            )
            await send({"type": "http.response.body", "body": b""})
        else:
            await send_events(receive, send, self._follow(job), self.stopping)

    async def _follow(self, job: JobId) -> AsyncIterator[tuple[str, Any]]:
        told = None
        while True:
            found = await self.threads.run(_read, job)
            fact = describe(found)
            if fact != told:
                yield "progress", fact
                told = fact
            if found.state.has_ended:
                yield "end", fact
                return
            await asyncio.sleep(POLL_SECONDS)


def describe(job: Job) -> dict[str, Any]:
    """Return what the page is told of a job."""
    return {
        "state": job.state.value,
        "share": job.share,
        "note": job.note.as_json(),
        "seconds_left": job.seconds_left,
        "error": job.error.as_json() if job.error else None,
    }


def _job_of(path: str) -> JobId | None:
    words = path.split("/")
    return JobId(words[2]) if len(words) == 4 and words[3] == "progress" and is_id(words[2], "job") else None


def _status(scope: Scope, job: JobId) -> int:
    """Return 200 when this reader may follow this job, 403 when not, 404 when there is none; in a thread."""
    close_old_connections()
    request: HttpRequest = WSGIRequest(make_environ(scope, None, 0))
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    AuthenticationMiddleware(lambda _: HttpResponse()).process_request(request)
    viewer = people.read_viewer(request, utc_now())
    if not (viewer.is_producer or viewer.is_operator):
        return 403
    try:
        jobs.get_job(job)
    except NoSuchJob:
        return 404
    return 200


def _read(job: JobId) -> Job:
    close_old_connections()
    return jobs.get_job(job, at=utc_now())
