"""Deals from a plain spreadsheet: columns guessed and put right, problems by cell, grants all or none."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Exclusivity, Medium
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.territory import parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Symbol, local_window
from footlights.services.exchange import api, models
from footlights.services.exchange.adapters.files import read_content
from footlights.services.exchange.core.headers import guess
from footlights.services.exchange.types import BadFile, DeliveryDraft, Field, NotTakenIn, Severity
from tests.command import run_command
from tests.producer import producer

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENGLISH = ["No.", "Film title", "Territory", "Start date", "End date", "Rights", "Exclusive?", "Language"]
CHINESE = ["序号", "片名 Title", "授权地区", "起始日期", "截止日期", "播放方式", "是否独家", "语种"]
ROW = [1, "The Tide", "UK, China", "2026-12-01", "28/02/2027", "SVOD", "Yes", "English"]


def sheet(*rows, headers=ENGLISH, above=()):
    """Return a spreadsheet with these rows."""
    book = Workbook()
    book.active.title = "Deals"
    for row in (*above, headers, *rows):
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def receive(content, name="deals.xlsx"):
    return api.receive(DeliveryDraft(name, content, "Asia/Shanghai"), None, AT)


@pytest.fixture
def tide():
    return works.create_work(WorkDraft(WorkKind.FILM, Both("The Tide", "潮汐"), year=2025), AT)


@pytest.mark.parametrize(
    "headers", [ENGLISH, CHINESE, [f"{zh} / {en}" for en, zh in zip(ENGLISH, CHINESE, strict=True)]]
)
def test_columns_are_guessed_by_their_names_in_either_language(headers):
    assert guess(headers) == {
        Field.TITLE: 1, Field.TERRITORIES: 2, Field.OPENS: 3, Field.CLOSES: 4, Field.MEDIUM: 5, Field.EXCLUSIVITY: 6,
        Field.LANGUAGES: 7,
    }  # fmt: skip


def test_columns_are_guessed_by_what_people_call_them_by_the_way():
    called = ["Film", "Where", "From", "Until", "Kind of right", "Fee"]

    assert guess(called) == {
        Field.TITLE: 0, Field.TERRITORIES: 1, Field.OPENS: 2, Field.CLOSES: 3, Field.MEDIUM: 4,
    }  # fmt: skip


@given(st.lists(st.text(max_size=20), max_size=30))
def test_no_column_is_guessed_twice(headers):
    found = guess(headers)

    assert len(set(found.values())) == len(found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (ENGLISH, ROW),
        (
            ENGLISH,
            [
                1,
                "The Tide",
                "GB; CN",
                date(2026, 12, 1),
                "28 February 2027",
                "streaming",
                "exclusive",
                "en",
            ],
        ),  # as Excel keeps a day
        (CHINESE, [1, "潮汐", "英国、中国大陆", "2026年12月1日", "2027/2/28", "流媒体", "独家", "英语"]),
    ],
)
def test_a_row_becomes_the_grant_that_it_tells_of(deal, tide, headers, row):
    delivery = receive(sheet(row, headers=headers, above=[["Our deals"], []]))
    preview = api.open_delivery(delivery)
    assert [each for each in preview.report.problems if each.severity is Severity.ERROR] == []
    [grant] = api.take_in(delivery, deal, preview.matches, AT)
    given_ = agreements.get_grant(grant)

    assert given_.works == (tide,)
    assert given_.territories == parse_territories("GB CN")
    assert given_.window == local_window(date(2026, 12, 1), date(2027, 2, 28), "Asia/Shanghai")
    assert (given_.media, given_.languages) == ((Medium.STREAM,), ("en",))
    assert given_.exclusivity is Exclusivity.EXCLUSIVE


@pytest.mark.parametrize(
    ("text", "read"),
    [("worldwide", "world"), ("World except France, DE", "world except DE FR"), ("全球除美国外", "world except US"),
     ("Hong Kong SAR China & Macau", "HK MO"), ("英国", "GB"), ("GB CN", "CN GB"), ("英国 香港", "GB HK"), ("法国、德国", "DE FR")],
)  # fmt: skip
def test_territories_are_read_by_name_and_by_code(text, read):
    from footlights.services.exchange.core.deals import read_offers  # beside its use

    content = sheet([1, "The Tide", text, "2026-12-01", "", "", "", ""])
    [offer] = read_offers(read_content(content, "d.xlsx"), "UTC").offers

    assert offer.territories == parse_territories(read)
    assert offer.window.closes is Symbol.OPEN


@pytest.mark.parametrize(
    ("place", "value", "rule", "where"),
    [
        (1, "", "title", "B4"), (2, "Atlantis", "territories", "C4"), (2, "", "territories", "C4"),
        (3, "31/02/2027", "opens", "D4"), (3, "", "opens", "D4"), (4, "soon", "closes", "E4"),
        (4, "2026-01-01", "window.order", "E4"), (5, "smoke", "medium", "F4"), (6, "perhaps", "exclusivity", "G4"),
        (7, "Elvish", "languages", "H4"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_a_cell_that_can_not_be_read_is_told_by_its_place_and_nothing_is_granted(
    deal, tide, place, value, rule, where
):
    wrong = [*ROW[:place], value, *ROW[place + 1 :]]
    delivery = receive(sheet(ROW, ["", *ROW[1:]], wrong))
    preview = api.open_delivery(delivery)
    errors = [each for each in preview.report.problems if each.severity is Severity.ERROR]

    assert [(each.rule, each.where) for each in errors] == [(rule, f"Deals!{where}")]
    assert errors[0].message.en
    assert errors[0].message.zh
    with pytest.raises(NotTakenIn):
        api.take_in(delivery, deal, {"The Tide": tide}, AT)
    assert agreements.list_grants(tide) == []


def test_a_day_that_could_be_read_either_way_is_read_day_first_and_told():
    document = read_content(sheet([1, "The Tide", "GB", "03/04/2027", "05/05/2027", "", "", ""]), "d.xlsx")

    assert [(each.rule, each.where, each.severity) for each in document.problems] == [
        ("date", "Deals!D2", Severity.WARNING)
    ]
    assert "2027-04-03" in document.problems[0].message.en
    assert document.lines[0].text("Start") == "2027-04-03"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_as_chinese_and_british_machines_write_it(encoding, separator):
    lines = [CHINESE, ["1", "潮汐", "英国", "2026-12-01", "2027-02-28", "点播", "否", "中文"]]
    content = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    document = read_content(content, "deals.csv")

    assert document.problems == ()
    assert document.lines[0].text("TitleInternalAlias") == "潮汐"
    assert document.lines[0].cells["Territory"][0].where == "C2"


@pytest.mark.django_db
def test_columns_put_right_on_the_page_decide_and_the_guess_is_forgotten(deal, tide):
    client = producer()
    content = sheet(["The Tide", "GB", "2026-12-01", "2027-02-28"], headers=["A", "B", "C", "D"])
    sent = client.post("/en/exchange/", {"file": SimpleUploadedFile("deals.xlsx", content), "zone": "UTC"})
    address = sent.headers["Location"]
    guessed = client.get(address).content.decode()
    assert "No column was chosen" in guessed
    assert (
        client.post(address, {"columns": "1", "column-title": "1", "column-territories": "1"}).status_code
        == 422
    )

    chosen = {
        "columns": "1",
        "column-title": "0",
        "column-territories": "1",
        "column-opens": "2",
        "column-closes": "3",
    }
    assert client.post(address, chosen).status_code == 303
    page = client.get(address).content.decode()
    assert "No column was chosen" not in page
    assert agreements.list_grants(tide) == []
    assert client.post(address, {"agreement": deal, "work-0": tide}).status_code == 303
    assert len(agreements.list_grants(tide)) == 1
    assert client.post(address, chosen).status_code == 422
    assert client.get(address.replace("/en/", "/zh/")).status_code == 200


@pytest.mark.django_db
def test_the_command_takes_a_mapping_and_refuses_one_that_names_what_is_not_there(
    deal, tide, tmp_path, capsys
):
    file, mapping = tmp_path / "deals.xlsx", tmp_path / "mapping.json"
    file.write_bytes(sheet(["The Tide", "GB", "2026-12-01", "2027-02-28"], headers=["A", "B", "C", "D"]))
    words = ["exchange", "import", str(file), "--agreement", deal, "--mapping", str(mapping), "--json"]
    for wrong in ('{"title": "Z"}', '{"colour": "A"}', "[]", "no"):
        mapping.write_text(wrong)
        assert run_command(words) == 1
    assert run_command(["exchange", "import", str(file), "--agreement", deal]) == 1
    assert agreements.list_grants(tide) == []
    capsys.readouterr()

    mapping.write_text('{"title": "A", "territories": "B", "opens": "C", "closes": "d"}')
    assert run_command(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["columns"] == {"title": "A", "territories": "B", "opens": "C", "closes": "D"}
    assert [grant.id for grant in agreements.list_grants(tide)] == told["grants"]
    assert models.Delivery.objects.get(id=told["delivery"]).grants == told["grants"]


@given(st.binary(max_size=400))
def test_any_bytes_called_csv_are_read_or_refused_in_words(content):
    try:
        document = read_content(content, "a.csv")
    except BadFile:
        return
    assert document.form == "plain"
    assert document.sheet
