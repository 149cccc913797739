"""Accounts: made, found, changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from footlights.ground.people import models
from footlights.ground.people.core.consent import may_consent
from footlights.ground.people.core.names import PERSON_CHARACTERS, is_name
from footlights.ground.people.types import AgeBand, BadName, EmailTaken, NoSuchPerson, NotAnEmail, Person
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import Territory, parse_territory
from footlights.kernel.text import Language

EMAIL_CHARACTERS: Final = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets


def create_person(
    email: str,
    password: str | None,
    name: str,
    *,
    language: Language = Language.EN,
    residence: Territory | None = None,
    is_operator: bool = False,
    at: datetime,
) -> PersonId:
    """Make an account and return its id; one without a password can't be signed in to with one.

    Raises NotAnEmail, BadName, EmailTaken.
    """
    address = _address(email)
    try:
        with transaction.atomic():
            row = models.Person.objects.create_user(
                address,
                password,
                display_name=_name(name),
                language=language.value,
                residence=residence or "",
                data_region=residence or "",
                is_staff=is_operator,
                is_superuser=is_operator,
                date_joined=at,
            )
    except IntegrityError as fault:
        raise EmailTaken(address) from fault
    return PersonId(row.id)


def get_person(person: PersonId) -> Person:
    """Return a person.

    Raises NoSuchPerson.
    """
    return _person(_row(person))


def find_person_by_email(email: str) -> Person | None:
    """Return the person who signs in with this address, in any case."""
    row = models.Person.objects.filter(email=email.strip().lower()).first()
    return _person(row) if row else None


def list_people(*, limit: int = 200) -> list[Person]:
    """Return people, those who joined last first."""
    return [_person(row) for row in models.Person.objects.order_by("-date_joined", "id")[:limit]]


def names_of(persons: Iterable[str]) -> dict[str, str]:
    """Return what people are called, by their ids; those who are gone are left out."""
    rows = models.Person.objects.filter(id__in=set(persons))
    return {row.id: row.display_name for row in rows}


def set_password(person: PersonId, password: str) -> None:
    """Give a person a new password; it signs every browser of theirs out.

    Raises NoSuchPerson.
    """
    row = _row(person)
    row.set_password(password)
    row.save(update_fields=["password"])


def update_person(
    person: PersonId,
    *,
    name: str | None = None,
    language: Language | None = None,
    residence: Territory | str | None = None,
    age_band: AgeBand | str | None = None,
    at: datetime,
) -> None:
    """Change what is given and leave the rest; "" forgets a residence or an age band.

    The data region is set by the first residence told, and stays: data is not moved by a form.
    Someone who turns out to be too young to consent loses the consents they gave.
    Raises NoSuchPerson, BadName.
    """
    told: dict[str, Any] = {
        "display_name": name if name is None else _name(name),
        "language": language and language.value,
        "residence": residence,
        "age_band": age_band if age_band is None else str(age_band),
    }
    with transaction.atomic():
        row = _row(person)
        for field, value in told.items():
            if value is not None:
                setattr(row, field, value)
        row.data_region = row.data_region or row.residence
        row.save(update_fields=[*told, "data_region"])
        if row.age_band and not may_consent(AgeBand(row.age_band).oldest):
            models.Consent.objects.filter(person=row, withdrawn_at=None).update(withdrawn_at=at)


def _address(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as fault:
        raise NotAnEmail(text) from fault
    if len(address) > EMAIL_CHARACTERS:
        raise NotAnEmail(text)
    return address


def _name(text: str) -> str:
    """Return a name to show; "" is none."""
    name = text.strip()
    if name and not is_name(name, PERSON_CHARACTERS):
        raise BadName(PERSON_CHARACTERS)
    return name


def _row(person: PersonId) -> models.Person:
    row = models.Person.objects.filter(id=person).first()
    if row is None:
        raise NoSuchPerson(person)
    return row


def _person(row: models.Person) -> Person:
    return Person(
        id=PersonId(row.id),
        email=row.email,
        name=row.display_name,
        language=Language(row.language),
        residence=parse_territory(row.residence) if row.residence else None,
        data_region=row.data_region,
        age_band=AgeBand(row.age_band) if row.age_band else None,
        is_operator=row.is_staff,
        is_active=row.is_active,
        joined_at=row.date_joined,
    )
