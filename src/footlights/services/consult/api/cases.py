"""Files of cases: what the engine makes of each, without asking questions."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from footlights.kernel.text import Language
from footlights.services.consult.adapters.cases import read_cases
from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core import dialogue, triage
from footlights.services.consult.core.language import Understood
from footlights.services.consult.core.levels import Level
from footlights.services.consult.core.measurements import Vitals, name_worrying

from .knowing import get_reader

_MOST = 10
_MANNER = {"lasting_weeks", "sudden_onset"}  # how something goes, which is no finding of its own


def evaluate_file(path: Path) -> dict[str, Any]:
    """Return {cases, totals} of a file of cases in JSON lines. Raises BadCases.

    Of each case only text, age, sex, vitals, findings_present and findings_absent are read; admission gates are left out.
    """
    begun = time.perf_counter()
    found = [_evaluate(case) for case in read_cases(path)]
    levels = {level.value: sum(each["triage"] == level.value for each in found) for level in Level}
    totals = {
        "cases": len(found),
        "triage": levels,
        "with_red_flags": sum(bool(each["red_flags"]) for each in found),
        "knowledge": load().version,
        "conditions": len(load().conditions),
        "findings": len(load().findings),
        "seconds": round(time.perf_counter() - begun, 3),
    }
    return {"cases": found, "totals": totals}


def extract_file(path: Path, language: Language) -> dict[str, Any]:
    """Return {cases: [{id, present, absent}]} of a file of texts, findings named in a language.

    What is absent is only what the words name, not all that follows from it. Raises BadCases.
    """
    knowledge = load()
    found = []
    for case in read_cases(path):
        understood = get_reader().read(case["text"])
        told = dict.fromkeys(_plain(each) for each in understood.present if each not in _MANNER)
        denied = dict.fromkeys(_plain(each) for each in understood.denied if each not in _MANNER)
        names = {
            key: [knowledge.findings[knowledge.place[each]].name.said_in(language) for each in ids]
            for key, ids in (("present", told), ("absent", [each for each in denied if each not in told]))
        }
        found.append({"id": case["id"], **names})
    return {"cases": found}


def _plain(finding: str) -> str:
    return "fever" if finding == "high_fever" else finding


def _evaluate(case: dict[str, Any]) -> dict[str, Any]:
    knowledge, reader = load(), get_reader()
    heard = reader.read(case["text"])
    for text in case["findings_present"]:
        part = reader.read(text)
        heard.present += part.present
        heard.absent += part.absent
        heard.vitals = heard.vitals.filled_with(part.vitals)
    for text in case["findings_absent"]:
        heard.absent += reader.read(text).present
    vitals = Vitals(**case["vitals"]).filled_with(heard.vitals)
    terms = name_worrying(vitals, case["age"] if case["age"] is not None else heard.age)
    heard.present += sorted(term for term in terms if term in knowledge.place)
    state = _settle(case, heard)
    belief = dialogue.believe(knowledge, state)
    holding = {*state.present, *terms, *triage.age_terms(state.age)}
    flags = triage.find_red_flags(knowledge.red_flags, holding, set(state.absent))
    level = max(
        [dialogue.judge(knowledge, state, belief), *(flag.level for flag in flags)],
        key=lambda each: each.rank,
    )
    order = np.argsort(-belief)[:_MOST]
    conditions = [
        {
            "name": knowledge.conditions[place].name.as_json(),
            "aliases": list(knowledge.conditions[place].also),
            "p": float(belief[place]),
        }
        for place in order
    ]
    return {
        "id": case["id"],
        "triage": level.value,
        "red_flags": list(dict.fromkeys(flag.category for flag in flags)),
        "conditions": conditions,
        "present": list(state.present),
        "absent": list(state.absent),
    }


def _settle(case: dict[str, Any], heard: Understood) -> dialogue.State:
    knowledge = load()
    age = case["age"] if case["age"] is not None else heard.age
    others = dialogue.OF_CHILDBEARING if dialogue.is_the_mothers(age) else frozenset()
    said = [name for name in heard.present if name not in others]
    present = dict.fromkeys(each for name in said for each in (name, *knowledge.wider[name]))
    absent = dict.fromkeys(each for name in heard.absent for each in (name, *knowledge.narrower[name]))
    return dialogue.State(
        age,
        case["sex"] or heard.sex,
        tuple(present),
        tuple(each for each in absent if each not in present),
    )
