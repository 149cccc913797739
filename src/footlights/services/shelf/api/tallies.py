"""The sums behind a score: whole numbers, moved in the transaction of each vote, so that they never drift."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import F

from footlights.services.shelf import models
from footlights.services.shelf.core.score import DEFAULT_PRIOR, SET_ASIDE, trust, weigh

Vote = tuple[int | None, int]  # a rating or none, and its weight in millionths
_NONE: Final = [0] * 10


def weight_of(person: str, work: str, at: datetime) -> int:
    """Return the weight in millionths of a vote cast now, by what the present epoch froze."""
    standing = models.Standing.objects.filter(person=person).first()
    prior = models.Prior.objects.first()
    usual = prior.usual_trust if prior else trust(0)
    weight = weigh(max((standing.given if standing else 0) - 1, 0), usual)
    return round(weight * SET_ASIDE) if is_set_aside(work, at) else weight


def is_set_aside(work: str, at: datetime) -> bool:
    """Return whether votes of that instant on a work are in quarantine."""
    held = models.Quarantine.objects.filter(work=work, opens_at__lte=at, closes_at__gt=at, lifted_at=None)
    return held.exists()


def move_vote(work: str, kind: str, before: Vote, after: Vote) -> None:
    """Replace one vote by another in a work's sums, inside the caller's transaction."""
    if before == after:
        return
    models.Tally.objects.get_or_create(work=work, defaults={"kind": kind, "histogram": _NONE})
    row = models.Tally.objects.select_for_update().get(work=work)
    histogram = list(row.histogram)
    for (rating, _), step in ((before, -1), (after, 1)):
        if rating:
            histogram[rating - 1] += step
    (old, old_weight), (new, new_weight) = before, after
    models.Tally.objects.filter(work=work).update(
        votes=F("votes") + bool(new) - bool(old),
        total=F("total") + (new or 0) - (old or 0),
        weight_millionths=F("weight_millionths") + new_weight - old_weight,
        weighted_millionths=F("weighted_millionths") + new_weight * (new or 0) - old_weight * (old or 0),
        histogram=histogram,
    )


def recount(marks: Iterable[models.Mark]) -> dict[str, models.Tally]:
    """Return the sums that these marks come to, from nothing, by work."""
    found: dict[str, models.Tally] = {}
    for mark in marks:
        if mark.rating:
            row = found.setdefault(
                mark.work, models.Tally(work=mark.work, kind=mark.kind, histogram=[*_NONE])
            )
            row.votes += 1
            row.total += mark.rating
            row.weight_millionths += mark.weight_millionths
            row.weighted_millionths += mark.weight_millionths * mark.rating
            row.histogram[mark.rating - 1] += 1
    return found


def prior_of(kind: str) -> tuple[float, float]:
    """Return the mean and strength that the present epoch believes of a kind."""
    row = models.Prior.objects.filter(kind=kind).first()
    return (row.mean, row.strength) if row else (DEFAULT_PRIOR.mean, DEFAULT_PRIOR.strength)
