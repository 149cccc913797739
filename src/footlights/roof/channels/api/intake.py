"""Messages in: verified, kept in the inbox once, acknowledged. Nothing here waits for an answer to be thought of."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from footlights.kernel.text import Both, Language
from footlights.roof.channels import models
from footlights.roof.channels.adapters.web import Web
from footlights.roof.channels.core import words
from footlights.roof.channels.core.phrases import Act, language_of, understand
from footlights.roof.channels.types import Ack, Callback, Channel, Inbound, NoAccount, Refused

from .accounts import messenger

_GONE = "event:unsubscribe"


def take_in(callbacks: Sequence[Callback], at: datetime) -> list[Ack]:
    """Return what each callback of the messenger is answered with; what is taken is on the disk by then.

    A forged, stale or damaged one is refused and nothing of it is kept. One that came before is acknowledged again, as it was.
    """
    try:
        channel = messenger()
    except NoAccount:
        return [Ack(404) for _ in callbacks]
    acks: list[Ack | None] = []
    taken: list[tuple[int, Inbound]] = []
    for place, callback in enumerate(callbacks):
        try:
            channel.verify(callback, at.timestamp())
            taken.append((place, channel.parse(callback)))
            acks.append(None)
        except Refused as refusal:
            acks.append(Ack(refusal.status, refusal.reason.encode("ascii", "replace")))
    if taken:
        kept = _keep([inbound for _, inbound in taken], at)
        for (place, inbound), row in zip(taken, kept, strict=True):
            chance = secrets.token_bytes(24)
            acks[place] = channel.acknowledge(inbound, row.passive, at.timestamp(), chance)
    return [ack for ack in acks if ack is not None]


def echo(callback: Callback, at: datetime) -> Ack:
    """Return the answer to the messenger's check of this address."""
    try:
        channel = messenger()
        channel.verify(callback, at.timestamp())
        return Ack(200, channel.echo(callback))
    except NoAccount:
        return Ack(404)
    except Refused as refusal:
        return Ack(refusal.status, refusal.reason.encode("ascii", "replace"))


def write_here(reader: str, key: str, text: str, at: datetime) -> bool:
    """Take in what a reader wrote on the house's own page; return whether there was anything in it.

    reader: a person's id, or a browser's session.
    """
    channel: Channel = Web()
    callback = Callback("POST", {"key": key}, {"reader": reader}, text.encode("utf-8", "replace"))
    try:
        channel.verify(callback, at.timestamp())
        _keep([channel.parse(callback)], at)
    except Refused:
        return False
    return True


def _keep(inbound: Sequence[Inbound], at: datetime) -> list[models.Message]:
    """Keep messages, each once, and return their rows; a contact that is new is made."""
    with transaction.atomic():
        known = {
            row.key: row for row in models.Message.objects.filter(key__in=[each.key for each in inbound])
        }
        rows = []
        for each in inbound:
            row = known.get(each.key)
            if row is None:
                row = known[each.key] = _keep_one(each, at)
            rows.append(row)
    return rows


def _keep_one(inbound: Inbound, at: datetime) -> models.Message:
    usual = language_of(inbound.text)
    contact, is_new = models.Contact.objects.get_or_create(
        channel=inbound.channel,
        user_ref=inbound.user_ref,
        defaults={"heard_at": at, "language": usual.value},
    )
    language = language_of(inbound.text, Language(contact.language))
    contact.heard_at, contact.language = at, language.value
    contact.is_following = inbound.kind != _GONE
    if not is_new:
        contact.save(update_fields=["heard_at", "language", "is_following"])
    reply = _at_once(inbound, language)
    row, _ = models.Message.objects.get_or_create(
        key=inbound.key,
        defaults={
            "contact": contact,
            "kind": inbound.kind,
            "text": inbound.text,
            "passive": reply,
            "received_at": at,
            "answered_at": at if reply or inbound.kind.startswith("event:") else None,
        },
    )
    if row.passive and row.received_at == at:
        models.Answer.objects.get_or_create(
            key=f"{row.id}:0",
            defaults={"contact": contact, "text": reply, "made_at": at, "due_at": at, "sent_at": at},
        )
    return row


def _at_once(inbound: Inbound, language: Language) -> str:
    """Return what needs no thought: help, and a greeting. It goes out with the acknowledgement itself."""
    said: Both | None = None
    if inbound.kind == "event:subscribe":
        return words.GREETING  # nothing tells yet which language they read
    if inbound.kind == "text" and understand(inbound.text, language).act is Act.HELP:
        said = words.HELP
    elif inbound.kind != "text" and not inbound.kind.startswith("event:"):
        said = words.ONLY_TEXT
    return said.said_in(language) if said else ""
