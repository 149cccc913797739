"""A short home for each test: a socket's path has little room."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def home(settings) -> Iterator[Path]:
    """Return an empty home, which is also the one of the settings."""
    settings.HOME = Path(tempfile.mkdtemp(prefix="fl-"))
    (settings.HOME / "events").mkdir()
    (settings.HOME / "run").mkdir()
    yield settings.HOME
    shutil.rmtree(settings.HOME, ignore_errors=True)
