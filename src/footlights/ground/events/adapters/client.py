"""The way to the writer: one connection per thread, and patience while the supervisor restarts it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from footlights.ground.events.types import LogRefused, WriterAway

from .place import find_place
from .wire import LARGEST_FRAME, Told, frame, read_answer, read_frame, write_events

PATIENCE_SECONDS: Final = 4.0  # the supervisor starts a writer that fell within this time
PAUSE_SECONDS: Final = 0.05
_lines = threading.local()


def send(home: Path, events: Sequence[Told], *, patience: float = PATIENCE_SECONDS) -> int:
    """Have the writer store events; return how many were new, once they are on its disk.

    A broken connection is tried again: the ids make re-sending harmless.
    Raises WriterAway when the writer does not answer in time, LogRefused when it could not keep them.
    """
    payload = write_events(events)
    if len(payload) > LARGEST_FRAME:
        raise LogRefused(f"{len(payload)} bytes at once")
    deadline = time.monotonic() + patience
    while True:
        try:
            answer = _exchange(home, frame(payload), deadline)
            break
        except OSError as fault:
            if time.monotonic() + PAUSE_SECONDS >= deadline:
                raise WriterAway from fault
            time.sleep(PAUSE_SECONDS)
    if "kept" in answer:
        return int(answer["kept"])
    raise LogRefused(str(answer.get("refused", "")))


class _Line:
    """A thread's connection to a writer; it closes with its thread."""

    def __init__(self, home: Path) -> None:
        self.key = (home, os.getpid())
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(1.0)
        try:
            self.socket.connect(str(find_place(home)))
        except OSError:
            self.socket.close()
            raise

    def __del__(self) -> None:
        self.socket.close()


def _exchange(home: Path, message: bytes, deadline: float) -> dict[str, Any]:
    try:
        connection = _connect(home)
        connection.settimeout(max(PAUSE_SECONDS, deadline - time.monotonic()))
        connection.sendall(message)
        answer = read_frame(connection, LARGEST_FRAME)
        if answer is None:
            raise ConnectionResetError("the writer left")
        return read_answer(answer)
    except BaseException:
        # What was asked and not answered must not be taken for the answer to what is asked next.
        _lines.kept = None
        raise


def _connect(home: Path) -> socket.socket:
    kept: _Line | None = getattr(_lines, "kept", None)
    # A forked child must not talk on its parent's connection.
    if kept is None or kept.key != (home, os.getpid()):
        kept = _lines.kept = _Line(home)
    return kept.socket
