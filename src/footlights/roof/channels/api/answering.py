"""Answers: thought of once for each message, kept in the same transaction as what the message did."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from footlights.roof.channels import models
from footlights.roof.channels.core import words
from footlights.roof.channels.core.phrases import cut
from footlights.roof.channels.types import ContactId, MessageId, NoAccount

from .accounts import channel
from .talking import talk

MOST_TRIES: Final = 5
KEPT: Final = timedelta(days=90)  # how long what was written is kept
_LONGEST: Final = 2_000
_LOG: Final = logging.getLogger(__name__)
Talk = Callable[[models.Contact, models.Message, datetime], Sequence[str]]


def list_waiting(*, limit: int = 500) -> list[tuple[MessageId, ContactId]]:
    """Return the messages that wait for an answer, the oldest first, each with whose it is."""
    rows = models.Message.objects.filter(answered_at=None).order_by("received_at", "id")
    return [
        (MessageId(each), ContactId(whose)) for each, whose in rows.values_list("id", "contact_id")[:limit]
    ]


def answer(message: MessageId, at: datetime, *, talk: Talk = talk) -> int:
    """Answer one message and return how many texts it came to; one that was answered already comes to none.

    What the message does in the house, the texts and the mark that it is answered are one transaction: killed in the middle,
    nothing of it happened, and it is answered anew. At its fifth fault the person is told so.
    """
    if not models.Message.objects.filter(id=message, answered_at=None).update(tries=F("tries") + 1):
        return 0
    with transaction.atomic():
        row = models.Message.objects.select_for_update().filter(id=message, answered_at=None).first()
        if row is None:
            return 0
        contact = models.Contact.objects.select_for_update().get(id=row.contact_id)
        said = talk(contact, row, at) if row.tries <= MOST_TRIES else [words.FAULT.said_in(contact.language)]
        contact.save(update_fields=["person", "mode", "consultation"])
        row.answered_at = at
        row.save(update_fields=["answered_at"])
        return say(contact, row.id, "\n\n".join(said), at)


def say(contact: models.Contact, key: str, text: str, at: datetime) -> int:
    """Keep a text for a contact in the caller's transaction, cut as their channel needs it; the same key is kept once."""
    try:
        longest = channel(contact.channel).capabilities.longest_bytes
    except NoAccount:
        longest = _LONGEST
    pieces = cut(text, longest)
    models.Answer.objects.bulk_create(
        [
            models.Answer(key=f"{key}:{number}", contact=contact, text=piece, made_at=at, due_at=at)
            for number, piece in enumerate(pieces)
        ],
        ignore_conflicts=True,
    )
    return len(pieces)


def clear_up(at: datetime) -> int:
    """Forget what was written more than ninety days ago, and return how many messages that were."""
    models.Answer.objects.filter(made_at__lt=at - KEPT).exclude(sent_at=None, failed_at=None).delete()
    gone, _ = models.Message.objects.filter(received_at__lt=at - KEPT).exclude(answered_at=None).delete()
    if gone:
        _LOG.info("%s old messages were forgotten", gone)
    return gone
