"""Texts out: as often as the channel allows, again after a fault, held until the person writes again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from footlights.roof.channels import models
from footlights.roof.channels.types import NoAccount, NotSent

from .accounts import channel

MOST_TRIES: Final = 8
_WAITS: Final = (1, 2, 5, 15, 60, 300, 900, 3600)  # seconds until a text is tried again
_HELD: Final = timedelta(seconds=30)  # until a text that may not go out is looked at again


def list_due(at: datetime, *, limit: int = 200) -> list[tuple[str, str]]:
    """Return (answer, contact) of the texts that are due, in the order in which they were made."""
    rows = models.Answer.objects.filter(sent_at=None, failed_at=None, due_at__lte=at).order_by(
        "made_at", "key"
    )
    return list(rows.values_list("id", "contact_id")[:limit])


def send(answer: str, at: datetime) -> bool:
    """Send one text, and return whether it went out.

    A text is sent at least once: killed between the channel's word and our note, it goes out again.
    """
    row = (
        models.Answer.objects.select_related("contact")
        .filter(id=answer, sent_at=None, failed_at=None)
        .first()
    )
    if row is None:
        return False
    try:
        way = channel(row.contact.channel)
    except NoAccount:
        return _later(row, at + _HELD)
    if not _may_send(row, way.capabilities.reply_window_s, way.capabilities.replies, at):
        return _later(row, at + _HELD)
    try:
        way.send(row.contact.user_ref, row.text, at.timestamp())
    except NotSent as fault:
        row.tries += 1
        if fault.for_good or row.tries >= MOST_TRIES:
            row.failed_at = at
            row.save(update_fields=["failed_at", "tries"])
            return False
        return _later(row, at + timedelta(seconds=_WAITS[min(row.tries, len(_WAITS)) - 1]))
    models.Answer.objects.filter(id=answer).update(sent_at=at)
    return True


def _may_send(row: models.Answer, window_s: int | None, most: int | None, at: datetime) -> bool:
    """Return whether the channel lets the house write to a contact now: not too late, not too often."""
    if window_s is None or most is None:
        return True
    heard = models.Message.objects.filter(contact=row.contact).order_by("-received_at").first()
    if heard is None or not row.contact.is_following or at - heard.received_at > timedelta(seconds=window_s):
        return False
    sent = models.Answer.objects.filter(contact=row.contact, sent_at__gte=heard.received_at).count()
    return sent < most


def _later(row: models.Answer, due_at: datetime) -> bool:
    models.Answer.objects.filter(id=row.id).update(due_at=due_at, tries=row.tries)
    return False
