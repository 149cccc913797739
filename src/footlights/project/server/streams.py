"""A reply that comes in parts: made in a page thread, sent by the loop, ended when the client leaves."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

from footlights.project.server.threads import tell

log = logging.getLogger("footlights.server")

AHEAD: Final = 8  # parts made before the client has taken them


class Stream:
    """Parts on their way from the thread that makes them to the loop that sends them."""

    def __init__(
        self, parts: Iterable[bytes], loop: asyncio.AbstractEventLoop, finish: Callable[[], None]
    ) -> None:
        """Take the parts; ``finish`` is called once, in the making thread, whatever happens."""
        self.parts = parts
        self.loop = loop
        self.finish = finish
        self.room = threading.Semaphore(AHEAD)
        self.arrived: deque[bytes | None] = deque()  # None ends it
        self.news = asyncio.Event()
        self.is_closed = False
        self.is_broken = False

    def pump(self) -> None:
        """Make the parts, in a page thread, until they end or nobody wants them."""
        try:
            for part in self.parts:
                self.room.acquire()
                if self.is_closed:
                    break
                if part:
                    tell(self.loop, self._arrive, part)
        except Exception:
            self.is_broken = True
            log.exception("a streaming page failed")
        finally:
            tell(self.loop, self._arrive, None)
            self.finish()

    def close(self) -> None:
        """Want no more parts."""
        self.is_closed = True
        self.room.release()
        self._arrive(None)

    def __aiter__(self) -> Stream:
        return self

    async def __anext__(self) -> bytes:
        while not self.arrived:
            self.news.clear()
            await self.news.wait()
        part = self.arrived.popleft()
        if part is None or self.is_closed:
            raise StopAsyncIteration
        self.room.release()
        return part

    def _arrive(self, part: bytes | None) -> None:
        self.arrived.append(part)
        self.news.set()
