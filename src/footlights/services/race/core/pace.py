"""Whether a race was driven as fast as the clock on the wall, by when its pieces reached the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .kernel import TICKS

_SHARE: Final = 1.05
_SLACK_MS: Final = 1_000.0
_BEGIN_MS: Final = 9_000.0  # for the countdown, and for the first piece to come


def judge_pace(opened_ms: int, pieces: Sequence[tuple[int, int]]) -> str | None:
    """Return why a race's pace is not the wall's, or None when it is.

    opened_ms: when the token was handed out. pieces: (received_ms, ticks held after it) in their order, by the
    house's own clock; what the driver's clock says is never asked.

    Nobody drives more ticks than have passed since the token was handed out, at any piece: fast_forward. Between the
    first piece and the last no more time passes than their ticks take, and the first comes soon: slow_motion.
    """
    for received_ms, ticks in pieces:
        if ticks * 1000.0 / TICKS > (received_ms - opened_ms) * _SHARE + _SLACK_MS:
            return "fast_forward"
    if pieces:
        (first_ms, first), (last_ms, last) = pieces[0], pieces[-1]
        if last_ms - first_ms > (last - first) * 1000.0 / TICKS * _SHARE + _SLACK_MS:
            return "slow_motion"
        if last_ms - opened_ms > last * 1000.0 / TICKS * _SHARE + _SLACK_MS + _BEGIN_MS:
            return "slow_motion"
    return None
