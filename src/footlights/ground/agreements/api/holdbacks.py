"""Holdbacks: agree that something is not shown for a time, and lift that again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from footlights.ground.agreements import models
from footlights.ground.agreements.core import drafts
from footlights.ground.agreements.core.rights import clause_of
from footlights.ground.agreements.events import HoldbackAgreed, HoldbackLifted
from footlights.ground.agreements.types import Holdback, HoldbackDraft, Medium, NoSuchDeal
from footlights.ground.events import api as events
from footlights.kernel.ids import AgreementId, EventId, HoldbackId, WorkId, new_id
from footlights.kernel.territory import parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Bound, Symbol, Window


@transaction.atomic
def agree_holdback(draft: HoldbackDraft, at: datetime) -> HoldbackId:
    """Take a right away for a time and return the holdback's id.

    What plays already plays on until its token is renewed, some minutes at most; to stop it at once, revoke the grant.
    Raises NotADeal, NoSuchDeal.
    """
    drafts.check_holdback(draft)
    if not models.Agreement.objects.filter(id=draft.agreement).exists():
        raise NoSuchDeal(draft.agreement)
    opens, closes = draft.window.opens, draft.window.closes
    row = models.Holdback.objects.create(
        agreement_id=draft.agreement,
        media=[medium.value for medium in draft.media],
        territories=str(draft.territories),
        opens_at=opens if isinstance(opens, datetime) else None,
        opens_when=opens.value if isinstance(opens, Symbol) else "",
        closes_at=closes if isinstance(closes, datetime) else None,
        closes_when=closes.value if isinstance(closes, Symbol) else "",
        zone=draft.window.zone,
        created_at=at,
    )
    row.works.add(*draft.works)  # type: ignore[arg-type]  # keys are text; the stubs expect int
    holdback = HoldbackId(row.id)
    events.post([HoldbackAgreed(holdback).as_event(EventId(new_id("evt")), at)])
    return holdback


@transaction.atomic
def lift_holdback(holdback: HoldbackId, at: datetime) -> None:
    """End a holdback now. Lifted again, it stays lifted since the first time. Raises NoSuchDeal."""
    if models.Holdback.objects.filter(id=holdback, lifted_at=None).update(lifted_at=at):
        events.post([HoldbackLifted(holdback).as_event(EventId(new_id("evt")), at)])
    elif not models.Holdback.objects.filter(id=holdback).exists():
        raise NoSuchDeal(holdback)


def list_holdbacks(work: WorkId | None = None, *, agreement: AgreementId | None = None) -> list[Holdback]:
    """Return the holdbacks for a work, under an agreement, or all; the newest first."""
    rows = models.Holdback.objects.order_by("-created_at", "-id").prefetch_related("works")
    rows = rows.filter(works=work) if work else rows
    rows = rows.filter(agreement_id=agreement) if agreement else rows
    return [_holdback(row) for row in rows]


def say_holdback(holdback: Holdback) -> Both:
    """Return what a holdback says, in a line."""
    return clause_of(holdback)


def bound_of(at: datetime | None, word: str) -> Bound:
    """Return a stored bound: an instant, or a word."""
    return at if at is not None else Symbol(word)


def _holdback(row: models.Holdback) -> Holdback:
    return Holdback(
        id=HoldbackId(row.id),
        agreement=AgreementId(row.agreement_id),
        works=tuple(WorkId(work.id) for work in row.works.all()),
        territories=parse_territories(row.territories),
        window=Window(
            bound_of(row.opens_at, row.opens_when), bound_of(row.closes_at, row.closes_when), row.zone
        ),
        media=tuple(Medium(medium) for medium in row.media),
        lifted_at=row.lifted_at,
    )
