"""Deliverables, campaign links, declarations and amendments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footlights.ground.agreements import api
from footlights.ground.agreements.events import FOLLOWED
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CampaignLinkDraft,
    CommitmentDraft,
    CommitmentKind,
    DeclarationDraft,
    DeliverableDraft,
    DeliverableState,
    NoSuchDeal,
    NotADeal,
    Region,
    Subject,
)
from footlights.ground.events import api as events
from footlights.ground.people import api as people
from footlights.kernel.ids import CampaignLinkId, CommitmentId, PartnershipId, Pseudonym
from footlights.kernel.territory import GB
from footlights.kernel.text import Both

from .test_api import AT, memorandum_draft, open_partnership

pytestmark = pytest.mark.django_db
JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def bond() -> PartnershipId:
    return open_partnership(api.sign_memorandum(memorandum_draft(), AT))


@pytest.fixture
def promise(bond) -> CommitmentId:
    draft = CommitmentDraft(
        bond, CommitmentKind.CONTENT, Both("Scripts", "剧本"), "works.on_stage", 2, AUGUST
    )
    return api.make_commitment(draft, AT)


def test_a_deliverable_is_due_then_delivered_then_approved_by_a_partner(bond, promise):
    asked = api.ask_deliverable(DeliverableDraft(promise, Both("First script", "首部剧本"), JULY), AT)
    lead = api.get_partnership(bond).lead
    stranger = people.create_institution(Both("Elsewhere", "别处"), GB, is_invented=True, at=AT)

    with pytest.raises(NotADeal, match="delivered before"):
        api.approve(asked, lead, JULY)
    assert api.get_deliverable(asked).state is DeliverableState.DUE
    api.deliver(asked, JUNE)
    api.deliver(asked, JULY)
    assert api.get_deliverable(asked).delivered_on == JUNE
    with pytest.raises(NotADeal, match="A partner approves"):
        api.approve(asked, stranger, JULY)
    api.approve(asked, lead, JULY)
    api.approve(asked, lead, AUGUST)

    [found] = api.list_deliverables([promise])
    assert (found.state, found.approved_on, found.approved_by) == (DeliverableState.APPROVED, JULY, lead)


@pytest.mark.parametrize(
    "target",
    ["http://example.org/", "javascript:alert(1)", "//evil.example", "https://", "https://a@b.example/", "x",
     "https://example.org/\n", "/a b", "https://[", "/\\evil.example"],
)  # fmt: skip
def test_a_campaign_link_leads_by_https_or_into_the_house_and_nowhere_else(promise, target):
    with pytest.raises(NotADeal) as refused:
        api.make_link(CampaignLinkDraft(promise, Both("Poster", "海报"), target), AT)

    assert refused.value.field == "target"
    assert not api.list_links([promise])


def test_following_a_link_is_told_to_the_house_and_leads_on(promise):
    link = api.make_link(CampaignLinkDraft(promise, Both("Poster", "海报"), "/en/watch/"), AT)

    assert api.follow_link(link, Pseudonym("p"), GB, AT) == "/en/watch/"
    assert api.follow_link(link, Pseudonym("p"), None, AT) == "/en/watch/"
    waiting = [row for row in events.list_waiting(10) if row[1] == FOLLOWED]
    assert [link in row[3] for row in waiting] == [True, True]
    assert api.count_follows() == 1
    api.follow_link(link, Pseudonym("q"), GB, AT)
    api.follow_link(link, Pseudonym("p"), GB, AT + timedelta(minutes=30))
    assert api.count_follows(since=AT.date(), until=AT.date()) == 3
    assert api.count_follows(until=AT.date() - timedelta(days=1)) == 0
    with pytest.raises(NoSuchDeal):
        api.follow_link(CampaignLinkId("lnk-none"), Pseudonym("p"), GB, AT)


def test_what_was_declared_stays_beside_what_supersedes_it(bond):
    lead = api.get_partnership(bond).lead
    first = DeclarationDraft(bond, Subject.SPEND, Region.SCOTLAND, 120_000_00, lead, JUNE, "GBP")

    api.declare(first, AT)
    api.declare(replace(first, amount=150_000_00, declared_on=JULY), AT)
    api.declare(DeclarationDraft(bond, Subject.JOBS, Region.SCOTLAND, 12, lead, JUNE), AT)

    found = {(each.subject, each.amount): each.is_superseded for each in api.list_declarations([bond])}
    assert found == {
        (Subject.SPEND, 150_000_00): False,
        (Subject.SPEND, 120_000_00): True,
        (Subject.JOBS, 12): False,
    }


@pytest.mark.parametrize(
    "change", [{"amount": -1}, {"currency": ""}, {"currency": "POUND"}, {"subject": Subject.JOBS}]
)
def test_a_declaration_that_makes_no_sense_is_refused(bond, change):
    lead = api.get_partnership(bond).lead
    draft = DeclarationDraft(bond, Subject.SPEND, Region.WALES, 5, lead, JUNE, "GBP")

    with pytest.raises(NotADeal):
        api.declare(replace(draft, **change), AT)
    assert not api.list_declarations([bond])


def test_an_amendment_supersedes_from_its_day_on_and_what_was_signed_stays(bond):
    one, other = api.get_partnership(bond).institutions
    first = AgreementDraft(
        bond, AgreementKind.LICENCE_TO_PUBLISH, Both("Licence", "授权"), JUNE, ((one, 60), (other, 40))
    )
    signed = api.make_agreement(first, AT)
    amendment = replace(
        first,
        title=Both("First amendment", "第一补充协议"),
        signed_on=JULY,
        shares=((one, 1), (other, 1)),
        amends=signed,
    )
    amended = api.make_agreement(amendment, AT)

    assert api.get_agreement(signed).shares == first.shares
    assert api.find_terms(signed, date(2026, 5, 1)).id == signed
    assert api.find_terms(signed, date(2026, 6, 30)).id == signed
    assert api.find_terms(signed, JULY).id == amended
    assert [each.id for each in api.list_amendments(signed)] == [amended]
    with pytest.raises(NotADeal, match="amended already"):
        api.make_agreement(amendment, AT)
    with pytest.raises(NotADeal, match="before what it amends"):
        api.make_agreement(replace(amendment, amends=amended, signed_on=JUNE), AT)
