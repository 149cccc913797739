"""Scores: read from the sums, renewed by epochs, defended, and tried on a copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from footlights.ground.works import api as works
from footlights.ground.works.types import WorkKind
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both
from footlights.services.shelf import models
from footlights.services.shelf.adapters.files import read_votes
from footlights.services.shelf.core import score as core
from footlights.services.shelf.types import Score

from . import tallies

FEWEST_SHOWN: Final = 5  # votes below which no score is shown
_SIEGE_SECONDS: Final = 6 * 3600
_REASON = Both(
    "{votes} votes between {opens} and {closes} UTC average {inside}, while the others average {outside}: "
    "they weigh a twentieth until an operator looks.",
    "{opens} 至 {closes}（UTC）之间的 {votes} 票平均 {inside} 分，其余平均 {outside} 分：在运维人员核查之前，这些票只按二十分之一计。",
)
_NO_BURST = Both(
    "No window of votes stands out; voters with little else on their shelves weigh little.",
    "没有异常集中的投票；其他评分很少的账号权重很低。",
)


def get_score(work: WorkId) -> Score:
    """Return what the house thinks of a work; a work without votes has a score of None."""
    return get_scores([work])[0]


def get_scores(wanted: Sequence[WorkId]) -> list[Score]:
    """Return the scores of works, in their order, in three queries however many they are."""
    rows = models.Tally.objects.in_bulk(list(wanted))
    priors = {row.kind: core.Prior(row.mean, row.strength) for row in models.Prior.objects.all()}
    held: defaultdict[str, list[models.Quarantine]] = defaultdict(list)
    for each in models.Quarantine.objects.filter(work__in=list(wanted), lifted_at=None):
        held[each.work].append(each)
    return [_score(work, rows.get(work), priors, held[work]) for work in wanted]


def _score(
    work: WorkId, row: models.Tally | None, priors: dict[str, core.Prior], held: list[models.Quarantine]
) -> Score:
    if row is None or not row.votes:
        return Score(work, 0, None, None, 0.0, (0,) * 10)
    weight = row.weight_millionths / core.MILLION
    prior = priors.get(row.kind, core.DEFAULT_PRIOR)
    score = core.combine(row.weighted_millionths / core.MILLION, weight, prior)
    return Score(
        work,
        row.votes,
        row.total / row.votes,
        score if row.votes >= FEWEST_SHOWN else None,
        weight,
        tuple(row.histogram),
        sum(each.votes for each in held),
        explain(held[0]) if held else None,
    )


def explain(held: models.Quarantine) -> Both:
    """Return why votes are set aside."""
    return _REASON.filled(
        votes=held.votes,
        opens=f"{held.opens_at.astimezone(UTC):%Y-%m-%d %H:%M}",
        closes=f"{held.closes_at.astimezone(UTC):%Y-%m-%d %H:%M}",
        inside=f"{held.mean_inside:.1f}",
        outside=f"{held.mean_outside:.1f}",
    )


def begin_epoch(at: datetime) -> int:
    """Learn priors and standings anew, set bursts aside, weigh every vote again; return how many votes."""
    with transaction.atomic():
        marks = list(models.Mark.objects.select_for_update().exclude(rating=None))
        given: defaultdict[str, int] = defaultdict(int)
        of_work: defaultdict[str, list[models.Mark]] = defaultdict(list)
        for mark in marks:
            given[mark.person] += 1
            of_work[mark.work].append(mark)
        usual = core.usual_trust(given)
        models.Standing.objects.all().delete()
        models.Standing.objects.bulk_create(
            (models.Standing(person=person, given=count) for person, count in given.items()), batch_size=2000
        )
        for work, votes in of_work.items():
            _find_quarantines(work, votes, at)
        _weigh_again(marks, given, usual)
        _learn_priors(of_work, usual, at)
        models.Mark.objects.bulk_update(marks, ["weight_millionths"], batch_size=500)
        models.Tally.objects.all().delete()
        models.Tally.objects.bulk_create(tallies.recount(marks).values(), batch_size=500)
    return len(marks)


def _learn_priors(of_work: dict[str, list[models.Mark]], usual: float, at: datetime) -> None:
    models.Prior.objects.all().delete()
    for kind in WorkKind:
        ratings = [
            [m.rating or 0 for m in votes] for votes in of_work.values() if votes[0].kind == kind.value
        ]
        prior = core.learn_prior(ratings)
        models.Prior.objects.create(
            kind=kind.value, mean=prior.mean, strength=prior.strength, usual_trust=usual, learnt_at=at
        )


def _find_quarantines(work: str, votes: list[models.Mark], at: datetime) -> None:
    """Set the bursts of a work aside; one that an operator lifted stays lifted."""
    cast = [(m.rated_at.timestamp(), float(m.rating or 0)) for m in votes if m.rated_at]
    for burst in core.find_bursts(cast):
        models.Quarantine.objects.get_or_create(
            work=work,
            opens_at=datetime.fromtimestamp(burst.opens, UTC),
            closes_at=datetime.fromtimestamp(burst.closes, UTC),
            defaults={
                "votes": burst.inside,
                "mean_inside": burst.mean_inside,
                "mean_outside": burst.mean_outside,
                "found_at": at,
            },
        )


def _weigh_again(marks: list[models.Mark], given: dict[str, int], usual: float) -> None:
    held: defaultdict[str, list[models.Quarantine]] = defaultdict(list)
    for each in models.Quarantine.objects.filter(lifted_at=None):
        held[each.work].append(each)
    for mark in marks:
        weight = core.weigh(given[mark.person] - 1, usual)
        if mark.rated_at and any(q.opens_at <= mark.rated_at < q.closes_at for q in held[mark.work]):
            weight = round(weight * core.SET_ASIDE)
        mark.weight_millionths = weight


def list_quarantines(*, work: WorkId | None = None) -> list[tuple[int, WorkId, Both, datetime | None]]:
    """Return what is or was set aside: number, work, why, and since when it is lifted."""
    rows = models.Quarantine.objects.order_by("-found_at", "-id")
    rows = rows.filter(work=work) if work else rows
    return [(row.pk, WorkId(row.work), explain(row), row.lifted_at) for row in rows[:200]]


def lift_quarantine(number: int, at: datetime) -> None:
    """Let votes that were set aside count again; does nothing when they do."""
    models.Quarantine.objects.filter(pk=number, lifted_at=None).update(lifted_at=at)
    begin_epoch(at)


def recompute() -> int:
    """Return how many works' sums differ from a recount of their votes: 0 when all is well."""
    fresh = tallies.recount(models.Mark.objects.exclude(rating=None).iterator())
    kept = {row.work: row for row in models.Tally.objects.filter(votes__gt=0)}
    fields = ("votes", "total", "weight_millionths", "weighted_millionths", "histogram")
    return sum(
        work not in fresh or work not in kept
        or any(getattr(fresh[work], name) != getattr(kept[work], name) for name in fields)
        for work in {*fresh, *kept}
    )  # fmt: skip


