"""Whether a race was driven as fast as the clock on the wall, by when its pieces reached the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .kernel import TICKS

_SHARE: Final = 1.05
_SLACK_MS: Final = 1_000.0
_BEGIN_MS: Final = 9_000.0  # for the countdown, and for the first piece to come
MOST_STOPS: Final = 3
MOST_STOPPED_MS: Final = 600_000


def judge_pace(opened_ms: int, pieces: Sequence[tuple[int, int]]) -> str | None:
    """Return why a race's pace is not the wall's, or None when it is.

    opened_ms: when the token was handed out. pieces: (received_ms, ticks held after it) in their order, by the
    house's own clock; what the driver's clock says is never asked.

    A piece without a tick says that the race stood still since the one before: a stop, whose time is taken out. Few
    and short ones are a doorbell; many would be slow motion in small steps: too_many_stops, stopped_too_long.
    Nobody drives more ticks than have passed since the token was handed out, at any piece: fast_forward. Between the
    first piece and the last no more time passes than their ticks take, and the first comes soon: slow_motion.
    """
    driven, stops, stopped_ms = _take_out_stops(opened_ms, pieces)
    if stops > MOST_STOPS:
        return "too_many_stops"
    if stopped_ms > MOST_STOPPED_MS:
        return "stopped_too_long"
    for passed_ms, ticks in driven:
        if ticks * 1000.0 / TICKS > passed_ms * _SHARE + _SLACK_MS:
            return "fast_forward"
    if driven:
        (first_ms, first), (last_ms, last) = driven[0], driven[-1]
        if last_ms - first_ms > (last - first) * 1000.0 / TICKS * _SHARE + _SLACK_MS:
            return "slow_motion"
        if last_ms > last * 1000.0 / TICKS * _SHARE + _SLACK_MS + _BEGIN_MS:
            return "slow_motion"
    return None


def _take_out_stops(
    opened_ms: int, pieces: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], int, int]:
    """Return pieces with ticks as (ms since the start without stops, ticks), how many stops, and their time."""
    driven: list[tuple[int, int]] = []
    stops = stopped_ms = 0
    before_ms, held, stands = opened_ms, 0, False
    for received_ms, ticks in pieces:
        if ticks == held:
            stops += not stands
            stopped_ms += max(0, received_ms - before_ms)
        else:
            driven.append((received_ms - opened_ms - stopped_ms, ticks))
        before_ms, stands, held = received_ms, ticks == held, ticks
    return driven, stops, stopped_ms
