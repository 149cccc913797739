"""A consultation, one turn at a time: what is known, what was said, and what the service says next. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np

from footlights.kernel.text import Both

from . import noisy_or, questions, triage
from .knowledge import Array, Finding, Knowledge
from .language import LONGEST, Reader, Understood
from .levels import Level
from .measurements import Vitals, name_worrying
from .words import (
    ASK,
    BEFORE_ANYTHING,
    CHILD,
    CLOSED,
    EMERGENCY,
    FIRST_QUESTION,
    INFANT,
    NOT_UNDERSTOOD,
    PREGNANT,
    SELF_HARM,
    TOO_LONG,
    UNDERSTOOD,
)

MOST_CAUSES: Final = 4
OF_CHILDBEARING: Final = frozenset(
    ("pregnant", "postpartum", "breastfeeding", "missed_period", "contractions", "less_baby_movement")
)
_FIRST_PREGNANCY: Final = 11  # years
_USUAL_QUESTIONS: Final = 12
_FEWEST_QUESTIONS: Final = 3
_COMPLETES_A_RULE: Final = 0.5
_YES: Final = re.compile(
    r"(?:yes|yeah|yep|yup|i do|i have|it does|correct|true|y|是|是的|有|有的|对|嗯|会|对的)[\s,.!，。！]*",
    re.I,
)
_NO: Final = re.compile(
    r"(?:no|nope|nah|not really|none|i don't|i do not|n|没有|没|不|不是|否|无|不会|没有的)[\s,.!，。！]*",
    re.I,
)
_UNSURE: Final = re.compile(
    r"(?:not sure|unsure|maybe|don't know|i don't know|dunno|不确定|不知道|可能|说不清|不清楚)[\s,.!，。！]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class State:
    """What is known so far. age in years; pending: the finding just asked about; ended: why, or empty; measured: the
    terms of red flags that measurements made true.
    """

    age: float | None
    sex: str | None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    pending: str | None = None
    ended: str = ""
    measured: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the state as JSON keeps it."""
        kept = asdict(self)
        if not self.measured:
            del kept["measured"]  # chains written before there were any still replay to the bit
        return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}


def read_state(told: Mapping[str, Any]) -> State:
    """Return the state that JSON kept."""
    kept: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in told.items()
    }
    return State(**kept)


