"""What the service knows, who reviewed it, and the note that a person takes away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Final

from footlights.ground.documents import api as documents
from footlights.ground.documents.types import Block, Document, Heading, Paragraph, Table
from footlights.kernel.text import Both, Language
from footlights.services.consult import models
from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core.knowledge import Condition, Finding, RedFlag
from footlights.services.consult.core.language import Reader
from footlights.services.consult.core.levels import Level
from footlights.services.consult.core.words import ADVICE, MARK, SAFETY_NET
from footlights.services.consult.types import Bubble, Consultation

_NOTE: Final = Both("Note of a consultation", "咨询记录")
_WROTE: Final = Both("What you wrote", "您的描述")
_MAY_BE: Final = Both("What may be behind it, most likely first", "可能的原因（按可能性排列）")
_WHERE: Final = Both("Where to turn", "去哪里")
_BRITAIN, _CHINA = Both("Britain", "英国"), Both("China", "中国")
_WAS, _WAS_NOT = Both("There is", "有"), Both("There is not", "没有")
_ANSWERS: Final = Both(
    "Answer yes, no or not sure, or in your own words.", "请回答“是”“否”或“不确定”，也可用自己的话说明。"
)
_TURN: Final = Both("In Britain: {britain} In China: {china}", "在中国：{china} 在英国：{britain}")
_CAUSES: Final = Both(
    "What may be behind it, most likely first (no diagnosis): {names}",
    "可能的原因（按可能性排列，并非诊断）：{names}",
)
_CAUSE, _DEPARTMENT = Both("Possible cause", "可能的原因"), Both("Department", "科室")


@cache
def get_reader() -> Reader:
    """Return the reader of texts, built once a process."""
    return Reader(load())


def is_demonstration() -> bool:
    """Return whether nobody with a clinical licence answers for this house's consultations."""
    return not models.SafetyOfficer.objects.filter(ended_on=None).exists()


def get_mark() -> Both:
    """Return what every bubble, result and note must carry."""
    entries = load().conditions
    return MARK.filled(reviewed=sum(bool(each.reviewed) for each in entries), entries=len(entries))


def list_conditions() -> tuple[Condition, ...]:
    """Return every condition that the service knows."""
    return load().conditions


def list_findings() -> tuple[Finding, ...]:
    """Return every finding that the service knows."""
    return load().findings


def list_red_flags() -> tuple[RedFlag, ...]:
    """Return every rule that must not wait."""
    return load().red_flags


def write_note(shown: Consultation, language: Language, at: datetime) -> bytes:
    """Return a consultation as a PDF to take to a doctor, under its mark. Raises documents' NoTypeface."""

    def said(both: Both) -> str:
        return both.said_in(language)

    blocks: list[Block] = [Paragraph(said(shown.mark))]
    result = shown.result
    if result is not None:
        level = Level(result.facts["level"])
        blocks += [Heading(said(level.said)), Paragraph(said(ADVICE[level.value])), *_where(level, said)]
        blocks += _causes(result.facts.get("causes", ()), said)
        for title, key in ((_WAS, "present"), (_WAS_NOT, "absent")):
            names = [said(Both(**each)) for each in result.facts.get(key, ())]
            if names:
                blocks += [Heading(said(title)), Paragraph(", ".join(names))]
    blocks += [Heading(said(_WROTE))]
    blocks += [Paragraph(said(each.text)[:2000]) for each in shown.bubbles if each.who == "you"]
    blocks += [Paragraph(said(SAFETY_NET)), Paragraph(said(shown.mark), is_quiet=True)]
    return documents.write_pdf(Document(said(_NOTE), language, tuple(blocks), at, footer=said(shown.mark)))


def tell_in_text(bubble: Bubble) -> list[Both]:
    """Return a bubble in lines of plain text, for a channel that shows nothing else; a result with where to turn and why."""
    said = [bubble.text]
    if bubble.kind == "ask":
        return [*said, _ANSWERS]
    if bubble.kind not in ("result", "emergency"):
        return said
    level = Level(bubble.facts["level"])
    said.append(_TURN.filled(britain=level.in_britain, china=level.in_china))
    if bubble.kind == "result":
        said.append(ADVICE[level.value])
    names = [Both(**each["name"]) for each in bubble.facts.get("causes", ())]
    if names:
        listed = Both(", ".join(each.en for each in names), "、".join(each.zh for each in names))
        said.append(_CAUSES.filled(names=listed))
    return [*said, SAFETY_NET]


def _where(level: Level, said: Callable[[Both], str]) -> list[Block]:
    rows = ((said(_BRITAIN), said(level.in_britain)), (said(_CHINA), said(level.in_china)))
    return [Table((said(_WHERE), ""), rows, (1, 3))]


def _causes(causes: object, said: Callable[[Both], str]) -> list[Block]:
    rows = tuple(
        (said(Both(**each["name"])), said(Both(**each["department"])))
        for each in (causes if isinstance(causes, list) else [])
    )
    return [Heading(said(_MAY_BE)), Table((said(_CAUSE), said(_DEPARTMENT)), rows, (3, 2))] if rows else []
