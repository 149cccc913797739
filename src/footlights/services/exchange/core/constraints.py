"""Whether anything keeps to an ODRL constraint, and what keeps to just the opposite.

A constraint becomes alternatives, each a set of comparisons; a set is tried against the few truths that bind times: what
is metered is part of what elapsed, delays in sequence add up, two periods meet where their remainders do. Source: W3C,
ODRL Information Model 2.2 (2018); the meaning of periods and sequences as in the temporal-conflict benchmark beside the
project.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Final

from footlights.kernel.answer import Answer
from footlights.services.exchange.core.spans import Span, find_meeting, misses, parse_seconds
from footlights.services.exchange.types import Atom, Constraint, Logic, Means

MOST_ALTERNATIVES: Final = 2_000
_OPPOSITE: Final = {"eq": "neq", "neq": "eq", "lt": "gteq", "gteq": "lt", "gt": "lteq", "lteq": "gt",
                    "isAnyOf": "isNoneOf", "isNoneOf": "isAnyOf", "isA": "isNoneOf", "isPartOf": "?"}  # fmt: skip
_LENGTHS: Final = ("delayPeriod", "elapsedTime", "meteredTime")
_NUMBERS: Final = ("count", "payAmount", "percentage", "absoluteSize", "resolution", "unitOfCount")
_SETS: Final = (
    "spatial",
    "language",
    "media",
    "deliveryChannel",
    "purpose",
    "recipient",
    "industry",
    "systemDevice",
)


def negated(constraint: Constraint) -> Constraint:
    """Return what holds just where a constraint does not."""
    if isinstance(constraint, Atom):
        opposite = _OPPOSITE.get(constraint.operator, "?")
        is_one = opposite != "isAnyOf" or len(constraint.values) > 0
        return Atom(
            constraint.operand, opposite, constraint.values, constraint.anchor,
            is_known=constraint.is_known and is_one and opposite != "?" and constraint.operand != "timeInterval",
        )  # fmt: skip
    parts = constraint.parts
    match constraint.means:
        case Means.AND:
            return Logic(Means.OR, tuple(map(negated, parts)))
        case Means.OR:
            return Logic(Means.AND, tuple(map(negated, parts)))
        case Means.XONE:  # none of them, or two at least
            none: Constraint = Logic(Means.AND, tuple(map(negated, parts)))
            two = [Logic(Means.AND, (one, other)) for i, one in enumerate(parts) for other in parts[:i]]
            return Logic(Means.OR, (none, *two))
        case Means.SEQUENCE:
            return Atom("andSequence", "?", (), is_known=False)


_Set = tuple[Atom | Logic, ...]  # comparisons, and sequences of delays


def _alternatives(constraint: Constraint) -> list[_Set] | None:
    """Return the sets of comparisons of which one must hold, or None where they are too many."""
    if isinstance(constraint, Atom) or constraint.means is Means.SEQUENCE:
        return [(constraint,)]
    if constraint.means is Means.OR:
        found: list[_Set] = []
        for part in constraint.parts:
            more = _alternatives(part)
            if more is None or len(found) + len(more) > MOST_ALTERNATIVES:
                return None
            found += more
        return found
    if constraint.means is Means.XONE:
        ones = [
            Logic(
                Means.AND,
                tuple(part if i == j else negated(part) for j, part in enumerate(constraint.parts)),
            )
            for i in range(len(constraint.parts))
        ]
        return _alternatives(Logic(Means.OR, tuple(ones)))
    joined: list[_Set] = [()]
    for part in constraint.parts:
        more = _alternatives(part)
        if more is None or len(joined) * len(more) > MOST_ALTERNATIVES:
            return None
        joined = [(*one, *other) for one in joined for other in more]
    return joined


def solve(constraint: Constraint) -> tuple[Answer, str]:
    """Return whether anything keeps to a constraint, and which operand decided a no or an unknown."""
    sets = _alternatives(constraint)
    if sets is None:
        return Answer.UNKNOWN, ""
    found = [_try(each) for each in sets]
    for answer in (Answer.YES, Answer.UNKNOWN):
        for each, what in found:
            if each is answer:
                return each, what
    return Answer.NO, found[0][1] if found else ""


def _try(comparisons: _Set) -> tuple[Answer, str]:
    spans: dict[str, Span] = {}
    choices: dict[str, tuple[frozenset[str] | None, frozenset[str]]] = {}
    grid: tuple[int, int] | None = (0, 1)  # the remainder and the step, in seconds, that periods leave
    unread = ""
    least_sequence = -math.inf
    for each in comparisons:
        if isinstance(each, Logic):
            total = _total_delay(each)
            unread = unread or ("andSequence" if total is None else "")
            least_sequence = max(least_sequence, total or 0.0)
        elif each.operand == "timeInterval":
            period = _period(each)
            if period is None:
                unread = unread or each.operand
            else:
                grid = find_meeting(grid, period)
                if grid is None:
                    return Answer.NO, each.operand
        elif (
            each.operand in _SETS
            and each.is_known
            and each.operator in ("eq", "neq", "isA", "isAnyOf", "isNoneOf")
        ):
            choices[each.operand] = _chosen(choices.get(each.operand, (None, frozenset())), each)
            allowed, barred = choices[each.operand]
            if allowed is not None and not allowed - barred:
                return Answer.NO, each.operand
        else:
            value = _number(each)
            span = spans.setdefault(each.operand, Span(0.0 if each.operand in _LENGTHS else -math.inf))
            if value is None or not span.narrow(each.operator, value):
                unread = unread or each.operand
            if span.is_empty:
                return Answer.NO, each.operand
    elapsed, metered = spans.get("elapsedTime", Span(0.0)), spans.get("meteredTime", Span(0.0))
    if metered.low > elapsed.high or (metered.low == elapsed.high and (metered.opens or elapsed.closes)):
        return Answer.NO, "meteredTime"
    if least_sequence > elapsed.high or (least_sequence == elapsed.high and elapsed.closes):
        return Answer.NO, "elapsedTime"
    if grid is not None and grid[1] > 1 and "dateTime" in spans and misses(spans["dateTime"], grid):
        return Answer.NO, "timeInterval"
    return (Answer.UNKNOWN, unread) if unread else (Answer.YES, "")


def _number(atom: Atom) -> float | None:
    """Return what a comparison compares with: seconds since 1970, seconds, or a number; None when it is not known."""
    if not atom.is_known or len(atom.values) != 1:
        return None
    [text] = atom.values
    try:
        if atom.operand == "dateTime":
            at = datetime.fromisoformat(text)
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
        if atom.operand in _LENGTHS:
            return parse_seconds(text)
        return float(text) if atom.operand in _NUMBERS else None
    except ValueError:
        return None


def _total_delay(sequence: Logic) -> float | None:
    """Return the least time that delays one after another take, None when one of them is not known."""
    total = 0.0
    for each in sequence.parts:
        value = _number(each) if isinstance(each, Atom) and each.operand == "delayPeriod" else None
        if (
            value is None
            or not isinstance(each, Atom)
            or each.operator not in ("gteq", "gt", "eq", "lt", "lteq")
        ):
            return None
        total += value if each.operator in ("gteq", "gt", "eq") else 0.0
    return total


def _period(atom: Atom) -> tuple[int, int] | None:
    """Return the remainder and the step of a recurring interval; None where its length or beginning is not told."""
    length = parse_seconds(atom.values[0]) if atom.is_known and len(atom.values) == 1 else None
    try:
        begins = datetime.fromisoformat(atom.anchor)
    except ValueError:
        return None
    if not length or length != int(length) or atom.operator != "eq":
        return None
    at = int((begins if begins.tzinfo else begins.replace(tzinfo=UTC)).timestamp())
    return at % int(length), int(length)


def _chosen(
    known: tuple[frozenset[str] | None, frozenset[str]], atom: Atom
) -> tuple[frozenset[str] | None, frozenset[str]]:
    allowed, barred = known
    values = frozenset(atom.values)
    if atom.operator in ("neq", "isNoneOf"):
        return allowed, barred | values
    return (values if allowed is None else allowed & values), barred
