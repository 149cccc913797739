"""A worker of one's own, for a command that waits while no other worker runs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def run_worker() -> Iterator[None]:
    """Run a worker for as long as the block lasts."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "footlights.project.cli", "jobs", "work"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
