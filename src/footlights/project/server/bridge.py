"""Pages written for WSGI, served inside ASGI: bodies come whole, threads are few, leaving is noticed.

Why our own: docs/decisions tells of what the others lose (bodies, disconnects, a clean stop).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from footlights.project.server.asgi_types import Headers, Receive, Scope, Send
from footlights.project.server.body import Bodies, Gone, Refused
from footlights.project.server.environ import FROM_PROXIES, make_environ
from footlights.project.server.streams import Stream
from footlights.project.server.threads import Threads

log = logging.getLogger("footlights.server")

Pages = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
REFUSAL: Final = "footlights.refusal"  # environ key: the status that the pages are to say


class StreamBroke(Exception):
    """A reply ended early: the server cuts the connection, so that no one takes the reply for whole."""


@dataclass(slots=True)
class Reply:
    """What the pages answered: a whole body, or a stream of parts."""

    status: int
    headers: Headers
    body: bytes = b""
    stream: Stream | None = None


class Bridge:
    """The ASGI application that has a WSGI application answer in page threads."""

    def __init__(
        self,
        pages: Pages,
        *,
        bodies: Bodies,
        threads: int = 4,
        streams: int = 2,
        trusted: Iterable[str] = (),
        from_proxies: Iterable[bytes] = FROM_PROXIES,
    ) -> None:
        """Serve these pages.

        streams: how many threads may be held by streaming replies; the others stay free for pages.
        trusted: addresses of proxies in front of the house.
        from_proxies: header names that count only when one of them sent them.
        """
        self.pages = pages
        self.bodies = bodies
        self.threads = Threads(threads)
        self.may_stream = threading.BoundedSemaphore(streams)
        self.open: set[Stream] = set()
        self.trusted = frozenset(trusted)
        self.from_proxies = frozenset(from_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body, length, refusal = None, 0, 0
        declared, has_body = _announced(scope)
        if has_body:
            try:
                body, length = await self.bodies.gather(scope, receive, declared)
            except Refused as refused:
                refusal = refused.status
            except Gone:
                return
        environ = make_environ(scope, body, length, self.trusted, self.from_proxies)
        if refusal:
            environ[REFUSAL] = refusal
        reply = await self.threads.run(self._answer, environ, asyncio.get_running_loop())
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        if reply.stream is None:
            await send({"type": "http.response.body", "body": reply.body})
        else:
            await self._send_stream(reply.stream, receive, send)

    def stop(self) -> None:
        """End the streams, so that the process may stop."""
        for stream in list(self.open):
            stream.close()

    def _answer(self, environ: dict[str, Any], loop: asyncio.AbstractEventLoop) -> Reply:
        """Have the pages answer, in a page thread."""
        head: list[Any] = [500, []]

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            head[:] = int(status[:3]), headers

        parts: Any = self.pages(environ, start_response)
        headers = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in head[1]
        ]
        reply = Reply(head[0], headers)
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        if getattr(parts, "streaming", not isinstance(parts, list)) and not is_head:
            return self._stream(reply, parts, environ["wsgi.input"], loop)
        if not is_head or not getattr(parts, "streaming", False):
            reply.body = b"".join(parts)
            _set_length(reply)
        _close(parts, environ["wsgi.input"])
        return reply

    def _stream(self, reply: Reply, parts: Any, body: BinaryIO, loop: asyncio.AbstractEventLoop) -> Reply:
        if not self.may_stream.acquire(blocking=False):
            _close(parts, body)
            return Reply(503, [(b"retry-after", b"10"), (b"content-length", b"0")])

        def finish() -> None:
            self.may_stream.release()
            _close(parts, body)

        reply.stream = Stream(parts, loop, finish)
        self.threads.start(loop, reply.stream.pump)
        return reply

    async def _send_stream(self, stream: Stream, receive: Receive, send: Send) -> None:
        self.open.add(stream)
        watch = asyncio.ensure_future(_close_when_gone(stream, receive))
        try:
            async for part in stream:
                await send({"type": "http.response.body", "body": part, "more_body": True})
            if stream.is_broken:
                raise StreamBroke
            await send({"type": "http.response.body", "body": b""})
        finally:
            watch.cancel()
            stream.close()
            self.open.discard(stream)


async def _close_when_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


def _announced(scope: Scope) -> tuple[int | None, bool]:
    """Return the length that a request announces, and whether a body is to come."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            length = int(value)
            return length, length > 0
        if name == b"transfer-encoding":
            return None, True
    # In HTTP/2 a body may come unannounced.
    return None, scope["http_version"] == "2" and scope["method"] not in ("GET", "HEAD")


def _set_length(reply: Reply) -> None:
    if reply.status not in (204, 304) and not any(name == b"content-length" for name, _ in reply.headers):
        reply.headers.append((b"content-length", b"%d" % len(reply.body)))


def _close(parts: Any, body: BinaryIO) -> None:
    body.close()
    if close := getattr(parts, "close", None):
        close()