def score_file(path: Path) -> dict[str, core.Scored]:
    """Return the scores of a csv of votes, by item.

    Raises BadFile.
    """
    return core.score_all(read_votes(path))


def siege(work: WorkId, low_share: float, at: datetime, *, low: int = 1) -> dict[str, Any]:
    """Return what a brigade would do to a work's score, on a copy: nothing is stored.

    low_share: throwaway accounts' low votes within six hours, as a share of the votes that the work has.
    Raises works' NoSuchWork.
    """
    works.get_work(work)
    marks = list(models.Mark.objects.exclude(rating=None))
    votes = [
        core.Vote(m.work, m.person, float(m.rating or 0), m.rated_at.timestamp() if m.rated_at else None)
        for m in marks
        if m.kind == next((each.kind for each in marks if each.work == work), m.kind)
    ]
    honest = [vote for vote in votes if vote.item == work]
    count = round(len(honest) * low_share)
    start = at.timestamp()
    attack = [
        core.Vote(work, f"throwaway-{n}", float(low), start + n * _SIEGE_SECONDS / max(count, 1))
        for n in range(count)
    ]
    before, after = core.score_all(votes), core.score_all([*votes, *attack])
    bursts = core.find_bursts([(v.at, v.rating) for v in [*honest, *attack] if v.at is not None])
    reason = _NO_BURST
    if bursts:
        first = bursts[0]
        reason = explain(
            models.Quarantine(
                work=work,
                opens_at=datetime.fromtimestamp(first.opens, UTC),
                closes_at=datetime.fromtimestamp(first.closes, UTC),
                votes=first.inside,
                mean_inside=first.mean_inside,
                mean_outside=first.mean_outside,
            )
        )
    held = {"mean": None, "score": None, "n": 0, "weight": 0.0}
    return {
        "work": work,
        "attackers": count,
        "before": _told(before[work]) if work in before else held,
        "after": _told(after[work]) if work in after else held,
        "reason": reason.as_json(),
    }


def _told(scored: core.Scored) -> dict[str, Any]:
    return {"mean": scored.mean, "score": scored.score, "n": scored.n, "weight": scored.weight}
