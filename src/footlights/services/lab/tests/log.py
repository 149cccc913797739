"""A log of its own for a test, with the real event writer beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from footlights.ground.events import api as events


@contextmanager
def open_log() -> Iterator[None]:
    """Let events be recorded, in an empty log, until the end."""
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
            yield
        finally:
            writer.terminate()
            writer.wait(timeout=15)
