"""The event writer: the one process that writes the log. Batches that wait together are stored together."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import logging
import os
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from footlights.kernel.clock import microseconds, utc_now

from .ingest import Ingest
from .wire import LARGEST_FRAME, Row, frame, socket_path

log = logging.getLogger("footlights.events")

MOST_EVENTS: Final = 1_000  # events in one transaction, unless one batch is larger
DRAIN_SECONDS: Final = 0.1  # how often the facts that servers posted are fetched
ARCHIVE_SECONDS: Final = 600.0


class AnotherWriter(Exception):
    """Another process writes this house's log."""


@dataclass(slots=True)
class _Batch:
    rows: list[Row]
    answer: asyncio.Future[dict[str, Any]]


class Writer:
    """The writer of one house's log."""

    def __init__(self, home: Path, *, drain: Callable[[Ingest], int], archive: Callable[[Ingest], None]) -> None:
        """Take the house's folder; ``drain`` fetches posted facts, ``archive`` puts old days away."""
        self.home = home
        self.drain = drain
        self.archive = archive
        self.waiting: asyncio.Queue[_Batch] = asyncio.Queue(maxsize=4_096)
        self.stopping = asyncio.Event()
        # One thing at a time touches the file.
        self.turn = asyncio.Lock()

    async def run(self) -> None:
        """Write until told to stop."""
        lock = _lock(self.home)
        ingest = Ingest(self.home / "events" / "ingest.db", is_writer=True)
        path = socket_path(self.home)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self._serve, str(path))
        path.chmod(0o600)
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.stopping.set)
        tasks = [
            asyncio.create_task(self._commit_forever(ingest)),
            asyncio.create_task(self._repeat(DRAIN_SECONDS, self.drain, ingest)),
            asyncio.create_task(self._repeat(ARCHIVE_SECONDS, self.archive, ingest)),
        ]
        log.info("writing the log at %s", ingest.path)
        try:
            await self.stopping.wait()
        finally:
            server.close()
            async with self.turn:
                for task in tasks:
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            path.unlink(missing_ok=True)
            ingest.close()
            os.close(lock)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client's batches in their order; a frame that is no batch ends the connection."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                length = int.from_bytes(await reader.readexactly(4), "big")
                if length > LARGEST_FRAME:
                    break
                rows = _rows(await reader.readexactly(length))
                if rows is None:
                    writer.write(frame({"refused": "malformed"}))
                elif rows:
                    batch = _Batch(rows, loop.create_future())
                    await self.waiting.put(batch)
                    writer.write(frame(await batch.answer))
                else:
                    writer.write(frame({"kept": 0}))
                await writer.drain()
        writer.close()

    async def _commit_forever(self, ingest: Ingest) -> None:
        while True:
            batches = [await self.waiting.get()]
            events = len(batches[0].rows)
            while events < MOST_EVENTS and not self.waiting.empty():
                batches.append(self.waiting.get_nowait())
                events += len(batches[-1].rows)
            async with self.turn:
                answers = await asyncio.to_thread(_commit, ingest, batches)
            for batch, answer in zip(batches, answers, strict=True):
                if not batch.answer.done():
                    batch.answer.set_result(answer)

    async def _repeat(self, seconds: float, act: Callable[[Ingest], Any], ingest: Ingest) -> None:
        while True:
            async with self.turn:
                try:
                    await asyncio.to_thread(act, ingest)
                except Exception:  # noqa: BLE001  # the log must go on; what failed is tried again
                    log.exception("the writer could not %s", act.__name__)
            await asyncio.sleep(seconds)


def _rows(text: bytes) -> list[Row] | None:
    try:
        rows = json.loads(text)
    except ValueError:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == 4 for row in rows):
        return None
    return rows


def _commit(ingest: Ingest, batches: list[_Batch]) -> list[dict[str, Any]]:
    try:
        outcomes = ingest.append([batch.rows for batch in batches], microseconds(utc_now()))
    except sqlite3.Error as fault:
        log.error("events could not be stored: %s", fault)
        return [{"refused": str(fault)}] * len(batches)
    return [{"kept": each} if isinstance(each, int) else {"refused": each} for each in outcomes]


def _lock(home: Path) -> int:
    """Return an open file that only one writer can hold.

    Raises AnotherWriter when one does.
    """
    (home / "events").mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(home / "events" / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        os.close(held)
        raise AnotherWriter from fault
    return held
