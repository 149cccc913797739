"""Consents: each for one purpose, dated, withdrawable; the history stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from footlights.ground.people import models
from footlights.ground.people.core.consent import may_consent
from footlights.ground.people.types import Consent, Purpose, TooYoung
from footlights.kernel.ids import PersonId

from .accounts import get_person


def grant_consent(person: PersonId, purpose: Purpose, at: datetime) -> None:
    """Record that a person consents to a purpose from now on; one that stands is left as it is.

    Raises NoSuchPerson, TooYoung.
    """
    with transaction.atomic():
        age_band = get_person(person).age_band
        if age_band and not may_consent(age_band.oldest):
            raise TooYoung(purpose)
        models.Consent.objects.get_or_create(
            person_id=person, purpose=purpose.value, withdrawn_at=None, defaults={"granted_at": at}
        )


def withdraw_consent(person: PersonId, purpose: Purpose, at: datetime) -> None:
    """Record that a person no longer consents to a purpose; that they once did stays on record."""
    models.Consent.objects.filter(person_id=person, purpose=purpose.value, withdrawn_at=None).update(
        withdrawn_at=at
    )


def list_consents(person: PersonId) -> list[Consent]:
    """Return every consent a person ever gave, oldest first."""
    rows = models.Consent.objects.filter(person_id=person).order_by("granted_at", "id")
    return [Consent(Purpose(row.purpose), row.granted_at, row.withdrawn_at) for row in rows]
