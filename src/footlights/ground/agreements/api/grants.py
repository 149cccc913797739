"""Grants: give a right, withdraw it, and ask whether something may be shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from footlights.ground.agreements import models
from footlights.ground.agreements.core import drafts
from footlights.ground.agreements.core.rights import clause_of, decide
from footlights.ground.agreements.events import GrantIssued, GrantRevoked
from footlights.ground.agreements.types import (
    AgreementDraft,
    Exclusivity,
    Grant,
    GrantDraft,
    Medium,
    NoSuchDeal,
    Verdict,
)
from footlights.ground.events import api as events
from footlights.ground.media import api as media
from footlights.kernel.answer import Answer
from footlights.kernel.ids import AgreementId, EventId, GrantId, WorkId, new_id
from footlights.kernel.territory import Territory, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Bound, Symbol, Window

from .deals import make_agreement


@transaction.atomic
def issue_grant(draft: GrantDraft, at: datetime) -> GrantId:
    """Give a right under an agreement and return the grant's id.

    Raises NotADeal, NoSuchDeal.
    """
    drafts.check_grant(draft)
    if not models.Agreement.objects.filter(id=draft.agreement).exists():
        raise NoSuchDeal(draft.agreement)
    opens, closes = draft.window.opens, draft.window.closes
    row = models.Grant.objects.create(
        agreement_id=draft.agreement,
        territories=str(draft.territories),
        languages=list(draft.languages),
        opens_at=opens if isinstance(opens, datetime) else None,
        opens_when=opens.value if isinstance(opens, Symbol) else "",
        closes_at=closes if isinstance(closes, datetime) else None,
        closes_when=closes.value if isinstance(closes, Symbol) else "",
        zone=draft.window.zone,
        exclusivity=draft.exclusivity.value,
        created_at=at,
    )
    models.GrantLine.objects.bulk_create(
        models.GrantLine(grant=row, work_id=work, medium=medium.value)
        for work in draft.works
        for medium in draft.media
    )
    grant = GrantId(row.id)
    events.post([GrantIssued(grant).as_event(EventId(new_id("evt")), at)])
    return grant


@transaction.atomic
def license_works(draft: AgreementDraft, grant: Callable[[AgreementId], GrantDraft], at: datetime) -> GrantId:
    """Make an agreement and give its first grant, both or neither.

    Raises NotADeal, NoSuchDeal.
    """
    return issue_grant(grant(make_agreement(draft, at)), at)


@transaction.atomic
def revoke_grant(grant: GrantId, at: datetime) -> None:
    """Withdraw a right: from now on it is refused, and within two seconds nothing under it is served.

    Withdrawn again, it stays withdrawn since the first time. Raises NoSuchDeal.
    """
    if models.Grant.objects.filter(id=grant, revoked_at=None).update(revoked_at=at):
        media.revoke_licence(grant, at)
        events.post([GrantRevoked(grant).as_event(EventId(new_id("evt")), at)])
    elif not models.Grant.objects.filter(id=grant).exists():
        raise NoSuchDeal(grant)


def get_grant(grant: GrantId) -> Grant:
    """Return a grant.

    Raises NoSuchDeal.
    """
    row = models.Grant.objects.filter(id=grant).prefetch_related("lines").first()
    if row is None:
        raise NoSuchDeal(grant)
    return _grant(row)


def list_grants(work: WorkId | None = None, *, agreement: AgreementId | None = None) -> list[Grant]:
    """Return the grants for a work, under an agreement, or all; the newest first."""
    rows = models.Grant.objects.order_by("-created_at", "-id").prefetch_related("lines")
    rows = rows.filter(lines__work_id=work).distinct() if work else rows
    rows = rows.filter(agreement_id=agreement) if agreement else rows
    return [_grant(row) for row in rows]


def say_clause(grant: Grant) -> Both:
    """Return what a grant says, in a line."""
    return clause_of(grant)


def find_licence(
    work: WorkId, territory: Territory | None, *, medium: Medium = Medium.STREAM, at: datetime
) -> Verdict:
    """Return whether a work may be shown in a territory by a medium at an instant, and what decided it.

    territory: None when the house can't tell where the viewer is.
    """
    rows = models.Grant.objects.filter(lines__work_id=work, lines__medium=medium.value).prefetch_related(
        "lines"
    )
    return decide([_grant(row) for row in rows], territory, at)


def list_licensed_works(
    territory: Territory | None, *, medium: Medium = Medium.STREAM, at: datetime
) -> list[WorkId]:
    """Return the works that may be shown in a territory by a medium at an instant."""
    lines = models.GrantLine.objects.filter(medium=medium.value, grant__revoked_at=None)
    works = sorted(set(lines.values_list("work_id", flat=True)))
    return [
        WorkId(work)
        for work in works
        if find_licence(WorkId(work), territory, medium=medium, at=at).answer is Answer.YES
    ]


def _grant(row: models.Grant) -> Grant:
    lines = sorted(row.lines.all(), key=lambda line: line.pk)
    media_of = {line.medium for line in lines}
    return Grant(
        id=GrantId(row.id),
        agreement=AgreementId(row.agreement_id),
        works=tuple(dict.fromkeys(WorkId(line.work_id) for line in lines)),
        territories=parse_territories(row.territories),
        window=Window(_bound(row.opens_at, row.opens_when), _bound(row.closes_at, row.closes_when), row.zone),
        media=tuple(medium for medium in Medium if medium.value in media_of),
        languages=tuple(row.languages),
        exclusivity=Exclusivity(row.exclusivity),
        revoked_at=row.revoked_at,
    )


def _bound(at: datetime | None, word: str) -> Bound:
    return at if at is not None else Symbol(word)
