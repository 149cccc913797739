"""ODRL policies: whether one use can keep to two of them at once, and whether one is stricter than the other.

Whatever the house can't read makes an answer unknown, never a yes. Source: W3C, ODRL Information Model 2.2 (2018) and
ODRL Vocabulary 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from footlights.kernel.answer import Answer
from footlights.kernel.text import Both
from footlights.services.exchange.core.constraints import negated, solve
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
    found = [solve(_given(each.constraint, given)) for each in policy.rules if each.is_permission]
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
        outside = Logic(Means.AND, (one.constraint, *(negated(each) for each in wider)))
        answers.append(solve(outside)[0])
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
            answer, what = solve(_joined(one, other, given))
            if answer is Answer.YES:
                return Standing.CONFLICT, _FORBIDDEN.filled(what=(one if one.is_permission else other).action)
            unknown = _UNREAD.filled(what=_say(what)) if answer is Answer.UNKNOWN else unknown
    offers = [(one, other) for one, other in pairs if one.is_permission and other.is_permission]
    if not offers:
        return (Standing.UNKNOWN, unknown) if unknown else (Standing.COMPATIBLE, _MEET)
    standing, what = _best([solve(_joined(one, other, given)) for one, other in offers])
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
