"""Programmes: asked for, solved by the worker, kept with what every method did."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from footlights.ground.events import api as events
from footlights.ground.jobs import api as jobs
from footlights.kernel.ids import EventId, new_id
from footlights.kernel.text import Both
from footlights.services.lab import models
from footlights.services.lab.core.problem import list_showings, state
from footlights.services.lab.core.written import read_festival, read_outcome, write_festival, write_outcome
from footlights.services.lab.events import ProgrammeSolved
from footlights.services.lab.types import (
    BadFestival,
    Festival,
    NoSuchProgramme,
    Programme,
    ProgrammeId,
    Trial,
)

from .bench import put_to_bench

SOLVE = "lab.solve"


@transaction.atomic
def ask_programme(festival: Festival, at: datetime) -> ProgrammeId:
    """Keep a festival, have it put to the bench by the worker, and return the programme's id.

    Raises BadFestival when it has no film or no slot, or more than the bench takes.
    """
    stated = write_festival(festival)
    read_festival(stated)
    row = models.Programme.objects.create(festival=stated, asked_at=at)
    jobs.enqueue(SOLVE, {"programme": row.id}, at=at, key=f"{SOLVE}:{row.id}")
    return ProgrammeId(row.id)


def solve_programme(programme: ProgrammeId, trial: Trial, at: datetime) -> Programme:
    """Put a programme to the bench, keep what came of it, and return it; solved again, it stays as it was.

    A festival that can't be solved is kept with its reason. Raises NoSuchProgramme.
    """
    known = get_programme(programme)
    if known.outcome is not None or known.failure is not None:
        return known
    try:
        outcome = put_to_bench(known.festival, trial)
    except BadFestival as refused:
        models.Programme.objects.filter(id=programme, solved_at=None).update(
            failure=refused.message.as_json(), solved_at=at
        )
        return get_programme(programme)
    with transaction.atomic():
        rows = models.Programme.objects.filter(id=programme, solved_at=None)
        if rows.update(outcome=write_outcome(outcome), solved_at=at):
            solved = ProgrammeSolved(programme, outcome, len(outcome.plan))
            events.post([solved.as_event(EventId(new_id("evt")), at)])
    return get_programme(programme)


def get_programme(programme: ProgrammeId) -> Programme:
    """Return a programme.

    Raises NoSuchProgramme.
    """
    row = models.Programme.objects.filter(id=programme).first()
    if row is None:
        raise NoSuchProgramme(programme)
    return _programme(row)


def list_programmes(*, limit: int = 20) -> list[Programme]:
    """Return the programmes, the newest first."""
    return [_programme(row) for row in models.Programme.objects.order_by("-asked_at", "-id")[:limit]]


def count_programmes(since: date | None = None, until: date | None = None) -> int:
    """Return how many programmes were solved from a UTC day to a day."""
    rows = models.Programme.objects.exclude(outcome__isnull=True)
    if since:
        rows = rows.filter(solved_at__date__gte=since)
    if until:
        rows = rows.filter(solved_at__date__lte=until)
    return rows.count()


def _programme(row: models.Programme) -> Programme:
    festival = read_festival(row.festival)
    outcome = read_outcome(row.outcome) if row.outcome else None
    return Programme(
        id=ProgrammeId(row.id),
        festival=festival,
        asked_at=row.asked_at,
        outcome=outcome,
        showings=tuple(list_showings(festival, state(festival), outcome.plan)) if outcome else (),
        failure=Both(**row.failure) if row.failure else None,
    )
