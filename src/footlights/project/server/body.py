"""Gather a request's body before a page thread is taken, so that slow readers hold no thread."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from footlights.project.server.asgi_types import Receive, Scope

log = logging.getLogger("footlights.server")

BLOCK: Final = 1 << 20  # bytes of one body kept in memory before the rest goes to a file


class Gone(Exception):
    """The client left, or sent less or more than it had promised: there is no one to answer."""


class Refused(Exception):
    """The body is not taken; ``status`` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Bodies:
    """The bodies now arriving, and how much of the machine they may hold together."""

    limit: int  # bytes of one body
    folder: Path | None = None  # where larger bodies wait; the system's own by default
    idle_seconds: float = 30.0
    grace_seconds: float = 60.0  # after it, a body must keep up with the least rate
    least_rate: int = 500  # bytes/s, the default of Apache's mod_reqtimeout
    memory: int = 64 << 20  # bytes of all bodies together; beyond it they go to files at once
    most: int = 256  # bodies at once
    disk_floor: int = 512 << 20  # bytes left free
    arriving: int = field(default=0, init=False)
    held: int = field(default=0, init=False)

    async def gather(self, scope: Scope, receive: Receive, declared: int | None) -> tuple[BinaryIO, int]:
        """Return the whole body, readable from its start, and its length.

        declared: what Content-Length says; None for a body in chunks.
        Raises Refused with 408, 413, 503 or 507, and Gone when there is no one left to answer.
        """
        if declared is not None and declared > self.limit:
            self._log(scope, f"413: {declared} bytes announced, {self.limit} taken")
            raise Refused(413)
        if self.arriving >= self.most:
            raise Refused(503)
        arrival = _Arrival(self)
        self.arriving += 1
        try:
            await self._read(scope, receive, arrival)
            if declared is not None and declared != arrival.length:
                raise Gone
            return await arrival.whole()
        except BaseException:
            arrival.drop()
            raise
        finally:
            self.arriving -= 1
            self.held -= arrival.held

    async def _read(self, scope: Scope, receive: Receive, arrival: _Arrival) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(self.idle_seconds) as patience:
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Gone
                    if chunk := message.get("body"):
                        await arrival.add(chunk)
                    if arrival.length > self.limit:
                        self._log(scope, f"413: more than {self.limit} bytes")
                        raise Refused(413)
                    if not message.get("more_body"):
                        return
                    now = clock()
                    if arrival.length < (now - began - self.grace_seconds) * self.least_rate:
                        raise TimeoutError
                    patience.reschedule(now + self.idle_seconds)
        except TimeoutError:
            raise Refused(408) from None

    def _log(self, scope: Scope, line: str) -> None:
        log.warning("%s %r refused with %s", scope["method"], scope["path"][:200], line)


class _Arrival:
    """One body: in memory to one block, then in a file without a name."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.chunks: list[bytes] = []
        self.held = 0
        self.length = 0
        self.file: BinaryIO | None = None

    async def add(self, chunk: bytes) -> None:
        self.chunks.append(chunk)
        self.held += len(chunk)
        self.bodies.held += len(chunk)
        self.length += len(chunk)
        if self.held >= BLOCK or self.bodies.held > self.bodies.memory:
            await self._spill()

    async def whole(self) -> tuple[BinaryIO, int]:
        if self.file is None:
            return BytesIO(self.chunks[0] if len(self.chunks) == 1 else b"".join(self.chunks)), self.length
        await self._spill()
        self.file.seek(0)
        return self.file, self.length

    def drop(self) -> None:
        self.chunks.clear()
        if self.file is not None:
            self.file.close()

    async def _spill(self) -> None:
        chunks, self.chunks = self.chunks, []
        self.bodies.held -= self.held
        self.held = 0
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._write, chunks)
        except OSError as fault:
            log.warning("a body could not be kept: %s", fault)
            raise Refused(507) from None

    def _write(self, chunks: list[bytes]) -> None:
        if self.file is None:
            self.file = tempfile.TemporaryFile(dir=self.bodies.folder)  # noqa: SIM115  # closed by drop or the page
        if shutil.disk_usage(self.bodies.folder or tempfile.gettempdir()).free < self.bodies.disk_floor:
            raise OSError("too little disk left")
        self.file.write(b"".join(chunks))
