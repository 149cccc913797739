"""Institutions and who has which role at them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from footlights.ground.people import models
from footlights.ground.people.core.names import INSTITUTION_CHARACTERS, is_name
from footlights.ground.people.types import BadName, Institution, Member, NoSuchInstitution, NoSuchPerson, Role
from footlights.kernel.ids import InstitutionId, PersonId
from footlights.kernel.territory import Territory, parse_territory
from footlights.kernel.text import Both


def create_institution(name: Both, country: Territory, *, is_invented: bool, at: datetime) -> InstitutionId:
    """Register an institution and return its id.

    Raises BadName, and ValueError when there is no such territory.
    """
    if not (is_name(name.en, INSTITUTION_CHARACTERS) and is_name(name.zh, INSTITUTION_CHARACTERS)):
        raise BadName(INSTITUTION_CHARACTERS)
    row = models.Institution.objects.create(
        name_en=name.en,
        name_zh=name.zh,
        country=parse_territory(country),
        is_invented=is_invented,
        created_at=at,
    )
    return InstitutionId(row.id)


def get_institution(institution: InstitutionId) -> Institution:
    """Return an institution.

    Raises NoSuchInstitution.
    """
    row = models.Institution.objects.filter(id=institution).first()
    if row is None:
        raise NoSuchInstitution(institution)
    return _institution(row)


def list_institutions() -> list[Institution]:
    """Return every institution by its English name."""
    return [_institution(row) for row in models.Institution.objects.order_by("name_en", "id")]


def add_member(institution: InstitutionId, person: PersonId, role: Role, at: datetime) -> None:
    """Give a person a role at an institution; giving it again changes nothing.

    Raises NoSuchInstitution, NoSuchPerson.
    """
    with transaction.atomic():
        get_institution(institution)
        if not models.Person.objects.filter(id=person).exists():
            raise NoSuchPerson(person)
        models.Membership.objects.get_or_create(
            institution_id=institution, person_id=person, role=role.value, defaults={"since": at}
        )


def list_memberships(person: PersonId) -> list[Member]:
    """Return a person's roles at institutions, oldest first."""
    return [_member(row) for row in _memberships().filter(person_id=person)]


def list_members(institution: InstitutionId) -> list[Member]:
    """Return who has a role at an institution, oldest first."""
    return [_member(row) for row in _memberships().filter(institution_id=institution)]


def _memberships() -> QuerySet[models.Membership]:
    return models.Membership.objects.select_related("institution").order_by("since", "id")


def _member(row: models.Membership) -> Member:
    return Member(PersonId(row.person_id), _institution(row.institution), Role(row.role), row.since)


def _institution(row: models.Institution) -> Institution:
    name = Both(row.name_en, row.name_zh)
    return Institution(InstitutionId(row.id), name, parse_territory(row.country), row.is_invented)
