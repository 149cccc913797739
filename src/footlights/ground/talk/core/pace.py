"""How soon somebody may speak again."""

from __future__ import annotations

import math
from datetime import datetime


def seconds_to_wait(last_at: datetime | None, at: datetime, slow_seconds: int) -> int:
    """Return how many whole seconds are left of the pause between two sayings; 0 when it is over."""
    if last_at is None or slow_seconds <= 0:
        return 0
    return max(0, math.ceil(slow_seconds - (at - last_at).total_seconds()))
