"""What every process of a relay has: a lock that says it lives, an end when the house ends, files written whole."""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

SUPERVISOR = "FOOTLIGHTS_SUPERVISOR"  # environment: the process id of the house's supervisor


def take_lock(path: Path) -> IO[str] | None:
    """Hold a lock for as long as this process lives, our number in it; None when another process holds it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def holder_of(path: Path) -> int | None:
    """Return the process that holds a lock, or None when nobody does."""
    try:
        with path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return int(file.read().strip() or 0) or None
    except (OSError, ValueError):
        pass
    return None


def write_json(path: Path, said: Any) -> None:
    """Replace a file by a JSON text in one step."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    draft.replace(path)


def read_json(path: Path) -> Any:
    """Return what a JSON file says, None when there is none."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def run(lock: Path, act: Callable[[], Awaitable[None]]) -> int:
    """Run a process of a relay until SIGTERM, or until the house is gone; 3 when it runs already."""
    held = take_lock(lock)
    if held is None:
        return 3
    with held:
        asyncio.run(_until_told(act))
    return 0


async def _until_told(act: Callable[[], Awaitable[None]]) -> None:
    task = asyncio.ensure_future(act())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    watch = asyncio.ensure_future(_watch(task))
    try:
        await task
    except asyncio.CancelledError:
        pass
    finally:
        watch.cancel()


async def _watch(task: asyncio.Future[None]) -> None:
    """End when the house's supervisor does; with none, when whoever started us does."""
    supervisor, parent = int(os.environ.get(SUPERVISOR, 0)), os.getppid()
    while _is_there(supervisor) if supervisor else os.getppid() == parent:
        await asyncio.sleep(0.5)
    task.cancel()


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


_SYNCING = ThreadPoolExecutor(1, thread_name_prefix="sync")


def sync_later(path: Path) -> None:
    """See to it, beside everything else, that a file outlives a loss of power: a busy disk holds nobody up."""
    _SYNCING.submit(_sync, path)


def _sync(path: Path) -> None:
    try:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    except OSError as fault:
        say(f"warning {path.name} could not be synced: {fault}")


_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Have this process killed when the one that started it ends, however that ends (on Linux)."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def say(line: str) -> None:
    """Write a line for the house's log."""
    print(line, file=sys.stderr, flush=True)
