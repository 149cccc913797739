"""What people hold of a person, and how they forget it.

The first seven are ours; the others belong to packages that keep no rights.py: addresses and passkeys of
sign-in, the admin's log of what an operator did, and the sessions of signed-in browsers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Q

from footlights.kernel.ids import PersonId

from . import api, models

HOLDS: tuple[str, ...] = (
    "Person",
    "Membership",
    "Consent",
    "PseudonymKey",
    "Invitation",
    "ApiToken",
    "Tie",
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
    "admin.LogEntry",
    "sessions.Session",
)


def export_person(person: PersonId) -> dict[str, Any]:
    """Return the account, its roles and every consent; keys and passwords are nobody's to read."""
    known = api.get_person(person)
    row = models.Person.objects.get(id=person)
    key = models.PseudonymKey.objects.filter(person=row).first()
    return {
        "id": known.id,
        "email": known.email,
        "name": known.name,
        "language": known.language.value,
        "residence": known.residence,
        "data_region": known.data_region,
        "age_band": known.age_band and known.age_band.value,
        "is_operator": known.is_operator,
        "joined_at": known.joined_at.isoformat(),
        "last_signed_in_at": row.last_login and row.last_login.isoformat(),
        "roles": [
            {"institution": m.institution.name.as_json(), "role": m.role.value, "since": m.since.isoformat()}
            for m in api.list_memberships(person)
        ],
        "consents": [
            {
                "purpose": c.purpose.value,
                "granted_at": c.granted_at.isoformat(),
                "withdrawn_at": c.withdrawn_at and c.withdrawn_at.isoformat(),
            }
            for c in api.list_consents(person)
        ],
        "passkeys": [
            {"name": str(each), "added_at": each.created_at.isoformat()}
            for each in Authenticator.objects.filter(user=row, type=Authenticator.Type.WEBAUTHN)
        ],
        "tokens": [
            {"name": each.name, "made_at": each.made_at.isoformat(), "closes_at": each.closes_at.isoformat()}
            for each in api.list_tokens(person)
        ],
        "ties": [
            {"person": each.person, "kind": each.kind.value, "since": each.since.isoformat()}
            for each in api.list_ties(person)
        ],
        "invitations": [
            {
                "id": each.id,
                "role": each.role,
                "made_at": each.made_at.isoformat(),
                "taken": each.taken_by_id == person,
            }
            for each in models.Invitation.objects.filter(Q(made_by=person) | Q(taken_by=person))
        ],
        "pseudonym_since": key and key.created_at.isoformat(),
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Delete the account with all that hangs on it, the pseudonym's key too: the log leads nowhere."""
    models.Invitation.objects.filter(taken_by=person).update(email="")
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == person:
            session.delete()
    models.Person.objects.filter(id=person).delete()
