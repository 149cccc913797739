"""The ASGI app for callbacks: messages that arrive together are kept together, in one thread of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import parse_qsl

from footlights.roof.channels.core.xml import LARGEST
from footlights.roof.channels.types import Ack, Callback

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AT_ONCE: Final = 100
WAITING: Final = (
    2_000  # callbacks that may wait for the disk; beyond them the messenger is asked to come again
)


class CallbackApp:
    """Answers a messenger's servers."""

    def __init__(
        self,
        prefix: str,
        take_in: Callable[[list[Callback]], list[Ack]],
        answer_one: Callable[[str, Callback], Ack],
    ) -> None:
        """Keep messages by ``take_in``; answer everything else by ``answer_one``. Both block, in threads."""
        self.prefix = prefix
        self.take_in = take_in
        self.answer_one = answer_one
        self.waiting: list[tuple[Callback, asyncio.Future[Ack]]] = []
        self.turn: asyncio.Task[None] | None = None
        # One thread keeps messages, so that they never wait for one another's lock; payments have their own.
        self.keeper = ThreadPoolExecutor(1, "inbox")
        self.others = ThreadPoolExecutor(2, "notices")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        body = await _body(receive)
        if body is None:
            await _send(send, Ack(413))
            return
        callback = Callback(scope["method"], _query(scope), _headers(scope), body)
        if scope["method"] == "POST" and scope["path"] == self.prefix:
            await _send(send, await self._keep(callback))
            return
        loop = asyncio.get_running_loop()
        await _send(send, await loop.run_in_executor(self.others, self.answer_one, scope["path"], callback))

    async def _keep(self, callback: Callback) -> Ack:
        if len(self.waiting) >= WAITING:
            return Ack(503)
        kept: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self.waiting.append((callback, kept))
        if self.turn is None or self.turn.done():
            self.turn = asyncio.create_task(self._keep_all())
        return await kept

    async def _keep_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self.waiting:
            batch, self.waiting = self.waiting[:AT_ONCE], self.waiting[AT_ONCE:]
            try:
                acks = await loop.run_in_executor(self.keeper, self.take_in, [each for each, _ in batch])
            except Exception as fault:  # noqa: BLE001  # each of the callers is told, and its server logs it
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(fault)
                continue
            for (_, kept), ack in zip(batch, acks, strict=True):
                if not kept.done():
                    kept.set_result(ack)


async def _body(receive: Receive) -> bytes | None:
    """Return a request's body, None when it is too large."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        size += len(message.get("body", b""))
        if size > LARGEST:
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _query(scope: Scope) -> dict[str, str]:
    text = scope.get("query_string", b"")[:8192].decode("ascii", "replace")
    return (
        dict(parse_qsl(text, keep_blank_values=True, max_num_fields=64, errors="replace"))
        if text.count("&") < 64
        else {}
    )


def _headers(scope: Scope) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope.get("headers", ())
    }


async def _send(send: Send, ack: Ack) -> None:
    headers = [
        (b"content-type", ack.content_type.encode()),
        (b"content-length", str(len(ack.body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": ack.status, "headers": headers})
    await send({"type": "http.response.body", "body": ack.body})
