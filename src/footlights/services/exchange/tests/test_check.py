"""What the exchange finds wrong with a file, and what it lets pass."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.ids import check_character
from footlights.services.exchange import api
from footlights.services.exchange.adapters.files import read_content
from footlights.services.exchange.core import codes, identifiers, rules
from footlights.services.exchange.types import BadFile
from tests.command import run_command

from .files import EIDR, tree, workbook


def found(content, name="a.xlsx"):
    return [(each.rule, each.where) for each in rules.check(read_content(content, name))]


def test_a_sound_spreadsheet_and_a_sound_tree_have_no_problem():
    assert found(workbook()) == []
    assert found(tree()) == []


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("TitleID", "10.5240/:1489-49A2-3956-4B2D-BEFK-6", "identifier.form"),
        ("TitleID", "10.5240/8FF3-1C20-84F5-F247-8BCD-F", "identifier.check"),
        ("TitleID", "10.2340/8FF3-1C20-84F5-F247-8BCD-E", "identifier.form"),
        ("ContentID", "md:cid:eidr-s::8FF3-1C20-84F5-F247-8BCD-E", "identifier.form"),
        ("ALID", "md:alid:", "identifier.form"),
        ("Territory", "0", "territory"),
        ("Territory", "JJ", "territory"),
        ("AllowedLanguages", "en, XYZ", "language"),
        ("LicenseType", "SWOD", "vocabulary"),
        ("FormatProfile", "HQ", "vocabulary"),
        ("Start", "soon", "date"),
        ("Start", "2026-02-30", "date"),
        ("End", "2026-11-01", "window.order"),
        ("End", "TBD", "window.condition"),
        ("PriceCurrency", "QQQ", "currency"),
        ("DisplayName", "", "required"),
    ],
)
def test_a_fault_is_told_with_its_cell(column, text, rule):
    problems = found(workbook({}, {column: text}))

    assert (rule, column) in [(name, where_column(where)) for name, where in problems]
    assert all(where.startswith("Avails!") and where.endswith("5") for _, where in problems)


def where_column(where: str) -> str:
    from openpyxl.utils import column_index_from_string

    from .files import SOUND

    letters = where.partition("!")[2].rstrip("0123456789")
    return list(SOUND)[column_index_from_string(letters) - 1]


def test_guidance_and_blank_rows_are_no_lines():
    assert len(read_content(workbook({}, {}), "a.xlsx").lines) == 2


def test_the_structure_of_a_tree_is_checked():
    assert [rule for rule, _ in found(tree(kind="episode"))] == ["structure"]
    assert [rule for rule, _ in found(tree(asset="Episode"))] == ["structure"] * 3


def test_a_tree_reads_nothing_from_outside(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    hostile = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'.encode() + tree().replace(
        b"Northlight", b"&x;"
    )

    with pytest.raises(BadFile):
        read_content(hostile, "a.xml")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0old", b"<a/>", b"<"]
)
def test_what_is_no_file_of_avails_is_refused_in_both_languages(content):
    with pytest.raises(BadFile) as refused:
        read_content(content, "a")

    assert refused.value.message.en
    assert refused.value.message.zh


@given(
    st.text("0123456789ABCDEF", min_size=20, max_size=20),
    st.integers(0, 19),
    st.sampled_from("0123456789ABCDEF"),
)
def test_one_slip_in_an_eidr_is_always_found(digits, place, other):
    fours = [digits[i : i + 4] for i in range(0, 20, 4)]
    sound = "-".join([*fours, check_character(digits.lower()).upper()])
    slipped = digits[:place] + other + digits[place + 1 :]
    wrong = "-".join([*[slipped[i : i + 4] for i in range(0, 20, 4)], sound[-1]])

    for spelling in ("10.5240/{}", "urn:eidr:10.5240:{}", "md:cid:eidr-s:{}", "md:alid:eidr-x:{}:part"):
        assert identifiers.find_fault(spelling.format(sound)) is None
        assert (identifiers.find_fault(spelling.format(wrong)) is None) == (slipped == digits)


def test_an_isan_is_held_to_its_check_characters():
    # The example of ISO 15706-2: ISAN 0000-0000-D07A-0090-Q-0000-0000-X
    assert identifiers.find_fault("ISAN 0000-0000-D07A-0090-Q-0000-0000-X") is None
    assert identifiers.find_fault("ISAN 0000-0000-D07A-0091-Q-0000-0000-X") is not None


@pytest.mark.parametrize("tag", ["en", "EN", "es-419", "cmn", "zh-Hans", "zh-Hant-HK", "yue", "pt-BR"])
def test_a_registered_language_passes(tag):
    assert codes.find_language_fault(tag) is None


@pytest.mark.parametrize("tag", ["XYZ", "ENg", "fr-xx", "english", "e", "zh_Hans"])
def test_a_language_that_no_registry_knows_is_found(tag):
    assert codes.find_language_fault(tag)


def test_the_command_prints_one_document_for_all_files(tmp_path, capsys):
    sound, faulty, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.txt"
    sound.write_bytes(workbook())
    faulty.write_bytes(workbook({"TitleID": EIDR.replace("8FF3", "8FF4")}))
    other.write_text("no file of avails")

    status = run_command(["exchange", "check", str(sound), str(faulty), str(other), "--json"])

    told = json.loads(capsys.readouterr().out)["files"]
    assert status == 1
    assert [(each["version"], each["rows"], len(each["problems"])) for each in told] == [
        ("1.8", 1, 0),
        ("1.8", 1, 1),
        ("", 0, 1),
    ]
    assert set(told[1]["problems"][0]) == {"severity", "rule", "where", "message"}
    assert set(told[1]["problems"][0]["message"]) == {"en", "zh"}


def test_a_missing_column_is_told_once():
    columns = [name for name in workbook_columns() if name != "FormatProfile"]
    problems = found(workbook(columns=columns))

    assert problems.count(("column.missing", "Avails!2")) == 1


def workbook_columns():
    from .files import SOUND

    return list(SOUND)


def test_a_file_that_is_not_there_is_a_problem_not_a_fault(tmp_path):
    assert api.check_file(tmp_path / "gone.xlsx").problems[0].rule == "file"
