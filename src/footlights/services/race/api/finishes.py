"""Ending a race: driven again, its pace held to the clock, looked at, and put where it belongs."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from footlights.ground.events import api as events
from footlights.ground.people import api as people
from footlights.ground.people.types import Viewer
from footlights.kernel.clock import microseconds
from footlights.kernel.ids import EventId, PersonId, new_id
from footlights.kernel.text import Both
from footlights.services.race import models
from footlights.services.race.adapters import logs, twin
from footlights.services.race.core import judge as core
from footlights.services.race.core import kernel
from footlights.services.race.core.cars import find_car
from footlights.services.race.core.copies import is_copy
from footlights.services.race.core.hands import find_signs
from footlights.services.race.core.judge import Driven, Record, Verdict
from footlights.services.race.core.pace import judge_pace
from footlights.services.race.core.tracks import find_track
from footlights.services.race.events import RunProved
from footlights.services.race.types import Claim, NotThere, Result, RunId, Standing, StartId

from . import boards
from .starts import open_start

_NEAR_MS: Final = 250  # a copy that was touched comes out nearly as fast
_COMPARED: Final = 200
_NO_RUN: Final = Both("There is no such race.", "没有这一局。")


def finish(token: str, viewer: Viewer, claim: Claim, at: datetime) -> Result:
    """Judge a race from the inputs that came in for it, keep what came of it, and return it.

    Raises BadStart; the token is spent after this, whatever came of it.
    """
    with transaction.atomic():
        row = open_start(token, viewer, at)
        if not models.Start.objects.filter(id=row.id, closed_at=None).update(closed_at=at):
            open_start(token, viewer, at)
        inputs, pieces = logs.read(StartId(row.id))
        verdict, driven = _judge(row, inputs, claim)
        reason = verdict.reason or judge_pace(microseconds(row.opened_at) // 1000, pieces)
        flags = () if reason else _find_flags(row, inputs, driven)
        run = models.Run.objects.create(
            start=row,
            person=row.person,
            track=row.track,
            car=row.car,
            livery=row.livery,
            standing=_stand(row.person, reason, flags).value,
            time_ms=verdict.time_ms,
            lap_ms=_lap_ms(driven),
            reason=reason or "",
            flags=list(flags),
            path=[[round(x, 2), round(y, 2)] for x, y in driven.path],
            driven_at=at,
        )
        if run.standing == Standing.RANKED and run.time_ms is not None:
            boards.enter(run.track, PersonId(run.person), run.time_ms, RunId(run.id))
        result = _result(run)
        if result.standing is not Standing.REFUSED:
            proved = RunProved(result, people.pseudonym_of(viewer, at))
            events.post([proved.as_event(EventId(new_id("evt")), at)])
    return result


def _judge(row: models.Start, inputs: bytes, claim: Claim) -> tuple[Verdict, Driven]:
    """Return the verdict on a race, and what driving it again came to."""
    track, car = find_track(row.track), find_car(row.car)
    if track is None or car is None:
        raise NotThere(_NO_RUN)
    kept: list[Driven] = []

    def again(*given: object) -> Driven:
        kept.append((twin.drive_again if twin.is_built() else core.drive_again)(track, car, inputs))
        return kept[-1]

    record = Record(
        track.id, track.sha256, car.id, car.sha256, kernel.VERSION, claim.time_ms, inputs, claim.marks
    )
    return core.judge(record, again), kept[-1] if kept else Driven(0, (), 0)


def _find_flags(row: models.Start, inputs: bytes, driven: Driven) -> tuple[str, ...]:
    """Return what a person should look at: signs of a machine, and somebody else's drive."""
    time_ms = kernel.time_ms(driven.ticks)
    near = models.Run.objects.filter(
        track=row.track, car=row.car, time_ms__range=(time_ms - _NEAR_MS, time_ms + _NEAR_MS)
    ).exclude(standing=Standing.REFUSED.value)
    copied = any(is_copy(driven.path, other) for other in near.values_list("path", flat=True)[:_COMPARED])
    return (*find_signs(inputs), *(("copied",) if copied else ()))


def _stand(person: str, reason: str | None, flags: tuple[str, ...]) -> Standing:
    if reason:
        return Standing.REFUSED
    if flags:
        return Standing.FLAGGED
    return Standing.RANKED if person else Standing.PROVED


def _lap_ms(driven: Driven) -> list[int]:
    ticks = (0, *driven.lap_ticks)
    times = [kernel.time_ms(each) for each in ticks]
    return [there - here for here, there in itertools.pairwise(times)]


def clear_run(run: RunId) -> Result:
    """Put a flagged race on the board, after a person looked at it. Raises NotThere."""
    with transaction.atomic():
        row = models.Run.objects.select_for_update().filter(id=run).first()
        if row is None:
            raise NotThere(_NO_RUN)
        if row.standing == Standing.FLAGGED and row.time_ms is not None:
            row.standing = (Standing.RANKED if row.person else Standing.PROVED).value
            row.save(update_fields=["standing"])
            if row.person:
                boards.enter(row.track, PersonId(row.person), row.time_ms, RunId(row.id))
    return _result(row)


def get_run(run: RunId) -> Result:
    """Return what came of a race. Raises NotThere."""
    row = models.Run.objects.filter(id=run).first()
    if row is None:
        raise NotThere(_NO_RUN)
    return _result(row)


def get_ghost(run: RunId) -> tuple[str, bytes]:
    """Return the car and the inputs of a race that stands on a board, to be driven beside. Raises NotThere."""
    row = models.Run.objects.filter(id=run, standing=Standing.RANKED.value).first()
    inputs = logs.read(StartId(row.start_id))[0] if row else b""
    if row is None or not inputs:
        raise NotThere(_NO_RUN)
    return row.car, inputs


def list_runs(person: PersonId, limit: int = 20) -> list[Result]:
    """Return a person's races, the newest first."""
    rows = models.Run.objects.filter(person=person).order_by("-driven_at", "-id")[:limit]
    return [_result(row) for row in rows]


def count_laps(since: date | None = None, until: date | None = None) -> int:
    """Return how many laps were proved from a UTC day to a day: driven again from their inputs, and holding."""
    rows = models.Run.objects.filter(~Q(standing=Standing.REFUSED.value))
    rows = rows.filter(driven_at__date__gte=since) if since else rows
    rows = rows.filter(driven_at__date__lte=until) if until else rows
    return sum(len(laps) for laps in rows.values_list("lap_ms", flat=True))


def forget_starts(person: PersonId) -> None:
    """Forget a person's races with their inputs, and take them off the boards."""
    boards.leave(person)
    rows = models.Start.objects.filter(person=person)
    for start in rows.values_list("id", flat=True):
        logs.forget(StartId(start))
    rows.delete()


def drop_stale(at: datetime) -> int:
    """Forget races begun and not ended within a day; return how many."""
    rows = models.Start.objects.filter(closed_at=None, opened_at__lt=at - timedelta(days=1))
    starts = list(rows.values_list("id", flat=True))
    for start in starts:
        logs.forget(StartId(start))
    models.Start.objects.filter(id__in=starts).delete()
    return len(starts)


def _result(row: models.Run) -> Result:
    best = boards.find_best(row.track, PersonId(row.person)) if row.person else None
    return Result(
        run=RunId(row.id),
        track=row.track,
        car=row.car,
        standing=Standing(row.standing),
        time_ms=row.time_ms,
        lap_ms=tuple(row.lap_ms),
        reason=row.reason or None,
        flags=tuple(row.flags),
        driven_at=row.driven_at,
        rank=boards.rank(row.track, best) if best is not None else None,
        best_ms=best,
    )
