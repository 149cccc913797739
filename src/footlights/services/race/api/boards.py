"""Boards: each person's best on a circuit, ranked exactly by counting seconds, then milliseconds."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import F, Sum

from footlights.ground.people import api as people
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both
from footlights.services.race import models
from footlights.services.race.core.cars import find_car
from footlights.services.race.types import Place, RunId

TOP: Final = 100


@transaction.atomic
def enter(board: str, person: PersonId, time_ms: int, run: RunId) -> bool:
    """Put a person's time on a board when it is their best there; return whether it is."""
    row, is_new = models.Best.objects.select_for_update().get_or_create(
        board=board, person=person, defaults={"time_ms": time_ms, "run": run}
    )
    if is_new:
        _count(board, time_ms, 1)
        return True
    if row.time_ms <= time_ms:
        return False
    _count(board, row.time_ms, -1)
    _count(board, time_ms, 1)
    row.time_ms, row.run = time_ms, run
    row.save(update_fields=["time_ms", "run"])
    return True


@transaction.atomic
def leave(person: PersonId) -> None:
    """Take a person off every board."""
    for row in models.Best.objects.select_for_update().filter(person=person):
        _count(row.board, row.time_ms, -1)
        row.delete()


def _count(board: str, time_ms: int, change: int) -> None:
    second, _ = models.Second.objects.get_or_create(board=board, second=time_ms // 1000)
    models.Second.objects.filter(pk=second.pk).update(count=F("count") + change)
    exact, _ = models.Millisecond.objects.get_or_create(board=board, ms=time_ms)
    models.Millisecond.objects.filter(pk=exact.pk).update(count=F("count") + change)


def find_best(board: str, person: PersonId) -> int | None:
    """Return a person's best time on a board in milliseconds, or None."""
    return models.Best.objects.filter(board=board, person=person).values_list("time_ms", flat=True).first()


def count_bests(board: str) -> int:
    """Return how many people stand on a board."""
    return int(models.Second.objects.filter(board=board).aggregate(total=Sum("count"))["total"] or 0)


def rank(board: str, time_ms: int) -> int:
    """Return the exact rank that a time has on a board; equal times share one."""
    second = time_ms // 1000
    before = models.Second.objects.filter(board=board, second__lt=second)
    within = models.Millisecond.objects.filter(board=board, ms__gte=second * 1000, ms__lt=time_ms)
    return 1 + sum(int(rows.aggregate(total=Sum("count"))["total"] or 0) for rows in (before, within))


def list_top(board: str, limit: int = TOP, reader: PersonId | None = None) -> list[Place]:
    """Return the best of a board, the fastest first; of equal times the one set first."""
    rows = models.Best.objects.filter(board=board).order_by("time_ms", "id")[:limit]
    return _places(board, list(rows), reader)


def list_around(board: str, person: PersonId, each_way: int = 5) -> list[Place]:
    """Return a person's place with the nearest on either side; empty when they do not stand on the board."""
    own = models.Best.objects.filter(board=board, person=person).first()
    if own is None:
        return []
    rows = models.Best.objects.filter(board=board)
    equal = rows.filter(time_ms=own.time_ms)
    ahead = [
        *equal.filter(id__lt=own.pk).order_by("-id")[:each_way],
        *rows.filter(time_ms__lt=own.time_ms).order_by("-time_ms", "-id")[:each_way],
    ][:each_way]
    behind = [
        *equal.filter(id__gt=own.pk).order_by("id")[:each_way],
        *rows.filter(time_ms__gt=own.time_ms).order_by("time_ms", "id")[:each_way],
    ][:each_way]
    return _places(board, [*ahead[::-1], own, *behind], person)


def _places(board: str, rows: list[models.Best], reader: PersonId | None) -> list[Place]:
    """Return rows of a board that follow one another, ranked and named."""
    if not rows:
        return []
    cars = dict(models.Run.objects.filter(id__in=[row.run for row in rows]).values_list("id", "car"))
    names = people.names_of(row.person for row in rows)
    first = rank(board, rows[0].time_ms)
    places, place = [], first
    passed = models.Best.objects.filter(board=board, time_ms=rows[0].time_ms, id__lt=rows[0].pk).count()
    for index, row in enumerate(rows):
        if index and row.time_ms != rows[index - 1].time_ms:
            place = first + passed + index
        places.append(
            Place(
                place,
                names.get(row.person, ""),
                row.time_ms,
                _car_name(cars.get(row.run, "")),
                RunId(row.run),
                row.person == reader,
            )
        )
    return places


def _car_name(car: str) -> Both:
    found = find_car(car)
    return found.name if found else Both("", "")
