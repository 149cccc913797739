"""What channels hold of a person: who they are at each channel, what they wrote and were answered, their payments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from footlights.kernel.ids import PersonId

from . import models

HOLDS: tuple[str, ...] = ("Contact", "Message", "Answer", "Payment")


def export_person(person: PersonId) -> dict[str, Any]:
    """Return a person's conversations, channel by channel, and the orders they paid there."""
    return {
        "channels": [
            {
                "channel": row.channel,
                "known_there_as": row.user_ref,
                "language": row.language,
                "wrote": [
                    {"at": each.received_at.isoformat(), "kind": each.kind, "text": each.text}
                    for each in row.messages.order_by("received_at", "id")
                ],
                "was_answered": [
                    {"at": each.made_at.isoformat(), "text": each.text}
                    for each in row.answers.order_by("made_at", "key")
                ],
                "payments": list(row.payments.values("order", "minor", "currency")),
            }
            for row in _contacts(person)
        ]
    }


def erase_person(person: PersonId, at: datetime) -> None:
    """Erase a person's conversations; payments stay for the books and name nobody."""
    _contacts(person).delete()


def _contacts(person: PersonId) -> Any:
    return models.Contact.objects.filter(Q(person=person) | Q(user_ref=person))
