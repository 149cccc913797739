"""What the game sends: bytes and texts become typed values, or nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from .types import Claim

_LONGEST: Final = 20_000  # bytes of a message
_MARK: Final = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A token with what comes with it."""

    token: str
    claim: Claim


def read_finish(body: bytes) -> Sent | None:
    """Return what the end of a race claims, or None when it has another shape."""
    if len(body) > _LONGEST:
        return None
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or set(told) != {"token", "time_ms", "marks"}:
        return None
    token, time_ms, marks = told["token"], told["time_ms"], told["marks"]
    if not (isinstance(token, str) and type(time_ms) is int and isinstance(marks, list)):
        return None
    if len(marks) > 200 or not all(isinstance(mark, str) and _MARK.fullmatch(mark) for mark in marks):
        return None
    return Sent(token, Claim(time_ms, tuple(marks)))


def read_first(text: str) -> int | None:
    """Return the tick that a piece begins with, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
