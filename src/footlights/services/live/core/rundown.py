"""The running order: who is on when, who is on instead, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

SLATE: Final = ""  # the house's own picture, for want of a contributor's


@dataclass(frozen=True, slots=True)
class Turn:
    """A slot as the switcher knows it. Times in milliseconds since 1970, half-open.

    hold_ms: how long a black, silent or still picture stays on before the slate takes over.
    """

    number: int
    source: str
    begin_ms: int
    end_ms: int
    hold_ms: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be on. hand: None to follow the running order, else a source or SLATE, chosen by hand."""

    turns: tuple[Turn, ...]
    hand: str | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be on at a moment: the source, the slot it counts for (-1 for none), its hold, and why."""

    source: str
    slot: int
    hold_ms: int
    why: str


def turn_at(turns: Sequence[Turn], at_ms: int) -> Turn | None:
    """Return the slot of a moment; of two that overlap, the later one."""
    return next((turn for turn in reversed(turns) if turn.begin_ms <= at_ms < turn.end_ms), None)


def want(plan: Plan, at_ms: int) -> Wanted:
    """Return what is to be on at a moment."""
    turn = turn_at(plan.turns, at_ms)
    slot, hold = (turn.number, turn.hold_ms) if turn else (-1, 10_000)
    if plan.hand is not None:
        own = next((each for each in plan.turns if each.source == plan.hand), None)
        if turn and turn.source != plan.hand and own:
            slot, hold = own.number, own.hold_ms
        return Wanted(plan.hand, -1 if plan.hand == SLATE else slot, hold, "hand")
    if turn is None:
        return Wanted(SLATE, -1, hold, "between")
    return Wanted(turn.source, slot, hold, "schedule")


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as it is handed to the switcher."""
    return {
        "turns": [[t.number, t.source, t.begin_ms, t.end_ms, t.hold_ms] for t in plan.turns],
        "hand": plan.hand,
        "over": plan.is_over,
    }


def plan_from_json(said: dict[str, Any]) -> Plan:
    """Return a plan as it was handed over.

    Raises KeyError, TypeError or ValueError when it is none.
    """
    turns = tuple(Turn(int(n), str(s), int(b), int(e), int(h)) for n, s, b, e, h in said["turns"])
    hand = said["hand"]
    return Plan(turns, None if hand is None else str(hand), bool(said["over"]))
