"""The page threads: few, lasting as long as the process, so that each keeps its database connection."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final, TypeVar

T = TypeVar("T")

STALL_SECONDS: Final = 0.01


class Threads:
    """Daemon threads that do work for the event loop: one at a time, another when that one is held up.

    Only one thread takes work while work goes on; when nothing was taken for a hundredth of a second though
    something waits, the next thread takes the turn. Four threads at once spend a quarter of their time
    handing the interpreter's lock to one another (measured: benchmarks/http.py).

    Not a ThreadPoolExecutor: that joins its threads when the process ends, so one page that waits for
    something outside keeps the whole process from stopping; and it wakes the loop once for each page,
    where this wakes it once for all the pages that are ready.
    """

    def __init__(self, count: int) -> None:
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._turns: SimpleQueue[int] = SimpleQueue()
        self._turn = 0
        self._taken = 0  # pieces of work, ever
        self._taken_before = -1
        self._is_looking = False
        self._ready: deque[tuple[asyncio.Future[Any], Any, BaseException | None]] = deque()
        self._has_told = False
        self._turns.put(self._turn)
        for number in range(count):
            threading.Thread(target=self._serve, name=f"page-{number + 1}", daemon=True).start()

    def start(self, loop: asyncio.AbstractEventLoop, work: Callable[[], None]) -> None:
        """Have a thread run this, asked from any thread; it must not raise."""
        self._work.put(work)
        tell(loop, self._begin_to_look)

    def run(self, work: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return a future, in the running loop, of what the work returns."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def run() -> None:
            try:
                self._ready.append((future, work(*arguments), None))
            except BaseException as fault:  # noqa: BLE001  # it belongs to whoever awaits
                self._ready.append((future, None, fault))
            if not self._has_told:
                self._has_told = True
                tell(loop, self._settle)

        self._work.put(run)
        self._begin_to_look()
        return future

    def _serve(self) -> None:
        while True:
            turn = self._turns.get()
            while turn == self._turn:
                work = self._work.get()
                self._taken += 1
                work()

    def _begin_to_look(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._taken_before = -1
            asyncio.get_running_loop().call_later(STALL_SECONDS, self._look)

    def _look(self) -> None:
        """Give the turn to the next thread when work waits and none was taken since the last look."""
        if self._work.empty():
            self._is_looking = False
            return
        if self._taken == self._taken_before and self._turns.empty():
            self._turn += 1
            self._turns.put(self._turn)
        self._taken_before = self._taken
        asyncio.get_running_loop().call_later(STALL_SECONDS, self._look)

    def _settle(self) -> None:
        # Cleared first: what becomes ready from here on tells the loop again.
        self._has_told = False
        while self._ready:
            future, outcome, fault = self._ready.popleft()
            if future.done():
                continue
            if fault is None:
                future.set_result(outcome)
            else:
                future.set_exception(fault)


def tell(loop: asyncio.AbstractEventLoop, act: Callable[..., None], *arguments: Any) -> None:
    """Have the loop do something soon; a loop that has closed needs to know nothing more."""
    try:
        loop.call_soon_threadsafe(act, *arguments)
    except RuntimeError:
        if not loop.is_closed():
            raise
