"""Memoranda, partnerships, commitments and agreements."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from footlights.ground.agreements import models
from footlights.ground.agreements.core import drafts
from footlights.ground.agreements.events import MemorandumSigned
from footlights.ground.agreements.types import (
    Agreement,
    AgreementDraft,
    AgreementKind,
    Commitment,
    CommitmentDraft,
    CommitmentKind,
    Memorandum,
    MemorandumDraft,
    NoSuchDeal,
    Partnership,
    PartnershipDraft,
    PartnershipStatus,
    Party,
    Sector,
)
from footlights.ground.events import api as events
from footlights.kernel.ids import (
    AgreementId,
    CommitmentId,
    EventId,
    InstitutionId,
    MemorandumId,
    PartnershipId,
    WorkId,
    new_id,
)
from footlights.kernel.money import Money
from footlights.kernel.text import Both


@transaction.atomic
def sign_memorandum(draft: MemorandumDraft, at: datetime) -> MemorandumId:
    """Sign a memorandum and return its id.

    Raises NotADeal.
    """
    drafts.check_memorandum(draft)
    row = models.Memorandum.objects.create(
        title_en=draft.title.en,
        title_zh=draft.title.zh,
        text_en=draft.text.en,
        text_zh=draft.text.zh,
        sectors=[sector.value for sector in draft.sectors],
        signed_at=draft.signed_at,
        place_en=draft.place.en,
        place_zh=draft.place.zh,
        zone=draft.zone,
        is_binding=draft.is_binding,
        created_at=at,
    )
    for order, party in enumerate(draft.parties):
        row.parties.create(
            institution_id=party.institution,
            order=order,
            signatory_en=party.signatory.en,
            signatory_zh=party.signatory.zh,
            office_en=party.office.en,
            office_zh=party.office.zh,
        )
    memorandum = MemorandumId(row.id)
    events.post([MemorandumSigned(memorandum).as_event(EventId(new_id("evt")), at)])
    return memorandum


def get_memorandum(memorandum: MemorandumId) -> Memorandum:
    """Return a memorandum.

    Raises NoSuchDeal.
    """
    row = models.Memorandum.objects.filter(id=memorandum).first()
    if row is None:
        raise NoSuchDeal(memorandum)
    return _memorandum(row)


def list_memoranda() -> list[Memorandum]:
    """Return every memorandum, the newest signed first."""
    return [_memorandum(row) for row in models.Memorandum.objects.order_by("-signed_at", "id")]


@transaction.atomic
def open_partnership(draft: PartnershipDraft, at: datetime) -> PartnershipId:
    """Open a partnership under a memorandum and return its id.

    Raises NotADeal, NoSuchDeal.
    """
    get_memorandum(draft.memorandum)
    drafts.check_partnership(draft)
    row = models.Partnership.objects.create(
        memorandum_id=draft.memorandum,
        title_en=draft.title.en,
        title_zh=draft.title.zh,
        sector=draft.sector.value,
        status=draft.status.value,
        lead_id=draft.lead,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        region_en=draft.region.en,
        region_zh=draft.region.zh,
        created_at=at,
    )
    row.institutions.add(*draft.institutions)  # type: ignore[arg-type]  # keys are text; the stubs expect int
    return PartnershipId(row.id)


def move_partnership(partnership: PartnershipId, status: PartnershipStatus) -> None:
    """Say how far a partnership has come.

    Raises NoSuchDeal.
    """
    if not models.Partnership.objects.filter(id=partnership).update(status=status.value):
        raise NoSuchDeal(partnership)


def get_partnership(partnership: PartnershipId) -> Partnership:
    """Return a partnership.

    Raises NoSuchDeal.
    """
    row = models.Partnership.objects.filter(id=partnership).first()
    if row is None:
        raise NoSuchDeal(partnership)
    return _partnership(row)


def list_partnerships(memorandum: MemorandumId) -> list[Partnership]:
    """Return the partnerships under a memorandum, in the order in which they were opened."""
    rows = models.Partnership.objects.filter(memorandum_id=memorandum).order_by("created_at", "id")
    return [_partnership(row) for row in rows.prefetch_related("institutions")]


@transaction.atomic
def make_commitment(draft: CommitmentDraft, at: datetime) -> CommitmentId:
    """Make a promise under a partnership and return its id.

    Raises NotADeal, NoSuchDeal.
    """
    get_partnership(draft.partnership)
    drafts.check_commitment(draft)
    row = models.Commitment.objects.create(
        partnership_id=draft.partnership,
        kind=draft.kind.value,
        title_en=draft.title.en,
        title_zh=draft.title.zh,
        measure=draft.measure,
        target=draft.target,
        starts_on=draft.starts_on,
        due_on=draft.due_on,
        created_at=at,
    )
    row.works.add(*draft.works)  # type: ignore[arg-type]  # keys are text; the stubs expect int
    return CommitmentId(row.id)


def get_commitment(commitment: CommitmentId) -> Commitment:
    """Return a commitment.

    Raises NoSuchDeal.
    """
    row = models.Commitment.objects.filter(id=commitment).prefetch_related("works").first()
    if row is None:
        raise NoSuchDeal(commitment)
    return _commitment(row)


def list_commitments(under: MemorandumId | PartnershipId) -> list[Commitment]:
    """Return the commitments under a memorandum or a partnership, the earliest due first."""
    rows = models.Commitment.objects.filter(partnership_id=under) | models.Commitment.objects.filter(
        partnership__memorandum_id=under
    )
    return [_commitment(row) for row in rows.order_by("due_on", "id").prefetch_related("works")]


@transaction.atomic
def make_agreement(draft: AgreementDraft, at: datetime) -> AgreementId:
    """Make an agreement under a partnership, or an amendment to one, and return its id.

    What is amended stays as it was signed. Raises NotADeal, NoSuchDeal.
    """
    get_partnership(draft.partnership)
    drafts.check_agreement(draft)
    if draft.amends:
        drafts.check_amendment(draft, get_agreement(draft.amends), _amendment_of(draft.amends))
    row = models.Agreement.objects.create(
        partnership_id=draft.partnership,
        kind=draft.kind.value,
        title_en=draft.title.en,
        title_zh=draft.title.zh,
        signed_on=draft.signed_on,
        amends_id=draft.amends,
        per_thousand_minor=draft.per_thousand.minor if draft.per_thousand else None,
        currency=draft.per_thousand.currency if draft.per_thousand else "",
        created_at=at,
    )
    for order, (institution, weight) in enumerate(draft.shares):
        row.shares.create(institution_id=institution, order=order, weight=weight)
    return AgreementId(row.id)


def get_agreement(agreement: AgreementId) -> Agreement:
    """Return an agreement as it was signed.

    Raises NoSuchDeal.
    """
    row = models.Agreement.objects.filter(id=agreement).prefetch_related("shares").first()
    if row is None:
        raise NoSuchDeal(agreement)
    return _agreement(row)


def find_terms(agreement: AgreementId, on: date) -> Agreement:
    """Return the agreement or its latest amendment signed by a day: whose shares hold on that day.

    Before the first was signed it is the first. Raises NoSuchDeal.
    """
    terms = get_agreement(agreement)
    while (later := _amendment_of(terms.id)) is not None and later.signed_on <= on:
        terms = later
    return terms


def list_amendments(agreement: AgreementId) -> list[Agreement]:
    """Return what amended an agreement, in turn."""
    found: list[Agreement] = []
    later = _amendment_of(agreement)
    while later is not None:
        found.append(later)
        later = _amendment_of(later.id)
    return found


def _amendment_of(agreement: AgreementId) -> Agreement | None:
    row = models.Agreement.objects.filter(amends_id=agreement).prefetch_related("shares").first()
    return _agreement(row) if row else None


def list_agreements(partnership: PartnershipId | None = None) -> list[Agreement]:
    """Return the agreements of a partnership, or all, the newest signed first."""
    rows = models.Agreement.objects.order_by("-signed_on", "id").prefetch_related("shares")
    return [_agreement(row) for row in (rows.filter(partnership_id=partnership) if partnership else rows)]


def _memorandum(row: models.Memorandum) -> Memorandum:
    return Memorandum(
        id=MemorandumId(row.id),
        title=Both(row.title_en, row.title_zh),
        text=Both(row.text_en, row.text_zh),
        parties=tuple(
            Party(
                InstitutionId(party.institution_id),
                Both(party.signatory_en, party.signatory_zh),
                Both(party.office_en, party.office_zh),
            )
            for party in row.parties.order_by("order")
        ),
        sectors=tuple(Sector(sector) for sector in row.sectors),
        signed_at=row.signed_at,
        place=Both(row.place_en, row.place_zh),
        zone=row.zone,
        is_binding=row.is_binding,
    )


def _partnership(row: models.Partnership) -> Partnership:
    return Partnership(
        id=PartnershipId(row.id),
        memorandum=MemorandumId(row.memorandum_id),
        title=Both(row.title_en, row.title_zh),
        sector=Sector(row.sector),
        institutions=tuple(
            sorted(
                (InstitutionId(each.id) for each in row.institutions.all()),
                key=lambda each: (each != row.lead_id, each),
            )
        ),
        lead=InstitutionId(row.lead_id),
        status=PartnershipStatus(row.status),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        region=Both(row.region_en, row.region_zh),
    )


def _commitment(row: models.Commitment) -> Commitment:
    return Commitment(
        id=CommitmentId(row.id),
        partnership=PartnershipId(row.partnership_id),
        kind=CommitmentKind(row.kind),
        title=Both(row.title_en, row.title_zh),
        measure=row.measure,
        target=row.target,
        starts_on=row.starts_on,
        due_on=row.due_on,
        works=tuple(WorkId(work.id) for work in row.works.all()),
    )


def _agreement(row: models.Agreement) -> Agreement:
    return Agreement(
        id=AgreementId(row.id),
        partnership=PartnershipId(row.partnership_id),
        kind=AgreementKind(row.kind),
        title=Both(row.title_en, row.title_zh),
        signed_on=row.signed_on,
        shares=tuple(
            (InstitutionId(share.institution_id), share.weight)
            for share in sorted(row.shares.all(), key=lambda share: share.order)
        ),
        amends=AgreementId(row.amends_id) if row.amends_id else None,
        per_thousand=None if row.per_thousand_minor is None else Money(row.per_thousand_minor, row.currency),
    )
