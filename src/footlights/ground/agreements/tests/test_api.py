"""Deals end to end: signed, promised, granted, asked about, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from footlights.ground.agreements import api, models
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CommitmentDraft,
    CommitmentKind,
    GrantDraft,
    Medium,
    MemorandumDraft,
    NoSuchDeal,
    NotADeal,
    PartnershipDraft,
    PartnershipStatus,
    Party,
    Sector,
)
from footlights.ground.media import api as media
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.answer import Answer
from footlights.kernel.ids import GrantId, MemorandumId, PartnershipId, WorkId
from footlights.kernel.territory import CN, GB, Territory, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Symbol, Window, local_window

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
FRANCE = Territory("FR")


def memorandum_draft() -> MemorandumDraft:
    aurora = people.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=AT)
    bo = people.create_institution(Both("East River Opera", "东江歌剧院"), CN, is_invented=True, at=AT)
    return MemorandumDraft(
        title=Both("Films for two audiences", "为两地观众呈现影片"),
        text=Both("The parties show one another's films.", "双方互映影片。"),
        parties=(
            Party(aurora, Both("Aurora", "奥罗拉"), Both("Head of film", "电影部主任")),
            Party(bo, Both("Bo", "博"), Both("Director", "总监")),
        ),
        sectors=(Sector.FILM_TELEVISION, Sector.GAMES),
        signed_at=AT,
        place=Both("Leeds", "利兹"),
        zone="Europe/London",
    )


def open_partnership(memorandum: MemorandumId) -> PartnershipId:
    parties = tuple(party.institution for party in api.get_memorandum(memorandum).parties)
    draft = PartnershipDraft(
        memorandum=memorandum,
        title=Both("Documentaries", "纪录片"),
        sector=Sector.FILM_TELEVISION,
        institutions=parties,
        lead=parties[0],
    )
    return api.open_partnership(draft, AT)


def a_work() -> WorkId:
    return works.create_work(WorkDraft(kind=WorkKind.FILM, title=Both("The Sea", "海")), AT)


def grant(work: WorkId, territories: str = "GB CN", window: Window | None = None) -> GrantId:
    bond = open_partnership(api.sign_memorandum(memorandum_draft(), AT))
    leads = api.get_partnership(bond).lead
    agreement = AgreementDraft(
        bond, AgreementKind.LICENCE_TO_PUBLISH, Both("Licence", "授权"), date(2026, 6, 1), ((leads, 1),)
    )
    return api.license_works(
        agreement,
        lambda made: GrantDraft(
            made,
            (work,),
            parse_territories(territories),
            window or local_window(date(2026, 6, 1), date(2027, 5, 31), "Europe/London"),
        ),
        AT,
    )


def test_a_memorandum_comes_back_as_it_was_signed():
    draft = memorandum_draft()

    signed = api.get_memorandum(api.sign_memorandum(draft, AT))

    assert [getattr(signed, name) for name in MemorandumDraft.__dataclass_fields__] == [
        getattr(draft, name) for name in MemorandumDraft.__dataclass_fields__
    ]
    assert api.list_memoranda() == [signed]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": Both("", "标题")}),
        ("title", {"title": Both("x" * 301, "标题")}),
        ("text", {"text": Both("Text", " ")}),
        ("sectors", {"sectors": ()}),
        ("zone", {"zone": "Mars/Olympus"}),
        ("zone", {"zone": "../../etc/passwd"}),
    ],
)
def test_a_memorandum_that_makes_no_sense_is_refused_and_nothing_is_kept(
    field: str, wrong: dict[str, object]
):
    with pytest.raises(NotADeal) as refusal:
        api.sign_memorandum(replace(memorandum_draft(), **wrong), AT)

    assert refusal.value.field == field
    assert refusal.value.message.en
    assert refusal.value.message.zh
    assert not models.Memorandum.objects.exists()


def test_a_party_cannot_sign_with_itself():
    draft = memorandum_draft()

    with pytest.raises(NotADeal):
        api.sign_memorandum(replace(draft, parties=(draft.parties[0], draft.parties[0])), AT)


def test_a_partnership_moves_on_and_its_commitments_stand_under_the_memorandum():
    memorandum = api.sign_memorandum(memorandum_draft(), AT)
    bond, work = open_partnership(memorandum), a_work()
    promise = CommitmentDraft(
        bond,
        CommitmentKind.DISTRIBUTION,
        Both("Two views", "两次观看"),
        "watch.counted_views",
        2,
        date(2027, 1, 1),
        works=(work,),
    )

    made = api.make_commitment(promise, AT)
    api.move_partnership(bond, PartnershipStatus.UNDER_WAY)

    assert [each.id for each in api.list_commitments(memorandum)] == [made]
    assert api.list_commitments(bond)[0].works == (work,)
    assert api.get_partnership(bond).status is PartnershipStatus.UNDER_WAY


def test_a_grant_lets_a_work_be_shown_where_and_when_it_says():
    work = a_work()
    given = grant(work)

    verdict = api.find_licence(work, CN, at=AT)
    assert (verdict.answer, verdict.grant) == (Answer.YES, given)
    assert verdict.closes_at == datetime(2027, 5, 31, 23, tzinfo=UTC)
    assert api.find_licence(work, FRANCE, at=AT).answer is Answer.NO
    assert api.find_licence(work, CN, medium=Medium.DOWNLOAD, at=AT).answer is Answer.NO
    assert api.find_licence(work, CN, at=datetime(2026, 5, 31, 22, 59, tzinfo=UTC)).answer is Answer.NO
    assert api.find_licence(work, None, at=AT).answer is Answer.UNKNOWN
    assert api.list_licensed_works(GB, at=AT) == [work]
    assert api.list_licensed_works(FRANCE, at=AT) == []


def test_a_work_without_a_grant_is_refused_with_a_reason():
    verdict = api.find_licence(a_work(), GB, at=AT)

    assert verdict.answer is Answer.NO
    assert verdict.grant is None
    assert verdict.reason.zh


def test_a_date_nobody_told_us_is_unknown():
    work = a_work()
    grant(work, "world", Window(AT - timedelta(days=1), Symbol.BROADCAST))

    assert api.find_licence(work, GB, at=AT).answer is Answer.UNKNOWN


def test_a_withdrawn_grant_refuses_from_then_on_and_media_is_told():
    work = a_work()
    given = grant(work)

    api.revoke_grant(given, AT)
    api.revoke_grant(given, AT + timedelta(days=1))

    assert api.find_licence(work, GB, at=AT).answer is Answer.NO
    assert api.get_grant(given).revoked_at == AT
    assert given in media.list_revoked(AT)


def test_an_agreement_whose_grant_is_refused_is_not_kept_either():
    bond = open_partnership(api.sign_memorandum(memorandum_draft(), AT))
    lead = api.get_partnership(bond).lead
    draft = AgreementDraft(bond, AgreementKind.SERVICE, Both("A", "甲"), date(2026, 6, 1), ((lead, 1),))

    with pytest.raises(NotADeal):
        api.license_works(
            draft, lambda made: GrantDraft(made, (), parse_territories("GB"), Window(AT, Symbol.OPEN)), AT
        )

    assert not models.Agreement.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda: api.get_memorandum(MemorandumId("mou-x")),
        lambda: api.get_partnership(PartnershipId("par-x")),
        lambda: api.get_grant(GrantId("grt-x")),
        lambda: api.revoke_grant(GrantId("grt-x"), AT),
        lambda: api.move_partnership(PartnershipId("par-x"), PartnershipStatus.CLOSED),
    ],
)
def test_a_deal_that_is_not_there_is_said_so(act):
    with pytest.raises(NoSuchDeal):
        act()
