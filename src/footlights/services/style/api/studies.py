"""Studies and the designs proposed from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction

from footlights.ground.documents import api as documents
from footlights.ground.documents.types import Block, Document, Heading, Paragraph, Table
from footlights.ground.works import api as works
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both, Language
from footlights.services.style import models
from footlights.services.style.core import drawing, looks
from footlights.services.style.types import BadStudy, Cohort, NoSuchStudy, Study, StudyDraft, StudyId

from .results import count_people, list_cohorts

FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 30
PROPOSALS: Final = 3
_NO_TITLE = Both(
    "Write the question in both languages, at most 200 characters.", "请用两种语言填写问题，最多 200 个字符。"
)
_NO_TIME = Both("It must close after it opens.", "结束时间必须晚于开始时间。")
_NO_COUNT = Both("Ask from 5 to 30 questions.", "问题数须在 5 到 30 之间。")
_FEW = Both(
    "Fewer than ten people have answered: no design is proposed from so few.",
    "回答人数不足十人，不据此提出设计。",
)


def open_study(draft: StudyDraft) -> StudyId:
    """Open a study. Raises works' NoSuchWork, BadStudy."""
    works.get_work(draft.work)
    titles = (draft.title.en.strip(), draft.title.zh.strip())
    if not all(title and len(title) <= 200 for title in titles):
        raise BadStudy("title", _NO_TITLE)
    if draft.opens_at >= draft.closes_at:
        raise BadStudy("closes_at", _NO_TIME)
    if not FEWEST_QUESTIONS <= draft.questions <= MOST_QUESTIONS:
        raise BadStudy("questions", _NO_COUNT)
    row = models.Study.objects.create(
        title_en=titles[0],
        title_zh=titles[1],
        work=draft.work,
        opens_at=draft.opens_at,
        closes_at=draft.closes_at,
        questions=draft.questions,
    )
    return StudyId(row.id)


def get_study(study: StudyId) -> Study:
    """Return a study. Raises NoSuchStudy."""
    row = models.Study.objects.filter(id=study).first()
    if row is None:
        raise NoSuchStudy(study)
    return _study(row)


def list_studies(*, work: WorkId | None = None, limit: int = 50) -> list[Study]:
    """Return studies, those that close last first."""
    rows = models.Study.objects.order_by("-closes_at", "id")
    return [_study(row) for row in (rows.filter(work=work) if work else rows)[:limit]]


def draw_look(code: str) -> str | None:
    """Return a look as an SVG document, or None when the code tells none."""
    return drawing.draw(code) if looks.is_look(code) else None


def propose_designs(study: StudyId, at: datetime) -> list[str]:
    """Propose designs from what everybody answered, queue them, and begin the next round; return their codes.

    Raises NoSuchStudy, BadStudy.
    """
    with transaction.atomic():
        row = models.Study.objects.select_for_update().filter(id=study).first()
        if row is None:
            raise NoSuchStudy(study)
        found = next(iter(list_cohorts(study)), None)
        if found is None or not found.proposed:
            raise BadStudy("study", _FEW)
        row.round += 1
        row.save(update_fields=["round"])
        models.Proposal.objects.bulk_create(
            models.Proposal(study=row, round=row.round, look=code, proposed_at=at) for code in found.proposed
        )
    return list(found.proposed)


def list_proposals(study: StudyId) -> list[tuple[int, str]]:
    """Return (round, look) of the designs proposed, in the order of rounds."""
    rows = models.Proposal.objects.filter(study=study).order_by("round", "id")
    return list(rows.values_list("round", "look"))


def write_brief(study: StudyId, language: Language, at: datetime) -> bytes:
    """Return a brief for designers as a PDF: who answered, what each cohort likes, and the designs proposed.

    Raises NoSuchStudy, documents' NoTypeface.
    """
    shown = get_study(study)

    def said(both: Both) -> str:
        return both.said_in(language)

    blocks: list[Block] = [
        Paragraph(said(_WHO.filled(people=count_people(study), round=shown.round))),
        Paragraph(said(_RULE), is_quiet=True),
    ]
    for cohort in list_cohorts(study):
        blocks += _cohort_blocks(cohort, said)
    return documents.write_pdf(Document(said(shown.title), language, tuple(blocks), at))


_WHO = Both("{people} people answered; round {round}.", "共 {people} 人作答；第 {round} 轮。")
_RULE = Both(
    "Part-worths of a logit pooled within each cohort, with 90 % intervals that count each person once; groups under ten people "
    "are withheld.",
    "各群体合并 logit 模型的分值及 90% 区间，以个人为单位聚类；不足十人的群体不予显示。",
)
_COLUMNS = (
    Both("Attribute", "属性"),
    Both("Level", "水平"),
    Both("Worth", "分值"),
    Both("90 % interval", "90% 区间"),
)
_PROPOSED = Both("Proposed: {look}.", "建议设计：{look}。")
_WITHHELD = Both("Fewer than ten people: withheld.", "不足十人，不予显示。")


def _cohort_blocks(cohort: Cohort, say: Callable[[Both], str]) -> list[Block]:
    head: list[Block] = [Heading(say(cohort.name))]
    if cohort.people is None:
        return [*head, Paragraph(say(_WITHHELD), is_quiet=True)]
    rows = tuple(
        (say(name), say(each.level), f"{each.value:+.2f}", f"{each.low:+.2f} – {each.high:+.2f}")
        for name, worths in cohort.worths
        for each in worths
    )
    table = Table(tuple(say(each) for each in _COLUMNS), rows, (3, 3, 2, 3), frozenset({2, 3}))
    proposed = [Paragraph(say(_PROPOSED.filled(look=say(looks.describe(code))))) for code in cohort.proposed]
    return [*head, table, *proposed]


def _study(row: models.Study) -> Study:
    return Study(
        StudyId(row.id),
        Both(row.title_en, row.title_zh),
        WorkId(row.work),
        row.opens_at,
        row.closes_at,
        row.round,
        row.questions,
    )
