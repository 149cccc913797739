"""Consult through its pages, its record and its rights."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.test import Client

from footlights.ground.people import api as people
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Language
from footlights.services.consult import api, rights
from footlights.services.consult.types import BadCases, NoSuchConsultation
from tests.shared import SHARED, needs_shared

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
BEGIN = {"age": "30", "sex": "female", "agrees": "yes"}


def begin(client=None, language="en", **told) -> tuple[Client, str]:
    client = client or Client()
    sent = client.post(f"/{language}/consult/", {**BEGIN, **told})
    assert sent.status_code == 303
    return client, sent.headers["Location"]


def ident(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_bubble_result_and_note_carries_the_mark(language):
    client, address = begin(language=language)
    mark = api.get_mark().said_in(language)
    client.post(address, {"text": "sore throat"})
    for _ in range(15):
        client.post(address, {"text": "no"})
    page = client.get(address).content.decode()
    theirs = page.count('class="bubble bubble-them')
    assert theirs >= 3
    assert page.count('class="bubble-mark"') == theirs == page.count(mark)
    assert mark in client.get(f"{address}/note").content.decode()
    assert client.get(f"{address}/note.pdf").content.startswith(b"%PDF")
    assert mark in client.get(f"/{language}/consult/").content.decode()
    assert mark in client.get(f"/{language}/consult/knowledge").content.decode()
    assert api.is_demonstration()


def test_nothing_begins_without_consent_or_with_a_wrong_age():
    client = Client()
    assert client.post("/en/consult/", {"age": "30"}).status_code == 422
    assert client.post("/en/consult/", {**BEGIN, "age": "200"}).status_code == 422
    assert client.post("/en/consult/", {**BEGIN, "age": "abc"}).status_code == 422
    assert api.count_consultations((), None, None) == 0


def test_a_consultation_is_its_persons_alone_and_can_be_gone_on_with():
    client, address = begin()
    client.post(address, {"text": "a headache"})
    assert Client().get(address).status_code == 403
    assert Client().post(address, {"text": "hello"}).status_code == 403
    assert "I understood: headache" in client.get(address).content.decode()
    assert address in client.get("/en/consult/").content.decode()
    client.post(address, {"text": "x" * 15_000})
    assert "too long" in client.get(address).content.decode()


def test_hostile_words_are_shown_as_words():
    client, address = begin()
    client.post(address, {"text": '<script>alert("x")</script> sore throat'})
    page = client.get(address).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_record_replays_bit_for_bit_and_tells_when_it_was_changed():
    client, address = begin()
    for text in ("发烧，咳嗽", "没有", "是", "不确定", "😀", "no"):
        client.post(address, {"text": text})
    done = api.replay(ident(address))
    assert (done.turns, done.identical) == (7, True)
    turns = apps.get_model("consult", "Turn").objects.filter(consultation_id=ident(address))
    turns.filter(number=2).update(text="有")
    changed = api.replay(ident(address))
    assert not changed.identical
    assert 2 in changed.differing
    with pytest.raises(NoSuchConsultation):
        api.replay("cns-none")


def test_a_persons_consultations_can_be_taken_out_and_erased():
    email = "chen@example.org"
    chen = people.create_person(email, "a long enough word", "Chen", language=Language.EN, at=AT)
    client = Client()
    assert client.login(username=email, email=email, password="a long enough word")
    _, address = begin(client)
    client.post(address, {"text": "sore throat"})
    assert rights.export_person(chen)["consultations"][0]["turns"][1]["text"] == "sore throat"
    rights.erase_person(chen, utc_now())
    assert rights.export_person(chen) == {"consultations": []}
    assert client.get(address).status_code == 404


def test_cases_are_evaluated_from_what_may_be_read_alone(tmp_path):
    file = tmp_path / "cases.jsonl"
    told = {
        "id": "a",
        "text": "sore throat and runny nose, no fever",
        "age": 25,
        "sex": "F",
        "vitals": {"temperature_c": 36.8},
    }
    hinted = {
        **told,
        "id": "b",
        "diagnosis": "Appendicitis",
        "acceptable": ["Appendicitis"],
        "urgency": "emergency",
    }
    shock = {
        "id": "c",
        "text": "feels faint",
        "vitals": {"systolic_bp": 70},
        "findings_present": ["cough"],
        "findings_absent": ["fever", 3],
    }
    file.write_text("\n".join(map(json.dumps, (told, hinted, shock))), "utf-8")
    done = api.evaluate_file(file)
    one, other, third = done["cases"]
    assert {**one, "id": ""} == {**other, "id": ""}
    assert one["conditions"][0]["name"]["en"].startswith("Common cold")
    assert third["triage"] == "emergency"
    assert "hemodynamic" in third["red_flags"]
    assert {"cough"} <= set(third["present"])
    assert "fever" in third["absent"]
    assert done["totals"]["cases"] == 3
    extracted = api.extract_file(file, Language.ZH)["cases"][0]
    assert extracted["id"] == "a"
    assert "发烧" in extracted["absent"]
    file.write_text("nonsense", "utf-8")
    with pytest.raises(BadCases):
        api.evaluate_file(file)


@needs_shared("consult/vignettes_redflags_dev.jsonl")
def test_every_critical_case_is_an_emergency_and_no_routine_one_is():
    path = SHARED / "consult/vignettes_redflags_dev.jsonl"
    tiers = {case["id"]: case["tier"] for case in map(json.loads, path.read_text("utf-8").splitlines())}
    done = {case["id"]: case["triage"] for case in api.evaluate_file(path)["cases"]}
    assert [name for name, tier in tiers.items() if tier == "critical" and done[name] != "emergency"] == []
    assert [name for name, tier in tiers.items() if tier == "routine" and done[name] == "emergency"] == []
