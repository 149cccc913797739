"""Sockets that follow rooms: one question to the database for all of them, twice a second."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Told = tuple[int, int, list[tuple[int, str]]]  # told after, last number, (number, message) in order

log = logging.getLogger("footlights.talk")

PERIOD_SECONDS: Final = 0.5  # a removal is everywhere within this and a little
STILL_SECONDS: Final = 25.0  # proxies cut sockets that are silent for a minute or so
BACKLOG: Final = (
    1_000  # messages a slow reader may be behind before its socket is cut; it comes back and asks again
)
_GOING, _TOO_SLOW = 1012, 1013  # RFC 6455's registry: service restart, try again later
_TOO_OLD = 4410  # ours: so much has changed that the page is to be read anew


class Socket:
    """One reader's socket, and what it is still to be told."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.waiting: asyncio.Queue[str | int] = asyncio.Queue(BACKLOG)

    def tell(self, message: str | int) -> None:
        """Queue a message, or the code with which to close; a reader too far behind is cut."""
        try:
            self.waiting.put_nowait(message)
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(_TOO_SLOW)


class Follower:
    """Reads the changes of all rooms that have sockets here, and tells these."""

    def __init__(self, read: Callable[[dict[str, int]], dict[str, Told]]) -> None:
        """Ask ``read`` in a thread: rooms with the number after which to tell."""
        self._read = read
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="talk")
        self._rooms: dict[str, set[Socket]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._is_stopping = False

    async def follow(self, subject: str, after: int, receive: Receive, send: Send) -> None:
        """Tell a socket what changes in a room after a number, until it leaves or the house stops."""
        socket = Socket(max(0, after))
        self._rooms.setdefault(subject, set()).add(socket)
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(self._ask())
        await send({"type": "websocket.accept"})
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await self._deliver(socket, gone, send)
        finally:
            gone.cancel()
            self._rooms[subject].discard(socket)
            if not self._rooms[subject]:
                del self._rooms[subject]

    async def _deliver(self, socket: Socket, gone: asyncio.Future[Any], send: Send) -> None:
        if self._is_stopping:
            socket.tell(_GOING)
        while True:
            upcoming: asyncio.Future[Any] = asyncio.ensure_future(socket.waiting.get())
            await asyncio.wait({upcoming, gone}, timeout=STILL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                upcoming.cancel()
                return
            if not upcoming.done():
                upcoming.cancel()
                await send({"type": "websocket.send", "text": "{}"})
                continue
            told = upcoming.result()
            if isinstance(told, int):
                await send({"type": "websocket.close", "code": told})
                return
            await send({"type": "websocket.send", "text": told})

    async def _ask(self) -> None:
        """Ask as long as anyone listens."""
        loop = asyncio.get_running_loop()
        while self._rooms and not self._is_stopping:
            cursors = {room: min(each.after for each in sockets) for room, sockets in self._rooms.items()}
            try:
                found = await loop.run_in_executor(self._thread, self._read, cursors)
            except Exception as fault:  # noqa: BLE001  # readers wait; what they miss now they get at the next asking
                log.warning("rooms could not be read: %s", fault)
            else:
                for room, told in found.items():
                    self._tell(room, told)
            await asyncio.sleep(PERIOD_SECONDS)

    def _tell(self, room: str, told: Told) -> None:
        after, last, messages = told
        for socket in self._rooms.get(room, ()):
            if socket.after < after:
                socket.tell(_TOO_OLD)
                socket.after = last
                continue
            for number, message in messages:
                if number > socket.after:
                    socket.tell(message)
            socket.after = max(socket.after, last)

    def stop(self) -> None:
        """End every socket; browsers come back to the house's next process."""
        self._is_stopping = True
        for sockets in self._rooms.values():
            for socket in sockets:
                socket.tell(_GOING)


async def _until_gone(receive: Receive) -> None:
    with contextlib.suppress(RuntimeError):
        while (await receive())["type"] != "websocket.disconnect":
            pass
