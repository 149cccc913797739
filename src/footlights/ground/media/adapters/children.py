"""Child processes of the media folder: how they are started, watched and ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

_LAUNCHER = Path(__file__).with_name("limited.py")
_SOURCE = Path(__file__).resolve().parents[4]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a child; None leaves one open."""

    memory: int | None = None
    cpu_seconds: int | None = None
    file_bytes: int | None = None
    files: int | None = None
    nice: int = 0
    offline: bool = True


def start(
    command: Sequence[str], limits: Limits, *, output: int | IO[Any] = subprocess.PIPE, errors: int | IO[Any]
) -> subprocess.Popen[bytes]:
    """Start a program within limits; it ends when this process does, even by kill -9 (on Linux)."""
    bounds = {name: value for name, value in asdict(limits).items() if value is not None}
    return subprocess.Popen(
        [sys.executable, "-I", str(_LAUNCHER), json.dumps({**bounds, "parent": os.getpid()}), *command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(_SOURCE), "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill a child if it still runs, and forget it."""
    if child.poll() is None:
        child.kill()
    child.wait()
    for pipe in (child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()
