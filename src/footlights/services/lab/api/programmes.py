"""Programmes: asked for, solved by the worker, kept with what every method did."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from footlights.ground.events import api as events
from footlights.ground.jobs import api as jobs
from footlights.kernel.ids import EventId, new_id
from footlights.kernel.text import Both
from footlights.services.lab import models
from footlights.services.lab.adapters.files import write_files
from footlights.services.lab.core.problem import list_showings, state
from footlights.services.lab.core.running_order import make_running_orders
from footlights.services.lab.core.written import read_festival, read_outcome, write_festival, write_outcome
from footlights.services.lab.events import ProgrammeSolved
from footlights.services.lab.types import (
    BadFestival,
    Festival,
    Json,
    NoSuchProgramme,
    NotPublished,
    Outcome,
    Programme,
    ProgrammeId,
    Trial,
)

from .bench import put_to_bench

SOLVE = "lab.solve"
_INVENTED = Both(
    "An invented festival stays in the lab: nobody could come to it.",
    "虚构的影展只留在实验室：没有观众可以前来。",
)
_EMPTY = Both("The programme has no showing yet.", "该方案尚无场次。")


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


def publish_programme(programme: ProgrammeId, at: datetime) -> None:
    """Put a programme into the foyer, in place of whichever stands there; published again, it keeps its date.

    Raises NotPublished for one that has no showing, or whose festival is invented; NoSuchProgramme.
    """
    known = get_programme(programme)
    if known.festival.is_invented:
        raise NotPublished(_INVENTED)
    if not known.showings:
        raise NotPublished(_EMPTY)
    with transaction.atomic():
        models.Programme.objects.exclude(id=programme).update(published_at=None)
        models.Programme.objects.filter(id=programme, published_at=None).update(published_at=at)


def withdraw_programme(programme: ProgrammeId) -> None:
    """Take a programme out of the foyer; one that is not there stays so.

    Raises NoSuchProgramme.
    """
    get_programme(programme)
    models.Programme.objects.filter(id=programme).update(published_at=None)


def find_published() -> Programme | None:
    """Return the programme that stands in the foyer, or None."""
    row = models.Programme.objects.exclude(published_at=None).order_by("-published_at").first()
    return _programme(row) if row else None


def list_running_orders(programme: ProgrammeId) -> dict[date, Json]:
    """Return a relay's running order for each day of a programme, in the form that `./footlights live plan` reads.

    Raises NoSuchProgramme.
    """
    known = get_programme(programme)
    return make_running_orders(known.festival.title, known.showings)


def write_running_orders(festival: Festival, outcome: Outcome, folder: Path) -> None:
    """Write a relay's running order for each day of a plan into a folder, named by the day.

    Raises OSError.
    """
    orders = make_running_orders(festival.title, list_showings(festival, state(festival), outcome.plan))
    told = {
        f"{day}.json": json.dumps(order, ensure_ascii=False, indent=1) + "\n" for day, order in orders.items()
    }
    write_files(folder, told)


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
        published_at=row.published_at,
    )
