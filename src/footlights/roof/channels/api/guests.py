"""Whom the house takes a contact for: the person who signed in, or a guest with an account of the channel's own."""

from __future__ import annotations

from datetime import datetime

from footlights.ground.people import api as people
from footlights.ground.people.types import NoSuchPerson, Viewer
from footlights.kernel.ids import PersonId, is_id
from footlights.kernel.text import Language
from footlights.roof.channels import models
from footlights.roof.channels.adapters import web
from footlights.roof.channels.core import words

from .accounts import find_account


def needs_to_sign_in(contact: models.Contact) -> bool:
    """Return whether a contact is a browser that nobody has signed in with."""
    return contact.channel == web.NAME and not is_id(contact.user_ref, "per")


def ensure_person(contact: models.Contact, language: Language, at: datetime) -> PersonId:
    """Return the person behind a contact; a messenger's user gets an account without a password, when first needed.

    The caller keeps the contact's row.
    """
    if contact.channel == web.NAME:
        contact.person = contact.user_ref
    elif not contact.person or not _is_there(contact.person):
        mark = contact.id[4:20]
        name = words.GUEST.filled(mark=mark[-4:]).said_in(language)
        address = f"{mark}@guest.{contact.channel}.invalid"
        contact.person = people.create_person(address, None, name, language=language, at=at)
    return PersonId(contact.person)


def viewer_of(contact: models.Contact, language: Language) -> Viewer:
    """Return a contact as a viewer: their person where there is one, else their browser's session."""
    person = PersonId(contact.person) if contact.person else None
    return Viewer(contact.user_ref[:64], person, "", None, None, None, language)


def house_of(contact: models.Contact) -> str:
    """Return the house's own address as a channel needs it in a text: none on its own page."""
    account = None if contact.channel == web.NAME else find_account()
    return account.house if account else ""


def _is_there(person: str) -> bool:
    try:
        people.get_person(PersonId(person))
    except NoSuchPerson:
        return False
    return True
