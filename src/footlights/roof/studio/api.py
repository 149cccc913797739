"""The door to the studio: the deals as a producer works on them."""

from __future__ import annotations

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Agreement, Grant, Memorandum, Partnership
from footlights.ground.works import api as works
from footlights.kernel.ids import WorkId

from .types import DealPage, DealtPartnership, GivenGrant


def list_deals() -> list[DealPage]:
    """Return every memorandum with its partnerships, commitments, agreements and grants."""
    return [_deal(memorandum) for memorandum in agreements.list_memoranda()]


def _deal(memorandum: Memorandum) -> DealPage:
    bonds = agreements.list_partnerships(memorandum.id)
    return DealPage(memorandum, tuple(_partnership(each) for each in bonds))


def _partnership(partnership: Partnership) -> DealtPartnership:
    return DealtPartnership(
        partnership,
        tuple(agreements.list_commitments(partnership.id)),
        tuple((each, _grants(each)) for each in agreements.list_agreements(partnership.id)),
    )


def _grants(agreement: Agreement) -> tuple[GivenGrant, ...]:
    return tuple(_given(grant) for grant in agreements.list_grants(agreement=agreement.id))


def _given(grant: Grant) -> GivenGrant:
    titles = {work.id: work.title for work in works.list_works(ids=grant.works, limit=len(grant.works))}
    return GivenGrant(
        grant,
        tuple(titles[WorkId(work)] for work in grant.works if work in titles),
        agreements.say_clause(grant),
    )
