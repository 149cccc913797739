"""What is shown for a promise besides its figure: deliverables, campaign links and declarations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from footlights.ground.agreements import models
from footlights.ground.agreements.core import drafts
from footlights.ground.agreements.core.declarations import said
from footlights.ground.agreements.events import LinkFollowed
from footlights.ground.agreements.types import (
    CampaignLink,
    CampaignLinkDraft,
    Declaration,
    DeclarationDraft,
    Deliverable,
    DeliverableDraft,
    NoSuchDeal,
    NotADeal,
    Region,
    Subject,
)
from footlights.ground.events import api as events
from footlights.kernel.ids import (
    CampaignLinkId,
    CommitmentId,
    DeclarationId,
    DeliverableId,
    EventId,
    InstitutionId,
    PartnershipId,
    Pseudonym,
    WorkId,
    new_id,
)
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both


def ask_deliverable(draft: DeliverableDraft, at: datetime) -> DeliverableId:
    """Write down a piece of content that a commitment owes and return its id.

    Raises NotADeal, NoSuchDeal.
    """
    drafts.check_deliverable(draft)
    _need_commitment(draft.commitment)
    row = models.Deliverable.objects.create(
        commitment_id=draft.commitment,
        title_en=draft.title.en,
        title_zh=draft.title.zh,
        due_on=draft.due_on,
        created_at=at,
    )
    return DeliverableId(row.id)


@transaction.atomic
def deliver(deliverable: DeliverableId, on: date) -> None:
    """Say that a deliverable came, on a day; said again, the first day stays. Raises NoSuchDeal."""
    if not models.Deliverable.objects.filter(id=deliverable, delivered_on=None).update(delivered_on=on):
        get_deliverable(deliverable)


@transaction.atomic
def approve(deliverable: DeliverableId, by: InstitutionId, on: date) -> None:
    """Say that an institution of the partnership approved what was delivered; said again, the first stays.

    Raises NotADeal before it was delivered and for a stranger, NoSuchDeal.
    """
    known = get_deliverable(deliverable)
    if known.approved_on:
        return
    if known.delivered_on is None or on < known.delivered_on:
        raise NotADeal(
            "approved_on", Both("It has to be delivered before it is approved.", "须先交付，方可验收。")
        )
    partnership = models.Partnership.objects.get(commitments=known.commitment)
    if not partnership.institutions.filter(id=by).exists():
        raise NotADeal("approved_by", Both("A partner approves it.", "须由合作机构验收。"))
    models.Deliverable.objects.filter(id=deliverable, approved_on=None).update(
        approved_on=on, approved_by_id=by
    )


def get_deliverable(deliverable: DeliverableId) -> Deliverable:
    """Return a deliverable.

    Raises NoSuchDeal.
    """
    row = models.Deliverable.objects.filter(id=deliverable).first()
    if row is None:
        raise NoSuchDeal(deliverable)
    return _deliverable(row)


def list_deliverables(commitments: Sequence[CommitmentId]) -> list[Deliverable]:
    """Return what some commitments owe, the earliest due first."""
    rows = models.Deliverable.objects.filter(commitment_id__in=commitments).order_by("due_on", "id")
    return [_deliverable(row) for row in rows]


def make_link(draft: CampaignLinkDraft, at: datetime) -> CampaignLinkId:
    """Make a campaign's link and return its id.

    Raises NotADeal, NoSuchDeal.
    """
    drafts.check_link(draft)
    _need_commitment(draft.commitment)
    row = models.CampaignLink.objects.create(
        commitment_id=draft.commitment,
        title_en=draft.title.en,
        title_zh=draft.title.zh,
        target=draft.target,
        created_at=at,
    )
    return CampaignLinkId(row.id)


@transaction.atomic
def follow_link(link: CampaignLinkId, viewer: Pseudonym, territory: Territory | None, at: datetime) -> str:
    """Note that somebody follows a campaign's link and return where it leads.

    It counts once per viewer in each UTC half-hour. Raises NoSuchDeal.
    """
    row = models.CampaignLink.objects.filter(id=link).first()
    if row is None:
        raise NoSuchDeal(link)
    half_hour = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
    models.Follow.objects.get_or_create(link=row, viewer=viewer, half_hour=half_hour)
    events.post([LinkFollowed(link, viewer, territory).as_event(EventId(new_id("evt")), at)])
    return row.target


def count_follows(works: Sequence[WorkId] = (), since: date | None = None, until: date | None = None) -> int:
    """Return how often campaign links were followed from a day on until a day, both included, in UTC.

    works: only links of commitments to one of these; all when none is named.
    """
    rows = models.Follow.objects.all()
    rows = rows.filter(link__commitment__works__in=works).distinct() if works else rows
    rows = rows.filter(half_hour__date__gte=since) if since else rows
    rows = rows.filter(half_hour__date__lte=until) if until else rows
    return rows.count()


def list_links(commitments: Sequence[CommitmentId]) -> list[CampaignLink]:
    """Return the links of some commitments, the oldest first."""
    rows = models.CampaignLink.objects.filter(commitment_id__in=commitments).order_by("created_at", "id")
    return [
        CampaignLink(
            id=CampaignLinkId(row.id),
            commitment=CommitmentId(row.commitment_id),
            title=Both(row.title_en, row.title_zh),
            target=row.target,
        )
        for row in rows
    ]


def declare(draft: DeclarationDraft, at: datetime) -> DeclarationId:
    """Write down what an institution declares and return its id; what it declared before stays beside it.

    Raises NotADeal, NoSuchDeal.
    """
    drafts.check_declaration(draft)
    partnership = models.Partnership.objects.filter(id=draft.partnership).first()
    if partnership is None:
        raise NoSuchDeal(draft.partnership)
    if not partnership.institutions.filter(id=draft.declared_by).exists():
        raise NotADeal("declared_by", Both("A partner declares it.", "须由合作机构申报。"))
    row = models.Declaration.objects.create(
        partnership=partnership,
        subject=draft.subject.value,
        region=draft.region.value,
        amount=draft.amount,
        currency=draft.currency.upper(),
        declared_by_id=draft.declared_by,
        declared_on=draft.declared_on,
        created_at=at,
    )
    return DeclarationId(row.id)


def list_declarations(partnerships: Sequence[PartnershipId]) -> list[Declaration]:
    """Return what was declared under some partnerships, the newest first; the superseded say so."""
    rows = models.Declaration.objects.filter(partnership_id__in=partnerships)
    found: list[Declaration] = []
    seen: set[tuple[str, str, str, str, str]] = set()
    for row in rows.order_by("-declared_on", "-created_at", "-id"):
        key = (row.partnership_id, row.subject, row.region, row.currency, row.declared_by_id)
        found.append(_declaration(row, is_superseded=key in seen))
        seen.add(key)
    return found


def say_declaration(declaration: Declaration) -> Both:
    """Return what was declared in words: £150,000.00 in Scotland, or 12 jobs in Wales."""
    return said(declaration)


def _need_commitment(commitment: CommitmentId) -> None:
    if not models.Commitment.objects.filter(id=commitment).exists():
        raise NoSuchDeal(commitment)


def _deliverable(row: models.Deliverable) -> Deliverable:
    return Deliverable(
        id=DeliverableId(row.id),
        commitment=CommitmentId(row.commitment_id),
        title=Both(row.title_en, row.title_zh),
        due_on=row.due_on,
        delivered_on=row.delivered_on,
        approved_on=row.approved_on,
        approved_by=InstitutionId(row.approved_by_id) if row.approved_by_id else None,
    )


def _declaration(row: models.Declaration, *, is_superseded: bool) -> Declaration:
    return Declaration(
        id=DeclarationId(row.id),
        partnership=PartnershipId(row.partnership_id),
        subject=Subject(row.subject),
        region=Region(row.region),
        amount=row.amount,
        currency=row.currency,
        declared_by=InstitutionId(row.declared_by_id),
        declared_on=row.declared_on,
        is_superseded=is_superseded,
    )
