"""ODRL policies: whether one use can keep to two of them at once, and whether one is stricter than the other.

A policy's constraints become alternatives, each a set of comparisons; a set is tried against the few truths that bind
times: what is metered is part of what elapsed, delays in sequence add up, two periods meet where their remainders do.
Whatever the house can't read makes an answer unknown, never a yes. Source: W3C, ODRL Information Model 2.2 (2018) and
ODRL Vocabulary 2.2; the meaning of periods and sequences as in the temporal-conflict benchmark beside the project.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Final

from footlights.kernel.answer import Answer
from footlights.kernel.text import Both
from footlights.services.exchange.core.spans import Span, find_meeting, misses, parse_seconds
from footlights.services.exchange.types import (
    Atom,
    Comparison,
    Constraint,
    Logic,
    Means,
    Policy,
    PolicyRule,
    Standing,
)

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
_NAMES: Final = {
    "dateTime": Both("the date", "日期"),
    "delayPeriod": Both("the delay", "延迟"),
    "elapsedTime": Both("the time elapsed", "经过时间"),
    "meteredTime": Both("the time metered", "计量时间"),
    "timeInterval": Both("the recurring interval", "重复周期"),
    "spatial": Both("the territory", "地区"),
    "language": Both("the language", "语言"),
    "deliveryChannel": Both("the medium", "媒介"),
}
_MEET = Both("Some use keeps to both.", "存在同时满足两者的使用。")
_APART = Both(
    "No use keeps to both: {what} can't be right for one and the other.",
    "没有使用能同时满足两者：{what}无法两全。",
)
_FORBIDDEN = Both("One forbids what the other permits: {what}.", "一方禁止另一方所许可的行为：{what}。")
_SILENT = Both(
    "Each speaks of what the other is silent about: nothing can be compared.",
    "双方各自约束对方未提及的内容：无从比较。",
)
_UNREAD = Both("It hangs on something that is not told here: {what}.", "取决于此处未给出的内容：{what}。")
_STRANGERS = Both("They are about different assets or acts.", "二者涉及不同的资产或行为。")
_HOLDS = Both("Some use keeps to it.", "存在满足它的使用。")
_EMPTY = Both("No use keeps to it: {what} can't be right.", "没有使用能满足它：{what}自相矛盾。")


def compare(first: Policy, second: Policy, given: Sequence[Atom] = ()) -> Comparison:
    """Return how two policies stand to each other.

    In conflict are two that no single use can keep to, and two of which one forbids what the other permits.
    given: what is known of the world, as equalities, such as the time metered so far.
    """
    standing, reason = _stand(first, second, given)
    return Comparison(first.uid, second.uid, standing, reason, refines(first, second))


def examine(policy: Policy, given: Sequence[Atom] = ()) -> Comparison:
    """Return whether any use keeps to one policy."""
    found = [_solve(_given(each.constraint, given)) for each in policy.rules if each.is_permission]
    standing, what = _best(found)
    reason = {Standing.COMPATIBLE: _HOLDS, Standing.CONFLICT: _EMPTY.filled(what=_say(what)),
              Standing.UNKNOWN: _UNREAD.filled(what=_say(what))}[standing]  # fmt: skip
    return Comparison(policy.uid, "", standing, reason)


def refines(first: Policy, second: Policy) -> bool | None:
    """Return whether whatever the first permits the second permits too; None where it is not known."""
    answers = []
    for one in (each for each in first.rules if each.is_permission):
        wider = [each.constraint for each in second.rules if each.is_permission and _meet(one, each)]
        if not wider:
            return False
        outside = Logic(Means.AND, (one.constraint, *(_negated(each) for each in wider)))
        answers.append(_solve(outside)[0])
    if Answer.YES in answers:
        return False
    return None if Answer.UNKNOWN in answers or not answers else True


def _stand(first: Policy, second: Policy, given: Sequence[Atom]) -> tuple[Standing, Both]:
    pairs = [(one, other) for one, other in product(first.rules, second.rules) if _meet(one, other)]
    if not pairs:
        return Standing.COMPATIBLE, _STRANGERS
    unknown: Both | None = None
    for one, other in pairs:
        if one.is_permission != other.is_permission:
            answer, what = _solve(_joined(one, other, given))
            if answer is Answer.YES:
                return Standing.CONFLICT, _FORBIDDEN.filled(what=(one if one.is_permission else other).action)
            unknown = _UNREAD.filled(what=_say(what)) if answer is Answer.UNKNOWN else unknown
    offers = [(one, other) for one, other in pairs if one.is_permission and other.is_permission]
    if not offers:
        return (Standing.UNKNOWN, unknown) if unknown else (Standing.COMPATIBLE, _MEET)
    standing, what = _best([_solve(_joined(one, other, given)) for one, other in offers])
    if standing is Standing.CONFLICT:
        return standing, _APART.filled(what=_say(what))
    if standing is Standing.UNKNOWN:
        return standing, _UNREAD.filled(what=_say(what))
    if unknown:
        return Standing.UNKNOWN, unknown
    if not given and all(_are_silent(one.constraint, other.constraint) for one, other in offers):
        return Standing.UNKNOWN, _SILENT
    return standing, _MEET


def _best(found: Sequence[tuple[Answer, str]]) -> tuple[Standing, str]:
    for answer, standing in ((Answer.YES, Standing.COMPATIBLE), (Answer.UNKNOWN, Standing.UNKNOWN)):
        for each, what in found:
            if each is answer:
                return standing, what
    return Standing.CONFLICT, found[0][1] if found else ""


def _meet(one: PolicyRule, other: PolicyRule) -> bool:
    acts = {one.action, other.action}
    return (len(acts) == 1 or "use" in acts) and (
        not one.target or not other.target or one.target == other.target
    )


def _joined(one: PolicyRule, other: PolicyRule, given: Sequence[Atom]) -> Logic:
    return Logic(Means.AND, (one.constraint, other.constraint, *given))


def _given(constraint: Constraint, given: Sequence[Atom]) -> Logic:
    return Logic(Means.AND, (constraint, *given))


def _are_silent(one: Constraint, other: Constraint) -> bool:
    """Return whether two constraints, neither empty, bear on nothing in common."""
    mine, theirs = set(_bears_on(one)), set(_bears_on(other))
    return bool(mine) and bool(theirs) and not mine & theirs


def _bears_on(constraint: Constraint) -> Iterator[str]:
    if isinstance(constraint, Atom):
        yield constraint.operand
        if constraint.operand == "meteredTime":
            yield "elapsedTime"
        return
    if constraint.means is Means.SEQUENCE:
        yield "elapsedTime"
    for part in constraint.parts:
        yield from _bears_on(part)


def _say(operand: str) -> Both:
    return _NAMES.get(operand, Both(operand or "?", operand or "?"))


def _negated(constraint: Constraint) -> Constraint:
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
            return Logic(Means.OR, tuple(map(_negated, parts)))
        case Means.OR:
            return Logic(Means.AND, tuple(map(_negated, parts)))
        case Means.XONE:  # none of them, or two at least
            none: Constraint = Logic(Means.AND, tuple(map(_negated, parts)))
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
                tuple(part if i == j else _negated(part) for j, part in enumerate(constraint.parts)),
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


def _solve(constraint: Constraint) -> tuple[Answer, str]:
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