@dataclass(frozen=True, slots=True)
class Reply:
    """One bubble. kind: say, ask, emergency or result; facts: what a result or an emergency is made of."""

    kind: str
    text: Both
    facts: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the reply as JSON keeps it."""
        return {"kind": self.kind, "text": self.text.as_json(), "facts": dict(self.facts)}


def greet(state: State) -> list[Reply]:
    """Return what the service says before anything is told it."""
    said = [Reply("say", CHILD, {})] if state.age is not None and state.age < 16 else []
    return [*said, Reply("say", BEFORE_ANYTHING, {}), Reply("say", FIRST_QUESTION, {})]


def step(reader: Reader, state: State, text: str) -> tuple[State, list[Reply]]:
    """Take in what a person wrote; return what is known now and what the service says.

    Red flags are read before any model.
    """
    if state.ended:
        return state, [Reply("say", CLOSED, {})]
    if len(text) > LONGEST:
        return state, [Reply("say", TOO_LONG, {})]
    heard = _hear(reader, state, text.strip())
    told_nothing = heard is None
    state = _learn(reader.knowledge, state, heard) if heard is not None else replace(state, pending=None)
    flags = _flags(reader.knowledge, state)
    if flags and flags[0].level is Level.EMERGENCY:
        return _help_now(state, flags)
    if told_nothing and not state.present:
        return state, [Reply("say", NOT_UNDERSTOOD, {})]
    if state.age is not None and state.age < 1:
        return replace(state, ended="infant"), [Reply("say", INFANT, {}), _conclude(reader.knowledge, state)]
    return _go_on(reader.knowledge, state, first=not state.asked)


def _hear(reader: Reader, state: State, text: str) -> Understood | None:
    """Return what a text adds, or None when nothing in it was understood."""
    if state.pending:
        for pattern, place in ((_YES, "present"), (_NO, "absent"), (_UNSURE, "unsure")):
            match = pattern.match(text)
            if match and (match.end() == len(text) or len(text) <= match.end() + 1):
                heard = Understood()
                getattr(heard, place).append(state.pending)
                return heard
    heard = reader.read(text)
    if state.pending and not {state.pending} & {*heard.present, *heard.absent}:
        for pattern, place in ((_NO, "absent"), (_YES, "present")):
            if pattern.match(text):
                getattr(heard, place).append(state.pending)
                break
    if heard.present or heard.absent or heard.unsure or heard.vitals != Vitals():
        return heard
    return None


def _learn(knowledge: Knowledge, state: State, heard: Understood) -> State:
    """Add what was heard; the newest word on a finding holds."""
    age = state.age if state.age is not None else heard.age
    worrying = name_worrying(heard.vitals, age) - set(knowledge.place)
    if is_the_mothers(age):
        heard.present = [each for each in heard.present if each not in OF_CHILDBEARING]
    present, absent = dict.fromkeys(state.present), dict.fromkeys(state.absent)
    for name in heard.present:
        for each in (name, *knowledge.wider[name]):
            present[each] = None
            absent.pop(each, None)
    for name in heard.absent:
        for each in (name, *knowledge.narrower[name]):
            if each not in heard.present:
                absent[each] = None
                present.pop(each, None)
    unsure = tuple(dict.fromkeys((*state.unsure, *heard.unsure)))
    unsure = tuple(each for each in unsure if each not in present and each not in absent)
    return replace(
        state,
        present=tuple(present),
        absent=tuple(absent),
        unsure=unsure,
        pending=None,
        age=age,
        sex=state.sex or heard.sex,
        measured=tuple(dict.fromkeys((*state.measured, *sorted(worrying)))),
    )


def _flags(knowledge: Knowledge, state: State) -> list[Any]:
    """Return the red flags that hold; what a person is not sure of counts as possibly there."""
    holding = {*state.present, *state.unsure, *state.measured, *triage.age_terms(state.age)}
    return triage.find_red_flags(knowledge.red_flags, holding, set(state.absent))


def _help_now(state: State, flags: list[Any]) -> tuple[State, list[Reply]]:
    is_self_harm = any(flag.id == "self_harm" for flag in flags)
    facts = {
        "level": Level.EMERGENCY.value,
        "flags": [{"id": flag.id, "name": flag.name.as_json(), "source": flag.source} for flag in flags],
    }
    said = [Reply("emergency", SELF_HARM if is_self_harm else EMERGENCY, facts)]
    return replace(state, pending=None, ended="emergency"), said


def believe(knowledge: Knowledge, state: State) -> Array:
    """Return each condition's share in explaining what was said, (conditions,)."""
    present = [knowledge.place[each] for each in state.present]
    absent = [knowledge.place[each] for each in state.absent]
    priors = knowledge.priors(state.age, state.sex)
    posterior = noisy_or.infer(priors, knowledge.links, knowledge.leaks, present, absent)
    return noisy_or.explain(priors, posterior, knowledge.links, knowledge.leaks, present)


def judge(knowledge: Knowledge, state: State, belief: Array) -> Level:
    """Return how soon, with the floors of a careful service: of one finding alone, self-care only when it is sure."""
    is_sure = bool(triage.weigh_levels(knowledge, belief).max() >= questions.SURE)
    floors = {
        Level.URGENT: "pregnant" in state.present or (state.age is not None and state.age < 1),
        Level.PRIMARY: not state.present or (len(state.present) < 2 and not is_sure),
    }
    return triage.decide(knowledge, belief, _flags(knowledge, state), floors)


