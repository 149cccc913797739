"""A log of its own for a test, with the real event writer beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings

from footlights.ground.events import api as events
from footlights.ground.events.types import Event


@contextmanager
def open_log() -> Iterator[Callable[[Sequence[Event]], int]]:
    """Yield events.record, with a writer that serves an empty log until the end."""
    shutil.rmtree(settings.HOME / "events", ignore_errors=True)
    environment = {**os.environ, "FOOTLIGHTS_HOME": str(settings.HOME), "PYTHONPATH": "src"}
    words = [sys.executable, "-m", "footlights.project.cli", "events", "write"]
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as writer:
        try:
            patience = time.monotonic() + 30
            while not events.is_writer_alive() and time.monotonic() < patience:
                time.sleep(0.05)
            yield events.record
        finally:
            writer.terminate()
            writer.wait(timeout=15)
