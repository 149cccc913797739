"""The shelf's pages in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from footlights.ground.people import api as people
from footlights.ground.people.types import TieKind
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.text import Both, Language
from footlights.services.shelf import api
from footlights.services.shelf.types import MarkDraft, Privacy, State

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture
def ocean():
    return works.create_work(WorkDraft(WorkKind.DOCUMENTARY, Both("Ocean", "海洋"), year=2025), AT)


def sign_in(name="Chen", *, is_operator=False) -> Client:
    email = f"{name.lower()}@example.org"
    people.create_person(
        email, "a long enough word", name, language=Language.EN, is_operator=is_operator, at=AT
    )
    client = Client()
    assert client.login(username=email, email=email, password="a long enough word")
    return client


def chen_id():
    return people.find_person_by_email("chen@example.org").id


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rating_from_the_works_page_takes_one_tap(ocean, language):
    client = sign_in()
    address = f"/{language}/work/{ocean}"
    assert "shelf-score" in client.get(address).content.decode()
    sent = client.post(f"/{language}/shelf/mark/{ocean}", {"state": "done", "rating": "9", "to": address})
    assert (sent.status_code, sent.headers["Location"]) == (303, address)
    assert api.find_mark(chen_id(), ocean).rating == 9
    client.post(f"/{language}/shelf/mark/{ocean}", {"state": "doing", "to": "https://elsewhere.example/"})
    assert api.find_mark(chen_id(), ocean).rating == 9


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_followed_people_show_is_seen_and_what_they_keep_is_not(ocean, language):
    bo = people.create_person("bo@example.org", None, "Bo", at=AT)
    secret = works.create_work(WorkDraft(WorkKind.FILM, Both("Secret", "秘密")), AT)
    api.mark_work(bo, ocean, MarkDraft(State.DONE, 9, "Deep and blue"), AT)
    api.mark_work(bo, secret, MarkDraft(State.DONE, 2, "Mine alone", privacy=Privacy.PRIVATE), AT)
    client = sign_in()
    address = f"/{language}/shelf/following"
    assert "Deep and blue" not in client.get(address).content.decode()

    people.tie(chen_id(), bo, TieKind.FOLLOW, AT)

    shown = client.get(address).content.decode()
    assert "Deep and blue" in shown
    assert "Mine alone" not in shown
    people.tie(chen_id(), bo, TieKind.BLOCK, AT)
    assert "Deep and blue" not in client.get(address).content.decode()


def test_the_whole_form_keeps_and_refuses(ocean):
    client = sign_in()
    whole = {
        "whole": "1",
        "state": "done",
        "rating": "8",
        "comment": HOSTILE,
        "tags": "sea，deep",
        "privacy": "public",
    }
    assert client.post(f"/en/shelf/mark/{ocean}", whole).status_code == 303
    assert "<script>alert" not in client.get(f"/en/work/{ocean}").content.decode()
    for bad in (
        {"rating": "eleven"},
        {"rating": "99"},
        {"state": "x"},
        {"privacy": "x"},
        {"viewed_on": "soon"},
    ):
        assert client.post(f"/en/shelf/mark/{ocean}", {**whole, **bad}).status_code == 422
    assert api.find_mark(chen_id(), ocean).rating == 8
    assert client.post(f"/en/shelf/mark/{ocean}", {"remove": "1"}).status_code == 303
    assert api.find_mark(chen_id(), ocean) is None


def test_strangers_are_asked_to_sign_in(ocean):
    for path in ("mine", f"mark/{ocean}", f"review/{ocean}", "import", "export", "quarantine"):
        assert Client().get(f"/en/shelf/{path}").status_code == 302
    assert Client().get("/zh/shelf/").status_code == 200


def test_a_review_and_a_list_show_no_script(ocean):
    client = sign_in()
    client.post(f"/en/shelf/review/{ocean}", {"title": HOSTILE, "text": HOSTILE, "privacy": "public"})
    made = client.post("/en/shelf/mine", {"title": HOSTILE}).headers["Location"]
    client.post(made, {"work": ocean, "note": HOSTILE})
    for page in (f"/en/work/{ocean}", made, "/en/shelf/mine", f"/en/shelf/review/{ocean}"):
        text = client.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert Client().get(made).status_code == 200
    assert Client().post(made, {"delete": "1"}).status_code == 200  # a stranger's word changes nothing
    assert client.post(made, {"delete": "1"}).status_code == 303
    assert client.get(made).status_code == 404


def test_the_chart_tells_its_rule_and_what_is_missing(ocean):
    for n in range(5):
        person = people.create_person(
            f"b{n}@example.org", "a long enough word", "Bo", language=Language.EN, at=AT
        )
        api.mark_work(person, ocean, MarkDraft(State.DONE, 9, privacy=Privacy.PRIVATE), AT)
    shown = Client().get("/en/shelf/?kind=documentary&decade=2020").content.decode()
    assert "Ocean" in shown
    assert "few votes are drawn" in shown
    assert "还没有满五票" in Client().get("/zh/shelf/?kind=book&genre=nonsense&decade=x").content.decode()


def test_a_shelf_goes_out_and_comes_in(ocean):
    client = sign_in()
    client.post(f"/en/shelf/mark/{ocean}", {"state": "done", "rating": "9"})
    out = client.get("/en/shelf/export").content
    bo = sign_in("Bo")
    page = bo.post("/en/shelf/import", {"file": SimpleUploadedFile("s.ndjson", out)})
    assert "1 taken in" in page.content.decode()
    assert bo.post("/zh/shelf/import", {"file": SimpleUploadedFile("s.ndjson", b"?")}).status_code == 422
    assert bo.post("/zh/shelf/import", {}).status_code == 422


def test_only_an_operator_lets_votes_count_again(ocean):
    assert sign_in().get("/en/shelf/quarantine").status_code == 403
    operator = sign_in("Aurora", is_operator=True)
    assert operator.get("/zh/shelf/quarantine").status_code == 200
    assert operator.post("/en/shelf/quarantine", {"lift": "7"}).status_code == 303
