"""Server-sent events: one reply that tells what happens while it happens. Source: WHATWG HTML, 9.2."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any, Final

from footlights.project.server.asgi_types import Receive, Send

HEARTBEAT_SECONDS: Final = 15.0  # proxies cut replies that are silent for a minute or so
HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


async def send_events(
    receive: Receive, send: Send, events: AsyncIterator[tuple[str, Any]], stop: asyncio.Event
) -> None:
    """Send (name, fact) pairs as they come, until they end, the client leaves, or the house stops."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    gone = asyncio.ensure_future(_until_gone(receive))
    stopped = asyncio.ensure_future(stop.wait())
    waiting: set[asyncio.Future[Any]] = {gone, stopped}
    upcoming: asyncio.Future[tuple[str, Any]] | None = None
    try:
        while not gone.done() and not stopped.done():
            upcoming = upcoming or asyncio.ensure_future(anext(events))
            await asyncio.wait(
                waiting | {upcoming}, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if not upcoming.done():
                await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})
                continue
            name, fact = upcoming.result()
            upcoming = None
            text = f"event: {name}\ndata: {json.dumps(fact, ensure_ascii=False)}\n\n"
            await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
    except StopAsyncIteration:
        pass
    finally:
        for task in (gone, stopped, upcoming):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration):
                    await task
    if not gone.done() or gone.cancelled():
        await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