def _go_on(knowledge: Knowledge, state: State, *, first: bool) -> tuple[State, list[Reply]]:
    belief = believe(knowledge, state)
    worths = _open_questions(knowledge, state, belief)
    best = int(np.argmax(worths)) if worths.size else -1
    weights = triage.weigh_levels(knowledge, belief)
    enough = len(state.asked) >= _FEWEST_QUESTIONS and questions.is_settled(weights, worths)
    if best < 0 or worths[best] <= 0 or enough or len(state.asked) >= _USUAL_QUESTIONS:
        said = [Reply("say", PREGNANT, {})] if "pregnant" in state.present else []
        return replace(state, ended="result", pending=None), [*said, _conclude(knowledge, state, belief)]
    finding = knowledge.findings[best]
    state = replace(state, pending=finding.id, asked=(*state.asked, finding.id))
    said = [_repeat(knowledge, state)] if first else []
    return state, [*said, Reply("ask", _question(finding), {"finding": finding.id})]


def _question(finding: Finding) -> Both:
    return ASK.filled(finding_en=finding.name.en, finding_zh=finding.name.zh)


def _repeat(knowledge: Knowledge, state: State) -> Reply:
    """Say back what was understood, so that it can be put right."""
    names = [knowledge.findings[knowledge.place[each]].name for each in state.present]
    joined = UNDERSTOOD.filled(
        en=", ".join(each.en for each in names), zh="、".join(each.zh for each in names)
    )
    return Reply("say", joined, {})


def is_the_mothers(age: float | None) -> bool:
    """Return whether what is said of a pregnancy must be a mother's, not of the child who is spoken of."""
    return age is not None and age < _FIRST_PREGNANCY


def _open_questions(knowledge: Knowledge, state: State, belief: Array) -> Array:
    """Return what each finding is worth asking, below 0 where it is known already."""
    worths = questions.worth_of_questions(knowledge, belief)
    holding = {*state.present, *state.unsure, *state.measured, *triage.age_terms(state.age)}
    chances = belief @ knowledge.links
    for rule in knowledge.red_flags:
        if rule.level is Level.EMERGENCY:
            for terms in rule.when:
                lacking = [term for term in terms if term not in holding]
                if len(terms) > 1 and len(lacking) == 1 and lacking[0] in knowledge.place:
                    place = knowledge.place[lacking[0]]
                    worths[place] += _COMPLETES_A_RULE * chances[place]
    known = {*state.present, *state.absent, *state.unsure, *state.asked, "lasting_weeks", "sudden_onset"}
    for name in (*known, *(each.id for each in knowledge.findings if each.by_clinic)):
        worths[knowledge.place[name]] = -1.0
    if state.sex == "male" or (state.age is not None and not _FIRST_PREGNANCY <= state.age <= 55):
        for name in OF_CHILDBEARING:
            worths[knowledge.place[name]] = -1.0
    return worths


def _conclude(knowledge: Knowledge, state: State, belief: Array | None = None) -> Reply:
    """Return the result: how soon, where to turn, and what may be behind it."""
    belief = believe(knowledge, state) if belief is None else belief
    level = judge(knowledge, state, belief)
    order = np.argsort(-belief)[:MOST_CAUSES]
    causes = [
        {
            "id": knowledge.conditions[place].id,
            "name": knowledge.conditions[place].name.as_json(),
            "share": round(float(belief[place]), 4),
            "department": knowledge.conditions[place].department.as_json(),
            "source": knowledge.conditions[place].source,
        }
        for place in order
        if belief[place] >= 0.03
    ]
    flags = _flags(knowledge, state)
    facts = {
        "level": level.value,
        "causes": causes,
        "present": [knowledge.findings[knowledge.place[each]].name.as_json() for each in state.present],
        "absent": [
            knowledge.findings[knowledge.place[each]].name.as_json()
            for each in state.absent
            if each in state.asked
        ],
        "flags": [{"id": flag.id, "name": flag.name.as_json(), "source": flag.source} for flag in flags],
    }
    return Reply("result", level.said, facts)
