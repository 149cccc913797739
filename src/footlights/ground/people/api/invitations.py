"""Ways in without e-mail: a link makes one account, another sets one new password; the operator hands it over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import QuerySet

from footlights.ground.people import models
from footlights.ground.people.adapters import keys
from footlights.ground.people.types import (
    Invitation,
    InvitationDraft,
    NeedsInstitution,
    NoSuchInvitation,
    NoSuchPerson,
    NoSuchReset,
    Role,
)
from footlights.kernel.ids import InvitationId, PersonId
from footlights.kernel.text import Language

from .accounts import create_person, set_password
from .institutions import add_member, get_institution

OPEN_FOR: Final = timedelta(days=14)


def invite(draft: InvitationDraft, by: PersonId | None, at: datetime) -> tuple[InvitationId, str]:
    """Make an invitation, open for fourteen days; return its id and its secret, which nobody can read again.

    by: who asks them in; None for the operator at the terminal.
    Raises NeedsInstitution, NoSuchInstitution.
    """
    if draft.role in (Role.PRODUCER, Role.PARTNER) and draft.institution is None:
        raise NeedsInstitution
    if draft.institution is not None:
        get_institution(draft.institution)
    secret = keys.new_secret()
    row = models.Invitation.objects.create(
        digest=keys.digest(secret),
        email=draft.email.strip().lower(),
        language=draft.language.value,
        role=draft.role.value if draft.role else "",
        institution_id=draft.institution,
        made_by_id=by,
        made_at=at,
        closes_at=at + OPEN_FOR,
    )
    return InvitationId(row.id), secret


def find_invitation(secret: str, at: datetime) -> Invitation | None:
    """Return the open invitation that a secret opens."""
    row = _open(at).filter(digest=keys.digest(secret)).select_related("institution").first()
    return _invitation(row) if row else None


def list_invitations(at: datetime) -> list[Invitation]:
    """Return the open invitations, the newest first."""
    rows = _open(at).select_related("institution").order_by("-made_at", "-id")
    return [_invitation(row) for row in rows]


def withdraw_invitation(invitation: InvitationId, at: datetime) -> None:
    """Close an invitation that nobody took.

    Raises NoSuchInvitation.
    """
    if not _open(at).filter(id=invitation).update(ended_at=at):
        raise NoSuchInvitation


def accept_invitation(
    secret: str, email: str, password: str, name: str, language: Language, at: datetime
) -> PersonId:
    """Make the account that an invitation is for, with its role; of two who try at once one succeeds.

    Raises NoSuchInvitation, NotAnEmail, BadName, EmailTaken; the invitation then stays open.
    """
    with transaction.atomic():
        row = _open(at).filter(digest=keys.digest(secret)).first()
        if row is None or not _open(at).filter(id=row.id).update(ended_at=at):
            raise NoSuchInvitation
        role = Role(row.role) if row.role else None
        person = create_person(
            email, password, name, language=language, is_operator=role is Role.OPERATOR, at=at
        )
        if role and row.institution_id:
            add_member(_invitation(row).institution.id, person, role, at)  # type: ignore[union-attr]  # it has one
        models.Invitation.objects.filter(id=row.id).update(taken_by=person)
    return person


def make_reset(person: PersonId) -> str:
    """Return the token of a link that sets a new password once, within three days.

    It is bound to the password and the last sign-in as they stand: a change of either ends it.
    Raises NoSuchPerson.
    """
    row = models.Person.objects.filter(id=person).first()
    if row is None:
        raise NoSuchPerson(person)
    return default_token_generator.make_token(row)


def is_reset_open(person: PersonId, token: str) -> bool:
    """Return whether a link for a new password is still good."""
    row = models.Person.objects.filter(id=person).first()
    return row is not None and default_token_generator.check_token(row, token)


def reset_password(person: PersonId, token: str, password: str) -> None:
    """Set a new password by a link; it signs every browser of theirs out.

    Raises NoSuchReset.
    """
    if not is_reset_open(person, token):
        raise NoSuchReset
    set_password(person, password)


def _open(at: datetime) -> QuerySet[models.Invitation]:
    return models.Invitation.objects.filter(ended_at=None, closes_at__gt=at)


def _invitation(row: models.Invitation) -> Invitation:
    return Invitation(
        InvitationId(row.id),
        Role(row.role) if row.role else None,
        get_institution(row.institution.id) if row.institution else None,  # type: ignore[arg-type]  # a row's id
        row.email,
        Language(row.language),
        row.made_at,
        row.closes_at,
        PersonId(row.taken_by_id) if row.taken_by_id else None,
        row.ended_at,
    )
