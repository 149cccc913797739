"""What a person may ask of the whole house: everything it holds of them, and to be forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from footlights.ground.people.adapters import rights_walker
from footlights.kernel.ids import PersonId

from .accounts import get_person


def export_everything(person: PersonId) -> dict[str, Any]:
    """Return what every folder of the house holds of a person, by folder, fit for JSON.

    Raises NoSuchPerson.
    """
    get_person(person)
    return {name: rights.export_person(person) for name, rights in rights_walker.every_rights()}


def erase_everything(person: PersonId, at: datetime) -> None:
    """Erase a person from every folder, the top storey first, in one transaction: all of it or nothing.

    Raises NoSuchPerson.
    """
    with transaction.atomic():
        get_person(person)
        for _name, rights in rights_walker.every_rights():
            rights.erase_person(person, at)
