"""Studies: opened, found, and the looks that the house draws for them."""

from __future__ import annotations

from footlights.ground.works import api as works
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both
from footlights.services.style import models
from footlights.services.style.core import drawing, looks
from footlights.services.style.types import (
    BadStudy,
    NoSuchStudy,
    Study,
    StudyDraft,
    StudyId,
    StudyKind,
)

FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 30
_NO_TITLE = Both(
    "Write the question in both languages, at most 200 characters.", "请用两种语言填写问题，最多 200 个字符。"
)
_NO_TIME = Both("It must close after it opens.", "结束时间必须晚于开始时间。")
_NO_COUNT = Both("Ask from 5 to 30 questions.", "问题数须在 5 到 30 之间。")


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
        kind=draft.kind.value,
        is_ready=draft.kind is StudyKind.LOOKS,
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


def _study(row: models.Study) -> Study:
    return Study(
        StudyId(row.id),
        Both(row.title_en, row.title_zh),
        WorkId(row.work),
        row.opens_at,
        row.closes_at,
        row.round,
        row.questions,
        StudyKind(row.kind),
        row.is_ready,
    )
