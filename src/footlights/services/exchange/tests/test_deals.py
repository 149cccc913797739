"""Rights that come in from a file, and go out as one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    Exclusivity,
    Grant,
    GrantDraft,
    Medium,
)
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import Work, WorkDraft, WorkKind
from footlights.kernel.ids import AgreementId, GrantId, WorkId, new_id
from footlights.kernel.territory import Territory, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Symbol, Window, local_window
from footlights.services.exchange import api, rights
from footlights.services.exchange.adapters.excel import write_workbook
from footlights.services.exchange.adapters.files import read_content
from footlights.services.exchange.adapters.xml import write_tree
from footlights.services.exchange.core import rules
from footlights.services.exchange.core.deals import read_offers, write_lines
from footlights.services.exchange.types import DeliveryDraft, NotTakenIn
from tests.producer import producer

from .files import EIDR, tree, workbook

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def tide():
    draft = WorkDraft(WorkKind.FILM, Both("The Tide", "潮汐"), year=2025, identifiers={"eidr": EIDR})
    return works.create_work(draft, AT)


def receive(content, zone="Asia/Shanghai"):
    return api.receive(DeliveryDraft("avails.xlsx", content, zone), None, AT)


@pytest.mark.django_db
def test_lines_that_differ_only_in_format_or_territory_become_one_grant(deal, tide):
    delivery = receive(workbook({}, {"FormatProfile": "SD"}, {"Territory": "CN"}))
    preview = api.open_delivery(delivery)

    assert preview.matches == {EIDR: tide}
    [grant] = api.take_in(delivery, deal, preview.matches, AT)
    given = agreements.get_grant(grant)
    assert given.works == (tide,)
    assert given.territories == parse_territories("GB CN")
    assert given.window == local_window(date(2026, 12, 1), date(2027, 2, 28), "Asia/Shanghai")
    assert given.media == (Medium.STREAM,)
    assert given.languages == ("en", "zh-Hans")
    assert given.exclusivity is Exclusivity.EXCLUSIVE


@pytest.mark.django_db
def test_a_title_alone_finds_its_work(tide):
    preview = api.open_delivery(receive(workbook({"TitleID": ""})))

    assert list(preview.matches.values()) == [tide]


@pytest.mark.django_db
def test_a_file_is_taken_in_once(deal, tide):
    delivery = receive(workbook())
    api.take_in(delivery, deal, {EIDR: tide}, AT)

    with pytest.raises(NotTakenIn):
        api.take_in(delivery, deal, {EIDR: tide}, AT)
    assert len(agreements.list_grants(tide)) == 1


@pytest.mark.django_db
def test_a_file_with_a_fault_in_its_rights_grants_nothing(deal, tide):
    delivery = receive(workbook({}, {"Territory": "JJ"}))

    with pytest.raises(NotTakenIn, match="JJ"):
        api.take_in(delivery, deal, {EIDR: tide}, AT)
    assert agreements.list_grants(tide) == []


@pytest.mark.django_db
def test_a_clash_of_exclusive_rights_keeps_the_whole_file_out(deal, tide):
    terms = agreements.get_agreement(deal)
    other = agreements.make_agreement(
        AgreementDraft(terms.partnership, terms.kind, terms.title, terms.signed_on, terms.shares), AT
    )
    window = Window(AT, AT + timedelta(days=300), "UTC")
    agreements.issue_grant(
        GrantDraft(other, (tide,), parse_territories("GB"), window, exclusivity=Exclusivity.EXCLUSIVE), AT
    )
    delivery = receive(workbook({"Territory": "FR"}, {"Exclusive": "No"}))

    with pytest.raises(NotTakenIn):
        api.take_in(delivery, deal, {EIDR: tide}, AT)
    assert len(agreements.list_grants(tide)) == 1


def test_what_grants_nothing_says_why():
    reading = read_offers(
        read_content(
            workbook(
                {"EntryType": "Full Delete"}, {"Territory": "GB-ENG"}, {"Start": "ESTStart", "End": "TBD"}
            ),
            "a.xlsx",
        ),
        "UTC",
    )

    assert len(reading.left_out) == 2
    assert [offer.window.closes for offer in reading.offers] == [Symbol.TBD]


def test_an_open_end_stays_open():
    [offer] = read_offers(read_content(tree(), "a.xml"), "Europe/London").offers

    assert offer.window.closes is Symbol.OPEN


INSTANTS = st.integers(0, 45_000_000).map(
    lambda minutes: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
GRANTS = st.builds(
    lambda opens, days, closes, codes, world, media, tongues, kind, zone: Grant(
        agreement=AgreementId("agr-1"),
        works=(WorkId("w"),),
        territories=parse_territories(
            ("world except " if world and codes else "world" if world else "") + " ".join(codes)
        ),
        window=Window(opens, closes or opens + timedelta(days=days), zone),
        media=tuple(media),
        languages=tuple(sorted(tongues)),
        exclusivity=kind,
        id=GrantId("grt-1"),
    ),
    INSTANTS,
    st.integers(1, 3000),
    st.sampled_from([None, None, Symbol.OPEN, Symbol.EST_START]),
    st.sets(st.sampled_from(["GB", "CN", "HK", "FR"]), min_size=1),
    st.booleans(),
    st.lists(st.sampled_from(Medium), min_size=1, unique=True),
    st.sets(st.sampled_from(["en", "zh-Hans", "cy"])),
    st.sampled_from(Exclusivity),
    st.sampled_from(["Europe/London", "Asia/Shanghai", "UTC"]),
)


@given(GRANTS)
def test_what_is_written_is_read_again_as_the_same_right(grant):
    work = Work(
        WorkId(new_id("wrk")), WorkKind.FILM, Both("The Tide", "潮汐"), (), "en", 2025, 5400, Both("", ""), (), (),
        (), {"eidr": EIDR}, None, (), 0,
    )  # fmt: skip
    lines = write_lines(grant, work, licensor="Northlight")

    for content in (write_workbook(lines, AT), write_tree([lines])):
        document = read_content(content, "a")
        assert [each for each in rules.check(document) if each.severity.value != "note"] == []
        offers = read_offers(document, "UTC").offers
        assert {offer.medium for offer in offers} == set(grant.media)
        for offer in offers:
            assert offer.work == work.id
            assert offer.territories == grant.territories
            assert offer.window == grant.window
            assert offer.languages == grant.languages
            assert offer.exclusivity is grant.exclusivity


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_producer_looks_before_anything_is_granted(deal, tide, language):
    client = producer()
    file = SimpleUploadedFile("avails.xlsx", workbook())
    sent = client.post(f"/{language}/exchange/", {"file": file, "zone": "Asia/Shanghai"})
    assert sent.status_code == 303
    page = client.get(sent.headers["Location"])
    assert EIDR in page.content.decode()
    assert agreements.list_grants(tide) == []

    taken = client.post(sent.headers["Location"], {"agreement": deal, "work-0": tide})
    assert taken.status_code == 303
    assert len(agreements.list_grants(tide)) == 1
    for form in ("xlsx", "xml"):
        out = client.get(f"/{language}/exchange/agreement/{deal}.{form}")
        assert read_content(out.content, "a").lines


@pytest.mark.django_db
def test_a_bad_file_is_refused_and_nobody_else_may_look():
    client = producer()
    bad = client.post("/en/exchange/", {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0")})

    assert bad.status_code == 422
    assert "97–2003" in bad.content.decode()
    assert Client().get("/en/exchange/").status_code == 302


@pytest.mark.django_db
def test_a_person_is_exported_and_taken_off_what_they_handed_in():
    person = people.create_person("bo@example.org", "a long password 9", "Bo", at=AT)
    api.receive(DeliveryDraft("a.xlsx", workbook(), "UTC"), person, AT)

    assert [each["file"] for each in rights.export_person(person)["deliveries"]] == ["a.xlsx"]
    rights.erase_person(person, AT)
    assert rights.export_person(person) == {"deliveries": []}
    assert len(api.list_deliveries()) == 1


def test_a_territory_that_is_excluded_is_not_granted():
    columns = [*workbook_columns(), "TerritoryExclusion"]
    [offer] = read_offers(
        read_content(workbook({"Territory": "", "TerritoryExclusion": "CN"}, columns=columns), "a.xlsx"),
        "UTC",
    ).offers

    assert Territory("CN") not in offer.territories
    assert Territory("FR") in offer.territories


def workbook_columns():
    from .files import SOUND

    return list(SOUND)
