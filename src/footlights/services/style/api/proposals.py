"""Designs proposed from the answers: queued for the next round, and how they fared in it; the brief for designers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from footlights.ground.documents import api as documents
from footlights.ground.documents.types import Block, Document, Heading, Paragraph, Table
from footlights.kernel.text import Both, Language
from footlights.services.style import models
from footlights.services.style.core import cohorts
from footlights.services.style.types import BadStudy, Cohort, NoSuchStudy, Standing, StudyId

from .catalogues import get_catalogue
from .results import count_people, list_cohorts
from .studies import get_study

_FEW = Both(
    "Fewer than ten people have answered: no design is proposed from so few. Their answers are kept.",
    "回答人数不足十人，不据此提出设计。已有回答均已保留。",
)
RULE = Both(
    "Part-worths of a logit pooled within each group, with 90 % intervals that count each person once; groups under ten people "
    "are withheld.",
    "各群体合并 logit 模型的分值及 90% 区间，以个人为单位聚类；不足十人的群体不予显示。",
)
_WHO = Both("{people} people answered; round {round}.", "共 {people} 人作答；第 {round} 轮。")
_COLUMNS = (
    Both("Attribute", "属性"),
    Both("Level", "水平"),
    Both("Worth", "分值"),
    Both("90 % interval", "90% 区间"),
)
_FROM_TO = Both("{low} to {high}", "{low} 至 {high}")
_PROPOSED = Both("Proposed: {look}.", "建议设计：{look}。")
_WITHHELD = Both("Fewer than ten people: withheld.", "不足十人，不予显示。")


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
    """Return (round, code) of the designs proposed, in the order of rounds."""
    rows = models.Proposal.objects.filter(study=study).order_by("round", "id")
    return list(rows.values_list("round", "look"))


def rate_proposals(study: StudyId) -> list[tuple[int, Standing]]:
    """Return how each proposed design fared in its own round, withheld until ten people saw it."""
    found = []
    for round_, code in list_proposals(study):
        rows = models.Choice.objects.filter(respondent__study=study, round=round_)
        chosen, shown = rows.filter(chosen=code), rows.filter(Q(chosen=code) | Q(other=code))
        if shown.values("respondent").distinct().count() < cohorts.FEWEST:
            found.append((round_, Standing(code, None, None)))
        else:
            found.append((round_, Standing(code, chosen.count(), shown.count())))
    return found


def write_brief(study: StudyId, language: Language, at: datetime) -> bytes:
    """Return a brief for designers as a PDF: who answered, what each cohort likes, and the designs proposed.

    Raises NoSuchStudy, documents' NoTypeface.
    """
    shown = get_study(study)
    catalogue = get_catalogue(shown)

    def say(both: Both) -> str:
        return both.said_in(language)

    blocks: list[Block] = [
        Paragraph(say(_WHO.filled(people=count_people(study), round=shown.round))),
        Paragraph(say(RULE), is_quiet=True),
    ]
    cohorts = list_cohorts(study)
    for cohort in cohorts:
        if not cohort.is_withheld:
            blocks += _cohort_blocks(cohort, say, catalogue.describe)
    if withheld := [say(each.name) for each in cohorts if each.is_withheld]:
        blocks.append(Paragraph(f"{say(_WITHHELD)} {' · '.join(withheld)}", is_quiet=True))
    return documents.write_pdf(Document(say(shown.title), language, tuple(blocks), at))


def _cohort_blocks(
    cohort: Cohort, say: Callable[[Both], str], describe: Callable[[str], Both]
) -> list[Block]:
    rows = tuple(
        (
            say(name),
            say(each.level),
            f"{each.value:+.2f}",
            say(_FROM_TO.filled(low=f"{each.low:+.2f}", high=f"{each.high:+.2f}")),
        )
        for name, worths in cohort.worths
        for each in worths
    )
    table = Table(tuple(say(each) for each in _COLUMNS), rows, (3, 3, 2, 3), frozenset({2, 3}))
    remarks = [Paragraph(say(each), is_quiet=True) for each in cohort.remarks]
    proposed = [Paragraph(say(_PROPOSED.filled(look=describe(code)))) for code in cohort.proposed]
    return [Heading(say(cohort.name)), *proposed, table, *remarks]
