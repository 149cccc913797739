"""The clock of the bench."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return what some work gives, and how many seconds it took."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun
