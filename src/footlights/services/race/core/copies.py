"""Whether one race is another's: their ways are compared, never their bytes, which can be changed without effect."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

Path = Sequence[Sequence[float]]
NEAR_M: Final = 0.5  # two races by the same hand on the same line are metres apart after ten seconds


def is_copy(path: Path, other: Path) -> bool:
    """Return whether two ways, (x, y) in metres every ten seconds, are the same but for a touch."""
    if len(path) != len(other) or len(path) < 3:
        return False
    inner = list(zip(path[:-1], other[:-1], strict=True))
    squares = [(a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in inner]
    return sqrt(sum(squares) / len(squares)) < NEAR_M
