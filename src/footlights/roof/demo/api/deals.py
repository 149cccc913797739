"""What the demo's parties agreed: memorandum, partnerships, promises with their evidence, licences."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CampaignLinkDraft,
    CommitmentDraft,
    DeclarationDraft,
    DeliverableDraft,
    GrantDraft,
    Medium,
    MemorandumDraft,
    Partnership,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.kernel.ids import CommitmentId, InstitutionId, MemorandumId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.territory import parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import local_window
from footlights.roof.demo.core import script
from footlights.services.race import api as race

SIGNED_AT: Final = datetime(2026, 5, 15, 9, 30, tzinfo=UTC)
_FIRST_DAY: Final = date(2026, 6, 1)
_LAST_DAY: Final = date(2029, 5, 31)
_PRICE: Final = Money(3_500, "GBP")  # for a thousand counted views


def sign(institutions: dict[str, InstitutionId], at: datetime) -> MemorandumId:
    """Return the demo's memorandum, signed if it is not yet."""
    if known := find_memorandum():
        return known
    draft = MemorandumDraft(
        title=script.TITLE,
        text=script.TEXT,
        parties=tuple(Party(institutions[key], *script.SIGNATORIES[key]) for key in ("lantern", "office")),
        sectors=tuple(Sector),
        signed_at=SIGNED_AT,
        place=script.PLACE,
        zone="Europe/London",
    )
    return agreements.sign_memorandum(draft, at)


def find_memorandum() -> MemorandumId | None:
    """Return the demo's memorandum, or None in a house that has none."""
    return next((each.id for each in agreements.list_memoranda() if each.title == script.TITLE), None)


def open_partnerships(
    memorandum: MemorandumId, institutions: dict[str, InstitutionId], at: datetime
) -> dict[str, Partnership]:
    """Return the demo's partnerships by key, opened if they are not yet."""
    known = {each.title: each for each in agreements.list_partnerships(memorandum)}
    for title, sector, (lead, other), status, region in script.PARTNERSHIPS.values():
        if title not in known:
            opened = agreements.open_partnership(
                PartnershipDraft(
                    memorandum=memorandum,
                    title=title,
                    sector=sector,
                    institutions=(institutions[lead], institutions[other]),
                    lead=institutions[lead],
                    status=status,
                    starts_on=_FIRST_DAY,
                    ends_on=_LAST_DAY,
                    region=region,
                ),
                at,
            )
            known[title] = agreements.get_partnership(opened)
    return {key: known[row[0]] for key, row in script.PARTNERSHIPS.items()}


def license_films(
    partnership: Partnership,
    title: Both,
    works: list[WorkId],
    shares: tuple[tuple[InstitutionId, int], ...],
    at: datetime,
    *,
    media: tuple[Medium, ...] = (Medium.STREAM,),
) -> None:
    """Give works to Britain and China for three years, unless that is done."""
    if title in (each.title for each in agreements.list_agreements(partnership.id)):
        return
    agreements.license_works(
        AgreementDraft(
            partnership=partnership.id,
            kind=AgreementKind.LICENCE_TO_PUBLISH,
            title=title,
            signed_on=_FIRST_DAY,
            shares=shares,
            per_thousand=_PRICE,
        ),
        lambda made: GrantDraft(
            agreement=made,
            works=tuple(works),
            territories=parse_territories("GB CN"),
            window=local_window(_FIRST_DAY, _LAST_DAY, "Europe/London"),
            media=media,
        ),
        at,
    )


def promise(
    bonds: dict[str, Partnership],
    institutions: dict[str, InstitutionId],
    films: dict[str, WorkId],
    at: datetime,
) -> None:
    """Make the demo's commitments, and what stands beside them, unless that is done."""
    due = (at + timedelta(days=365)).date()
    made: list[CommitmentId] = []
    for key, kind, title, measure, target, counted in script.COMMITMENTS:
        bond = bonds[key]
        known = next((each.id for each in agreements.list_commitments(bond.id) if each.title == title), None)
        draft = CommitmentDraft(
            partnership=bond.id,
            kind=kind,
            title=title,
            measure=measure,
            target=target,
            due_on=due,
            works=tuple(films[film] for film in counted if film in films),
        )
        made.append(known or agreements.make_commitment(draft, at))
    _add_evidence(made, bonds, institutions, at)


def _add_evidence(
    made: list[CommitmentId],
    bonds: dict[str, Partnership],
    institutions: dict[str, InstitutionId],
    at: datetime,
) -> None:
    if not agreements.list_deliverables(made):
        for place, title, days, is_delivered, is_approved in script.DELIVERABLES:
            due = (SIGNED_AT + timedelta(days=days)).date()
            asked = agreements.ask_deliverable(DeliverableDraft(made[place], title, due), at)
            if is_delivered:
                agreements.deliver(asked, due)
            if is_approved:
                agreements.approve(asked, institutions["lantern"], due + timedelta(days=9))
    if not agreements.list_links(made):
        links = [
            agreements.make_link(CampaignLinkDraft(made[place], title, target), at)
            for place, title, target in script.LINKS
        ]
        race.link_place("gullhaven", links[-1])
    if not agreements.list_declarations([each.id for each in bonds.values()]):
        for key, subject, region, amount, currency, by in script.DECLARATIONS:
            agreements.declare(
                DeclarationDraft(
                    bonds[key].id, subject, region, amount, institutions[by], _FIRST_DAY, currency
                ),
                at,
            )
