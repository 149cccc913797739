"""Following and blocking: each person's own choice about another; the other is not told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from footlights.ground.people import models
from footlights.ground.people.types import NoSuchPerson, NotOneself, Tie, TieKind
from footlights.kernel.ids import PersonId


def tie(person: PersonId, other: PersonId, kind: TieKind, at: datetime) -> None:
    """Let a person follow or block another, instead of what stood before.

    Whoever is blocked no longer follows, and cannot until unblocked. Raises NotOneself, NoSuchPerson.
    """
    if person == other:
        raise NotOneself
    with transaction.atomic():
        if not models.Person.objects.filter(id=other, is_active=True).exists():
            raise NoSuchPerson(other)
        if kind is TieKind.FOLLOW and is_blocked(other, person):
            return  # said to nobody: who is blocked is not told
        models.Tie.objects.update_or_create(
            person_id=person, other_id=other, defaults={"kind": kind.value, "since": at}
        )
        if kind is TieKind.BLOCK:
            models.Tie.objects.filter(person_id=other, other_id=person, kind=TieKind.FOLLOW.value).delete()


def untie(person: PersonId, other: PersonId) -> None:
    """Let a person neither follow nor block another; where nothing stood nothing changes."""
    models.Tie.objects.filter(person_id=person, other_id=other).delete()


def find_tie(person: PersonId, other: PersonId) -> TieKind | None:
    """Return whether a person follows or blocks another."""
    kind = models.Tie.objects.filter(person_id=person, other_id=other).values_list("kind", flat=True).first()
    return TieKind(kind) if kind else None


def list_ties(person: PersonId) -> list[Tie]:
    """Return whom a person follows and blocks, by kind, the newest first."""
    rows = (
        models.Tie.objects.filter(person_id=person).select_related("other").order_by("-kind", "-since", "id")
    )
    return [Tie(PersonId(row.other_id), row.other.display_name, TieKind(row.kind), row.since) for row in rows]


def list_followed(person: PersonId) -> frozenset[PersonId]:
    """Return whom a person follows."""
    return _others(person, TieKind.FOLLOW)


def list_blocked(person: PersonId) -> frozenset[PersonId]:
    """Return whom a person blocks."""
    return _others(person, TieKind.BLOCK)


def is_blocked(person: PersonId, other: PersonId) -> bool:
    """Return whether a person blocks another."""
    return models.Tie.objects.filter(person_id=person, other_id=other, kind=TieKind.BLOCK.value).exists()


def _others(person: PersonId, kind: TieKind) -> frozenset[PersonId]:
    rows = models.Tie.objects.filter(person_id=person, kind=kind.value)
    return frozenset(PersonId(other) for other in rows.values_list("other_id", flat=True))
