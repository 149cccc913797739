"""Stand-ins for what is outside: a task in a worker's hands, films made on the spot, one ASGI exchange."""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footlights.ground.media.adapters.encoder import program
from footlights.kernel.ids import JobId
from footlights.kernel.text import Both

_JOB = JobId("job-1")


@dataclass
class FakeTask:
    """A task that notes what it is told, and may be told to stop at a share."""

    arguments: dict[str, Any]
    job: JobId = _JOB
    attempt: int = 1
    stop_at: float = 2.0
    told: list[tuple[float, Both | None]] = field(default_factory=list)

    def report(self, share: float, note: Both | None = None) -> None:
        self.told.append((share, note))

    def should_stop(self) -> bool:
        return bool(self.told) and self.told[-1][0] >= self.stop_at


def make(path: Path, *arguments: str, size: str = "320x240", seconds: float = 3, rate: str = "25") -> Path:
    """Write a film of moving bars, with whatever else ffmpeg is told."""
    bars = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]
    _ffmpeg(*bars, *arguments, str(path))
    return path


def make_with_sound(
    path: Path, *arguments: str, size: str = "320x240", seconds: float = 3, channels: int = 2
) -> Path:
    """Write a film of moving bars with a tone."""
    tone = ["-f", "lavfi", "-i", f"sine=frequency=330:duration={seconds}"]
    return make(path, *tone, "-ac", str(channels), "-c:a", "aac", *arguments, size=size, seconds=seconds)


def convert(source: Path, path: Path, *arguments: str, before: tuple[str, ...] = ()) -> Path:
    """Write another film from one."""
    _ffmpeg(*before, "-i", str(source), *arguments, str(path))
    return path


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(
        [program(), "-v", "error", "-y", "-nostdin", *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


@dataclass
class Reply:
    """What an ASGI application answered."""

    status: int
    headers: dict[str, str]
    body: bytes
    path: str | None = None


def ask(
    app: Any, path: str, method: str = "GET", headers: dict[str, str] | None = None, *, pathsend: bool = False
) -> Reply:
    """Have an ASGI application answer one request."""
    return asyncio.run(_ask(app, path, method, headers or {}, pathsend))


async def _ask(app: Any, path: str, method: str, headers: dict[str, str], pathsend: bool) -> Reply:
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "extensions": {"http.response.pathsend": {}} if pathsend else {},
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    await app(scope, receive, send)
    start = sent[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Reply(start["status"], told, body, next((m["path"] for m in sent if "path" in m), None))
