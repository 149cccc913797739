"""ODRL as JSON-LD: policies read out of its nodes, and grants and holdbacks written as policies.

A node is a mapping of ODRL's own names, without their prefix, to lists of texts and nodes; "@id" and "@type" as in
JSON-LD. Source: W3C, ODRL Vocabulary & Expression 2.2 (2018), with its JSON-LD context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from footlights.ground.agreements.types import Exclusivity, Grant, Holdback, Medium
from footlights.kernel.text import Both
from footlights.kernel.window import Bound, Symbol
from footlights.services.exchange.types import (
    Atom,
    BadFile,
    Constraint,
    Logic,
    Means,
    Policy,
    PolicyRule,
)

CONTEXT: Final = "http://www.w3.org/ns/odrl.jsonld"
TYPES: Final = ("Set", "Offer", "Agreement", "Request", "Assertion", "Policy", "Ticket", "Privacy")
Node = Mapping[str, Sequence[Any]]
_DEEPEST: Final = 30
_ACTIONS: Final = {
    Medium.STREAM: "stream",
    Medium.LIVE: "present",
    Medium.DOWNLOAD: "distribute",
    Medium.EMBED: "display",
}
_DEEP = Both("The policies lie deeper in one another than the house reads.", "策略嵌套过深，无法读取。")
_NO_POLICY = Both("There is no ODRL policy in the file.", "文件中没有 ODRL 策略。")


def read_policies(nodes: Sequence[Node]) -> tuple[Policy, ...]:
    """Return the policies among a file's nodes, in their order.

    Raises BadFile when there is none.
    """
    found = tuple(
        Policy(_text(each, "uid") or _text(each, "@id") or f"policy-{number}", tuple(_rules(each)))
        for number, each in enumerate(nodes, start=1)
        if set(each.get("@type", ())) & set(TYPES) or "permission" in each or "prohibition" in each
    )
    if not found:
        raise BadFile(_NO_POLICY)
    return found


def _rules(policy: Node) -> Iterator[PolicyRule]:
    for name in ("permission", "prohibition"):
        for rule in policy.get(name, ()):
            if not isinstance(rule, Mapping):
                continue
            shared = [
                _constraint(each, 0) for each in rule.get("constraint", ()) if isinstance(each, Mapping)
            ]
            targets = _texts(rule.get("target", ())) or _texts(policy.get("target", ())) or [""]
            for act in rule.get("action", ()) or policy.get("action", ()) or ("use",):
                refined: list[Constraint] = []
                if isinstance(act, Mapping):
                    refined = [
                        _constraint(each, 0)
                        for each in act.get("refinement", ())
                        if isinstance(each, Mapping)
                    ]
                for target in targets:
                    constraint = Logic(Means.AND, (*shared, *refined))
                    yield PolicyRule(name == "permission", _action(act), target, constraint)


def _action(act: Any) -> str:
    named = _texts([act.get("value", act)] if isinstance(act, Mapping) and "value" in act else [act])
    return named[0] if named else "use"


def _constraint(node: Node, depth: int) -> Constraint:
    if depth > _DEEPEST:
        raise BadFile(_DEEP)
    for means in Means:
        if means.value in node:
            parts = [each for each in _flat(node[means.value]) if isinstance(each, Mapping)]
            return Logic(means, tuple(_constraint(each, depth + 1) for each in parts))
    values = tuple(_texts(_flat(node.get("rightOperand", ()))))
    return Atom(
        operand=_text(node, "leftOperand"),
        operator=_text(node, "operator"),
        values=values,
        anchor=_text(node, "anchor"),
        is_known=bool(values) and "rightOperandReference" not in node,
    )


def _flat(values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for each in values:
        inner = each.get("@list") if isinstance(each, Mapping) else None
        found += _flat(inner) if inner is not None else _flat(each) if isinstance(each, list) else [each]
    return found


def _texts(values: Sequence[Any]) -> list[str]:
    found = []
    for each in values:
        text = each
        while isinstance(text, Mapping):
            text = next((text[name] for name in ("@value", "@id", "uid") if name in text), None)
            text = text[0] if isinstance(text, list) and text else text
        if isinstance(text, str | int | float):
            found.append(str(text))
    return found


def _text(node: Node, name: str) -> str:
    value = node.get(name, ())
    return next(iter(_texts(list(value) if isinstance(value, list | tuple) else [value])), "")


def write_policies(
    grants: Sequence[Grant], holdbacks: Sequence[Holdback], *, assigner: str, assignees: Sequence[str]
) -> dict[str, Any]:
    """Return an agreement's grants and holdbacks as a JSON-LD document, a policy for each.

    assigner: the institution that grants; assignees: the others. A bound that is a word stands as a reference, which
    no reader can take for a date.
    """
    parties: dict[str, Any] = {"assigner": f"urn:footlights:{assigner}"}
    if assignees:
        named = [f"urn:footlights:{each}" for each in assignees]
        parties["assignee"] = named[0] if len(named) == 1 else named
    graph = [
        {
            "@type": "Agreement",
            "uid": f"urn:footlights:{grant.id}",
            **parties,
            "permission": [_rule(grant, work, medium) for work in grant.works for medium in grant.media],
            **_exclusive(grant),
        }
        for grant in grants
    ]
    graph += [
        {
            "@type": "Agreement",
            "uid": f"urn:footlights:{holdback.id}",
            **parties,
            "prohibition": [
                _rule(holdback, work, medium) for work in holdback.works for medium in holdback.media
            ],
        }
        for holdback in holdbacks
    ]
    return {"@context": [CONTEXT, {"footlights": "urn:footlights:"}], "@graph": graph}


def _rule(right: Grant | Holdback, work: str, medium: Medium) -> dict[str, Any]:
    constraints = [
        *_bound(right.window.opens, "gteq"),
        *_bound(right.window.closes, "lt"),
        {"leftOperand": "deliveryChannel", "operator": "eq", "rightOperand": medium.value},
    ]
    codes = sorted(right.territories.codes)
    if codes:
        operator = "isNoneOf" if right.territories.is_world_except else "isAnyOf"
        constraints.append({"leftOperand": "spatial", "operator": operator, "rightOperand": codes})
    if isinstance(right, Grant) and right.languages:
        constraints.append(
            {"leftOperand": "language", "operator": "isAnyOf", "rightOperand": list(right.languages)}
        )
    return {"target": f"urn:footlights:{work}", "action": _ACTIONS[medium], "constraint": constraints}


def _bound(bound: Bound, operator: str) -> list[dict[str, Any]]:
    if isinstance(bound, datetime):
        value = {"@value": bound.isoformat(), "@type": "xsd:dateTime"}
        return [{"leftOperand": "dateTime", "operator": operator, "rightOperand": value}]
    if isinstance(bound, Symbol) and bound.is_boundless:
        return []
    reference = {"@id": f"footlights:bound-{bound.value}"}
    return [{"leftOperand": "dateTime", "operator": operator, "rightOperandReference": reference}]


def _exclusive(grant: Grant) -> dict[str, Any]:
    if grant.exclusivity is Exclusivity.NON_EXCLUSIVE:
        return {}
    targets = [f"urn:footlights:{work}" for work in grant.works]
    return {
        "obligation": [{"action": "ensureExclusivity", "target": each} for each in targets],
        "footlights:exclusivity": grant.exclusivity.value,
    }
