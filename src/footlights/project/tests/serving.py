"""Start the real server on loopback, and speak to it in raw bytes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]


@dataclass
class Server:
    """A server under test."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def connect(self, timeout: float = 10.0) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def ask(self, raw: bytes, timeout: float = 10.0) -> bytes:
        """Send raw bytes and return all that comes until the server closes or is silent for long."""
        with self.connect(timeout) as line:
            line.sendall(raw)
            return read_all(line)

    def get(self, path: str = "/", *headers: str) -> bytes:
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        return self.ask("\r\n".join(lines).encode("latin-1"))

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def views(self) -> list[str]:
        seen = self.folder / "views"
        return seen.read_text().splitlines() if seen.exists() else []


def read_all(line: socket.socket) -> bytes:
    found = b""
    try:
        while chunk := line.recv(65536):
            found += chunk
    except (ConnectionResetError, TimeoutError):
        pass
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: object, seconds: float = 10.0) -> bool:
    """Return whether the condition came true in time."""
    assert callable(holds)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


def is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


@contextmanager
def serving(
    folder: Path, target: str = "footlights.project.tests.bridged:application", **env: str
) -> Iterator[Server]:
    """Serve the target with granian, as the house does, and stop it afterwards."""
    port = free_port()
    words = [
        "--interface",
        "asginl",
        "--workers",
        "1",
        "--workers-kill-timeout",
        "4",
        "--log-level",
        "warning",
    ]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "granian", *words, "--port", str(port), target],
            env={**os.environ, "PYTHONPATH": str(SOURCE), "MARKS": str(folder), **env},
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        assert wait_until(lambda: is_open(port), 20), (folder / "server.log").read_text()
        yield Server(port, process, folder)
    finally:
        process.terminate()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
