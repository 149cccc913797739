"""The sums behind a score: whole numbers, moved in the transaction of each vote, so that they never drift."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, NamedTuple

from footlights.services.shelf import models
from footlights.services.shelf.core.score import DEFAULT_PRIOR, SET_ASIDE, trust, weigh

Vote = tuple[int | None, int]  # a rating or none, and its weight in millionths
_NONE: Final = [0] * 10
_BATCH: Final = 500


class Move(NamedTuple):
    """A vote that takes another's place in a work's sums."""

    work: str
    kind: str
    before: Vote
    after: Vote


def weigher(person: str, works: Iterable[str]) -> Callable[[str, datetime], int]:
    """Return what a person's vote on one of these works at an instant weighs, in millionths.

    By what the present epoch froze; a vote within a quarantine is set aside.
    """
    standing = models.Standing.objects.filter(person=person).first()
    prior = models.Prior.objects.first()
    usual = prior.usual_trust if prior else trust(0)
    weight = weigh(max((standing.given if standing else 0) - 1, 0), usual)
    held: dict[str, list[tuple[datetime, datetime]]] = {}
    rows = models.Quarantine.objects.filter(work__in=set(works), lifted_at=None)
    for work, opens, closes in rows.values_list("work", "opens_at", "closes_at"):
        held.setdefault(work, []).append((opens, closes))

    def weigh_vote(work: str, at: datetime) -> int:
        is_set_aside = any(opens <= at < closes for opens, closes in held.get(work, ()))
        return round(weight * SET_ASIDE) if is_set_aside else weight

    return weigh_vote


def move_votes(moves: Iterable[Move]) -> None:
    """Replace votes by others in the sums of their works, inside the caller's transaction."""
    moves = [move for move in moves if move.before != move.after]
    kinds = {move.work: move.kind for move in moves}
    blank = [models.Tally(work=work, kind=kind, histogram=_NONE) for work, kind in sorted(kinds.items())]
    models.Tally.objects.bulk_create(blank, ignore_conflicts=True, batch_size=_BATCH)
    locked = models.Tally.objects.select_for_update().order_by("work")  # in one order: no two wait crosswise
    rows = {row.work: row for row in locked.filter(work__in=kinds)}
    for move in moves:
        row = rows[move.work]
        row.histogram = [*row.histogram]
        for (rating, weight), step in ((move.before, -1), (move.after, 1)):
            if rating:
                row.votes += step
                row.total += step * rating
                row.weight_millionths += step * weight
                row.weighted_millionths += step * weight * rating
                row.histogram[rating - 1] += step
    models.Tally.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["work"],
        update_fields=["votes", "total", "weight_millionths", "weighted_millionths", "histogram"],
        batch_size=_BATCH,
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
