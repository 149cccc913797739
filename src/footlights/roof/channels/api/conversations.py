"""Conversations as they are read: by their own person, and as a figure."""

from __future__ import annotations

from datetime import date, datetime

from footlights.kernel.ids import PersonId
from footlights.kernel.text import Language
from footlights.roof.channels import models
from footlights.roof.channels.types import Bubble, Contact, ContactId


def find_contact(channel: str, user_ref: str) -> Contact | None:
    """Return who is known by a name at a channel, or None."""
    row = models.Contact.objects.filter(channel=channel, user_ref=user_ref).first()
    return contact_of(row) if row else None


def list_bubbles(contact: ContactId, *, limit: int = 100) -> list[Bubble]:
    """Return the newest that was said in a conversation, the oldest first."""
    heard = models.Message.objects.filter(contact=contact, kind="text").order_by("-received_at", "-id")[
        :limit
    ]
    said = (
        models.Answer.objects.filter(contact=contact)
        .exclude(sent_at=None)
        .order_by("-made_at", "-key")[:limit]
    )
    told: list[tuple[datetime, int, str, Bubble]] = [
        *((row.received_at, 0, row.id, Bubble("you", row.text, row.received_at)) for row in heard),
        *((row.made_at, 1, row.key, Bubble("house", row.text, row.made_at)) for row in said),
    ]
    return [bubble for *_, bubble in sorted(told, key=lambda each: each[:3])][-limit:]


def count_messages(since: date | None = None, until: date | None = None) -> int:
    """Return how many messages came in, from a UTC day on until a day."""
    rows = models.Message.objects.filter(kind="text")
    rows = rows.filter(received_at__date__gte=since) if since else rows
    rows = rows.filter(received_at__date__lte=until) if until else rows
    return rows.count()


def count_waiting() -> int:
    """Return how many messages wait for an answer."""
    return models.Message.objects.filter(answered_at=None).count()


def contact_of(row: models.Contact) -> Contact:
    """Return a row as a contact."""
    return Contact(
        ContactId(row.id),
        row.channel,
        row.user_ref,
        PersonId(row.person) if row.person else None,
        Language(row.language),
    )
