"""A writer of its own for a test, as a process; and its lives, when it is killed again and again."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from footlights.ground.events.adapters.place import find_place
from footlights.ground.events.adapters.rounds import write_until_stopped
from footlights.ground.events.adapters.wire import Row
from footlights.ground.events.adapters.writer import Writer
from footlights.ground.events.types import Event
from footlights.kernel.ids import EventId, new_id

SOURCE = Path(__file__).resolve().parents[4]
NOON = datetime(2018, 5, 8, 12, 0, tzinfo=UTC)


class Empty:
    """An outbox in which nothing waits."""

    def take(self) -> list[Row]:
        return []

    def forget(self, ids: Sequence[str]) -> None:
        pass

    def slowest(self) -> int | None:
        return None


def event(name: str = "test.happened", at: datetime = NOON, id: str = "", **body) -> Event:
    return Event(EventId(id or new_id("evt")), name, at, body)


def write(home: Path) -> None:
    """Be the writer, in this process, until told to stop; SIGUSR1 fills the disk, SIGUSR2 frees it."""
    signal.signal(signal.SIGUSR1, lambda *_: _let_files_grow(40_000))
    signal.signal(signal.SIGUSR2, lambda *_: _let_files_grow(resource.RLIM_INFINITY))
    write_until_stopped(Writer(home, Empty(), archive_after=timedelta(days=36_500)))


def _let_files_grow(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@contextmanager
def running_writer(home: Path, *, command: str = "write") -> Iterator[subprocess.Popen[str]]:
    """Run this file as a process; the writer is ready when the block begins."""
    words = [sys.executable, "-m", "footlights.ground.events.tests.serving", command, str(home)]
    process = subprocess.Popen(
        words, env={**os.environ, "PYTHONPATH": str(SOURCE)}, stdout=subprocess.PIPE, text=True
    )
    try:
        wait_for_socket(home)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=10)


def wait_for_socket(home: Path, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not find_place(home).exists():
        assert time.monotonic() < end, "the writer did not open its socket"
        time.sleep(0.01)


def live_often(home: Path, times: int) -> None:
    """Live as a writer and be killed at a random moment, so many times; then live until told to stop.

    Each life is a fork of one process that has read its modules already, so that it begins at once.
    """
    chance = random.Random(7)
    for _ in range(times):
        child = _live(home)
        time.sleep(chance.uniform(0.01, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    print("killed", times, flush=True)
    child = _live(home)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    os.waitpid(child, 0)


def _live(home: Path) -> int:
    child = os.fork()
    if child == 0:
        write(home)
        os._exit(0)
    return child


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]))
    else:
        live_often(Path(sys.argv[2]), int(sys.argv[1]))
