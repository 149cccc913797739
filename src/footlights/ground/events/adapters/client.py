"""The way to the writer: one connection per thread, and patience while the supervisor restarts it."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from pathlib import Path
from typing import Any, Final

from ..types import LogRefused, WriterAway
from .wire import frame, socket_path

PATIENCE_SECONDS: Final = 3.0
_connections = threading.local()


def send(home: Path, rows: list[Any], *, patience: float = PATIENCE_SECONDS) -> int:
    """Have the writer store rows; return how many were new, once they are on its disk.

    A broken connection is tried again: the ids make re-sending harmless.
    Raises WriterAway when the writer does not answer in time, LogRefused when it could not keep them.
    """
    message = frame(rows)
    deadline = time.monotonic() + patience
    while True:
        try:
            answer = _exchange(home, message, deadline)
            break
        except OSError as fault:
            _drop()
            if time.monotonic() + 0.05 >= deadline:
                raise WriterAway from fault
            time.sleep(0.05)
    if "kept" in answer:
        return int(answer["kept"])
    raise LogRefused(str(answer.get("refused", "")))


def _exchange(home: Path, message: bytes, deadline: float) -> dict[str, Any]:
    connection = _connect(home)
    connection.settimeout(max(0.05, deadline - time.monotonic()))
    connection.sendall(message)
    length = int.from_bytes(_receive(connection, 4), "big")
    answer: dict[str, Any] = json.loads(_receive(connection, length))
    return answer


def _connect(home: Path) -> socket.socket:
    # A forked child must not talk on its parent's connection.
    if getattr(_connections, "key", None) == (home, os.getpid()):
        kept: socket.socket = _connections.socket
        return kept
    _drop()
    fresh = socket.socket(socket.AF_UNIX)
    try:
        fresh.settimeout(1.0)
        fresh.connect(str(socket_path(home)))
    except OSError:
        fresh.close()
        raise
    _connections.key, _connections.socket = (home, os.getpid()), fresh
    return fresh


def _drop() -> None:
    if hasattr(_connections, "socket"):
        _connections.socket.close()
        del _connections.socket, _connections.key


def _receive(connection: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(length - len(parts))
        if not part:
            raise ConnectionResetError("the writer left")
        parts += part
    return bytes(parts)
