"""The messenger's own process: an asyncio loop that asks the inbox, has each message answered in its turn, and sends."""

from __future__ import annotations

import asyncio
import fcntl
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ASK_SECONDS: Final = 0.1
BOOKS_SECONDS: Final = 1.0
CLEAR_SECONDS: Final = 3600.0
THREADS: Final = 8
_AFTER_FAULT_SECONDS: Final = 2.0
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do; each function blocks and is called in a thread.

    waiting: (message, contact), the oldest first. due: (text, contact). books: payments and refunds. clear: what is old.
    """

    waiting: Callable[[], Sequence[tuple[str, str]]]
    answer: Callable[[str], object]
    due: Callable[[], Sequence[tuple[str, str]]]
    send: Callable[[str], object]
    books: Callable[[], object]
    clear: Callable[[], object]


class Rounds:
    """One loop for a house. Of one contact only one thing is done at a time, in order; of different ones, several."""

    def __init__(self, work: Work, threads: int = THREADS) -> None:
        """Do this work in so many threads."""
        self.work = work
        self.threads = ThreadPoolExecutor(threads, "answer")
        self.sending = ThreadPoolExecutor(threads, "send")
        self.busy: dict[str, set[str]] = {"answer": set(), "send": set()}
        self.tasks: set[asyncio.Task[None]] = set()
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until ``stopping`` is set; then end what was begun."""
        await asyncio.gather(
            self._every(ASK_SECONDS, self._round, "answer", self.work.waiting, self.work.answer),
            self._every(ASK_SECONDS, self._round, "send", self.work.due, self.work.send),
            self._every(BOOKS_SECONDS, self._run, self.work.books),
            self._every(CLEAR_SECONDS, self._run, self.work.clear),
        )
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=3)
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.sending.shutdown(wait=False, cancel_futures=True)

    async def _every(self, seconds: float, act: Callable[..., Any], *arguments: Any) -> None:
        while not self.stopping.is_set():
            try:
                await act(*arguments)
            except Exception:  # noqa: BLE001  # told in the log; the loop goes on
                _LOG.exception("the messenger's round failed")
                await self._rest(_AFTER_FAULT_SECONDS)
            await self._rest(seconds)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _round(
        self, kind: str, find: Callable[[], Sequence[tuple[str, str]]], do: Callable[[str], object]
    ) -> None:
        pool = self.threads if kind == "answer" else self.sending
        loop = asyncio.get_running_loop()
        for item, contact in await loop.run_in_executor(pool, find):
            if contact not in self.busy[kind]:
                self.busy[kind].add(contact)
                task = asyncio.create_task(self._do(kind, do, item, contact))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)

    async def _do(self, kind: str, do: Callable[[str], object], item: str, contact: str) -> None:
        pool = self.threads if kind == "answer" else self.sending
        try:
            await asyncio.get_running_loop().run_in_executor(pool, do, item)
        except Exception:  # noqa: BLE001  # told in the log, without what was written; it is tried again
            _LOG.exception("%s %s failed", kind, item)
            await self._rest(_AFTER_FAULT_SECONDS)
        finally:
            self.busy[kind].discard(contact)

    async def _run(self, act: Callable[[], object]) -> None:
        await asyncio.get_running_loop().run_in_executor(self.sending, act)


def hold_inbox(home: Path) -> Any | None:
    """Return the open lock that makes this the only messenger of a house; None when another has it."""
    lock = (home / "run" / "messenger.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock
