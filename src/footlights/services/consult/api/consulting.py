"""Consultations: begun with consent, one turn at a time, in a chain that can be gone through again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.people.types import Viewer
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both
from footlights.services.consult import models
from footlights.services.consult.adapters.knowledge import load
from footlights.services.consult.core.dialogue import Reply, State, greet, read_state, step
from footlights.services.consult.types import (
    Bubble,
    Consultation,
    ConsultationId,
    NoConsent,
    NoSuchConsultation,
    Replay,
)

from .knowing import get_mark, get_reader

_FIRST: Final = "0" * 64


def begin(
    viewer: Viewer, age: float | None, sex: str | None, at: datetime, *, agrees: bool
) -> ConsultationId:
    """Begin a consultation with somebody of an age in years and a sex ("female", "male" or None).

    Raises NoConsent unless the person agrees that what they tell is kept.
    """
    if not agrees:
        raise NoConsent
    state = State(age, sex)
    with transaction.atomic():
        row = models.Consultation.objects.create(
            pseudonym=people.pseudonym_of(viewer, at),
            person=viewer.person or "",
            began_at=at,
            state=state.as_json(),
        )
        _write(row, 0, "", state, greet(state), _FIRST, at)
    return ConsultationId(row.id)


def say(consultation: ConsultationId, viewer: Viewer, text: str, at: datetime) -> Consultation:
    """Take in what a person wrote and answer it; both are kept before this returns.

    Raises NoSuchConsultation.
    """
    with transaction.atomic():
        found = _row(consultation, viewer, at)
        row = models.Consultation.objects.select_for_update().get(pk=found.pk)
        last = row.turn_set.order_by("-number").first()
        if last is None:
            raise NoSuchConsultation(consultation)
        state, replies = step(get_reader(), read_state(row.state), text)
        row.state = state.as_json()
        row.save(update_fields=["state"])
        _write(row, last.number + 1, text, state, replies, last.digest, at)
    return _show(row)


def get_consultation(consultation: ConsultationId, viewer: Viewer, at: datetime) -> Consultation:
    """Return a viewer's own consultation. Raises NoSuchConsultation."""
    return _show(_row(consultation, viewer, at))


def list_consultations(viewer: Viewer, at: datetime, *, limit: int = 20) -> list[Consultation]:
    """Return a viewer's own consultations, the newest first."""
    rows = models.Consultation.objects.filter(pseudonym=people.pseudonym_of(viewer, at)).order_by(
        "-began_at", "-id"
    )
    return [_show(row) for row in rows[:limit]]


def count_consultations(works: Sequence[WorkId], since: date | None, until: date | None) -> int:
    """Return how many consultations began from a UTC day to a day; they belong to no work, so works are not asked for."""
    rows = models.Consultation.objects.all()
    if since:
        rows = rows.filter(began_at__date__gte=since)
    if until:
        rows = rows.filter(began_at__date__lte=until)
    return rows.count()


def replay(consultation: ConsultationId) -> Replay:
    """Go through a consultation again from what was written alone, and compare every turn bit for bit.

    Raises NoSuchConsultation.
    """
    turns = list(models.Turn.objects.filter(consultation_id=consultation).order_by("number"))
    if not turns:
        raise NoSuchConsultation(consultation)
    differing, digest = [], _FIRST
    state = read_state(turns[0].state)
    for turn in turns:
        if turn.number == 0:
            replies = greet(state)
        else:
            state, replies = step(get_reader(), state, turn.text)
        digest = _digest(digest, turn.number, turn.at, turn.knowledge, turn.text, state, replies)
        is_known = turn.knowledge == load().version
        if digest != turn.digest or not is_known:
            differing.append(turn.number)
            digest = turn.digest
    return Replay(len(turns), not differing, tuple(differing), turns[-1].knowledge)


def _row(consultation: ConsultationId, viewer: Viewer, at: datetime) -> models.Consultation:
    row = models.Consultation.objects.filter(
        id=consultation, pseudonym=people.pseudonym_of(viewer, at)
    ).first()
    if row is None:
        raise NoSuchConsultation(consultation)
    return row


def _write(
    row: models.Consultation,
    number: int,
    text: str,
    state: State,
    replies: list[Reply],
    before: str,
    at: datetime,
) -> None:
    version = load().version
    models.Turn.objects.create(
        consultation=row,
        number=number,
        at=at,
        knowledge=version,
        text=text,
        state=state.as_json(),
        replies=[each.as_json() for each in replies],
        digest=_digest(before, number, at, version, text, state, replies),
    )


def _digest(
    before: str, number: int, at: datetime, version: str, text: str, state: State, replies: list[Reply]
) -> str:
    body: dict[str, Any] = {
        "before": before,
        "number": number,
        "at": at.isoformat(),
        "knowledge": version,
        "text": text,
        "state": state.as_json(),
        "replies": [each.as_json() for each in replies],
    }
    told = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _show(row: models.Consultation) -> Consultation:
    bubbles: list[Bubble] = []
    for turn in row.turn_set.order_by("number"):
        if turn.text:
            bubbles.append(Bubble("you", "said", Both(turn.text, turn.text), {}, turn.at))
        for each in turn.replies:
            bubbles.append(Bubble("service", each["kind"], Both(**each["text"]), each["facts"], turn.at))
    return Consultation(ConsultationId(row.id), row.began_at, tuple(bubbles), row.state["ended"], get_mark())
