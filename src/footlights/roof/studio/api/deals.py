"""Deals and works as a producer works on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import datetime

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    Agreement,
    Commitment,
    Grant,
    GrantDraft,
    Memorandum,
    Partnership,
)
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.ids import CommitmentId, GrantId, MemorandumId, WorkId
from footlights.roof.insight import api as insight
from footlights.roof.insight.types import Figure
from footlights.roof.studio.types import (
    DealLine,
    DealPage,
    Dealt,
    DealtPartnership,
    GivenGrant,
    Today,
    WorkLine,
)

MOST_WORKS = 500


def count_today() -> Today:
    """Return how many works, memoranda, partnerships and standing grants the house has."""
    memoranda = agreements.list_memoranda()
    return Today(
        works=len(works.list_works(limit=MOST_WORKS)),
        memoranda=len(memoranda),
        partnerships=sum(len(agreements.list_partnerships(each.id)) for each in memoranda),
        grants=sum(grant.revoked_at is None for grant in agreements.list_grants()),
    )


def list_deals() -> list[DealLine]:
    """Return every memorandum with how much stands under it."""
    return [_line(memorandum) for memorandum in agreements.list_memoranda()]


def _line(memorandum: Memorandum) -> DealLine:
    bonds = agreements.list_partnerships(memorandum.id)
    return DealLine(
        memorandum,
        partnerships=len(bonds),
        commitments=len(agreements.list_commitments(memorandum.id)),
        agreements=sum(len(agreements.list_agreements(each.id)) for each in bonds),
    )


def get_deal(memorandum: MemorandumId, at: datetime) -> DealPage:
    """Return a memorandum with its partnerships, commitments and their figures, agreements and grants.

    Raises NoSuchDeal.
    """
    bonds = agreements.list_partnerships(memorandum)
    return DealPage(agreements.get_memorandum(memorandum), tuple(_partnership(each, at) for each in bonds))


def reissue_grant(grant: GrantId, at: datetime) -> GrantId:
    """Give a withdrawn right again on the same terms, as a new grant, and return its id.

    Raises NoSuchDeal, NotADeal.
    """
    old = agreements.get_grant(grant)
    terms = {each.name: getattr(old, each.name) for each in fields(GrantDraft)}
    return agreements.issue_grant(GrantDraft(**terms), at)


def list_work_lines() -> list[WorkLine]:
    """Return the works of the house, the popular first, each with its makers and standing grants."""
    standing = Counter(
        work for grant in agreements.list_grants() if grant.revoked_at is None for work in grant.works
    )
    institutions = {each.id: each for each in people.list_institutions()}
    return [
        WorkLine(work, tuple(institutions[each] for each in work.made_by), standing[work.id])
        for work in works.list_works(limit=MOST_WORKS)
    ]


def find_memorandum(commitment: CommitmentId) -> MemorandumId:
    """Return the memorandum that a commitment stands under.

    Raises NoSuchDeal.
    """
    return agreements.get_partnership(agreements.get_commitment(commitment).partnership).memorandum


def _partnership(partnership: Partnership, at: datetime) -> DealtPartnership:
    promised = agreements.list_commitments(partnership.id)
    commitments = [each.id for each in promised]
    return DealtPartnership(
        partnership,
        tuple(people.get_institution(each) for each in partnership.institutions),
        tuple((each, _figure(each, at)) for each in promised),
        tuple(_dealt(each) for each in agreements.list_agreements(partnership.id)),
        tuple(agreements.list_deliverables(commitments)),
        tuple(agreements.list_links(commitments)),
        tuple(
            (each, people.get_institution(each.declared_by), agreements.say_declaration(each))
            for each in agreements.list_declarations([partnership.id])
        ),
    )


def _dealt(agreement: Agreement) -> Dealt:
    held = agreements.list_holdbacks(agreement=agreement.id)
    return Dealt(
        agreement,
        tuple(_given(grant) for grant in agreements.list_grants(agreement=agreement.id)),
        tuple((each, agreements.say_holdback(each)) for each in held),
        is_amended=bool(agreements.list_amendments(agreement.id)),
        statements=tuple(
            (each, insight.still_agrees(each.id)) for each in agreements.list_statements(agreement.id)
        ),
    )


def _figure(commitment: Commitment, at: datetime) -> Figure:
    return insight.get_figure(
        commitment.measure,
        works=commitment.works,
        since=commitment.starts_on,
        until=commitment.due_on,
        at=at,
    )


def _given(grant: Grant) -> GivenGrant:
    titles = {work.id: work.title for work in works.list_works(ids=grant.works, limit=len(grant.works))}
    return GivenGrant(
        grant,
        tuple(titles[WorkId(work)] for work in grant.works if work in titles),
        agreements.say_clause(grant),
    )
