"""Grants: give a right, withdraw it, and ask whether something may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Final

from django.db import transaction

from footlights.ground.agreements import models
from footlights.ground.agreements.adapters.turn import take_turn
from footlights.ground.agreements.core import drafts
from footlights.ground.agreements.core.rights import clause_of, decide, find_clash
from footlights.ground.agreements.events import GrantIssued, GrantRevoked
from footlights.ground.agreements.types import (
    AgreementDraft,
    Exclusivity,
    Grant,
    GrantDraft,
    Medium,
    NoSuchDeal,
    NotADeal,
    Verdict,
)
from footlights.ground.events import api as events
from footlights.ground.media import api as media
from footlights.kernel.answer import Answer
from footlights.kernel.ids import AgreementId, EventId, GrantId, WorkId, new_id
from footlights.kernel.territory import Territory, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Symbol, Window

from .deals import make_agreement
from .holdbacks import bound_of, list_holdbacks

_CLASHES: Final = Both(
    "Another agreement already gives a right that can't stand beside this one ({kind}): {clause}.",
    "另一份协议已授予与此冲突的权利（{kind}）：{clause}。",
)
_MAY_CLASH: Final = Both(
    "Another agreement's right may overlap with this one ({kind}), since a date in them is not known yet: {clause}.",
    "另一份协议的权利可能与此重叠（{kind}），因其中的日期尚未确定：{clause}。",
)


@transaction.atomic
def issue_grant(draft: GrantDraft, at: datetime) -> GrantId:
    """Give a right under an agreement and return the grant's id.

    Raises NotADeal, also where an exclusive right of another agreement stands in the way, NoSuchDeal.
    """
    drafts.check_grant(draft)
    if not models.Agreement.objects.filter(id=draft.agreement).exists():
        raise NoSuchDeal(draft.agreement)
    _refuse_clash(draft)
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


def _refuse_clash(draft: GrantDraft) -> None:
    """Raise NotADeal when another agreement's right and this one can't stand side by side."""
    take_turn()
    wanted = Grant(**{each.name: getattr(draft, each.name) for each in fields(GrantDraft)}, id=GrantId(""))
    deal = set(_chain_of(draft.agreement))
    rows = models.Grant.objects.filter(revoked_at=None, lines__work_id__in=draft.works).distinct()
    others = [_grant(row) for row in rows.exclude(agreement_id__in=deal).prefetch_related("lines")]
    clash = find_clash(wanted, others)
    if clash:
        grant, overlap = clash
        said = _CLASHES if overlap is Answer.YES else _MAY_CLASH
        raise NotADeal("exclusivity", said.filled(clause=clause_of(grant), kind=grant.exclusivity.said))


def _chain_of(agreement: AgreementId) -> Iterator[str]:
    """Yield the agreements of one deal: an amendment's rights never clash with those of what it amends."""
    amends = dict(models.Agreement.objects.exclude(amends=None).values_list("id", "amends_id"))
    amended_by = {older: newer for newer, older in amends.items()}
    yield agreement
    for step in (amends, amended_by):
        each = step.get(agreement)
        while each is not None:
            yield each
            each = step.get(each)


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
    held = [each for each in list_holdbacks(work) if medium in each.media] if rows else []
    return decide([_grant(row) for row in rows], territory, at, held)


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
        window=Window(
            bound_of(row.opens_at, row.opens_when), bound_of(row.closes_at, row.closes_when), row.zone
        ),
        media=tuple(medium for medium in Medium if medium.value in media_of),
        languages=tuple(row.languages),
        exclusivity=Exclusivity(row.exclusivity),
        revoked_at=row.revoked_at,
    )
