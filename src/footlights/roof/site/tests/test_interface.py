"""The interface for programs: it answers what it says it does, and no more than a key's holder may see."""

from __future__ import annotations

import pytest

from footlights.ground.people import api as people
from footlights.kernel.clock import utc_now

from .deal import make_work, sign

pytestmark = pytest.mark.django_db
NEEDS_KEY = ["/api/audience", "/api/statements", "/api/statements/stm-none"]


def key_of(email: str, **facts) -> dict[str, str]:
    """Make an account and a key of it; return the header that sends it."""
    at = utc_now()
    person = people.create_person(email, None, "Aurora", at=at, **facts)
    return {"authorization": f"Bearer {people.make_token(person, 'test', at)[1]}"}


def test_works_are_found_and_told_in_both_languages(client):
    work = make_work("The Quiet Sea", "静海")
    make_work("The Lamplighter", "点灯人")

    assert client.get(f"/api/works/{work}").json()["title"] == {"en": "The Quiet Sea", "zh": "静海"}
    assert [each["id"] for each in client.get("/api/works", {"q": "静海"}).json()] == [work]
    assert len(client.get("/api/works").json()) == 2


def test_promises_carry_their_figure_and_its_command(client):
    memorandum = sign(make_work())

    told = client.get(f"/api/memoranda/{memorandum}/promises").json()[0]

    assert (told["measure"], told["target"], told["value"]) == ("watch.counted_views", 1000, 0)
    assert told["command"].startswith("./footlights insight figure watch.counted_views")
    assert client.get("/api/memoranda").json()[0]["id"] == memorandum


def test_figures_are_asked_for_by_name(client):
    assert "watch.counted_views" in client.get("/api/figures").json()
    assert client.get("/api/figures/watch.starts", {"since": "2026-01-01"}).json()["value"] == 0


@pytest.mark.parametrize("path", NEEDS_KEY)
def test_what_needs_a_key_says_so_in_both_languages(client, path):
    for headers in ({}, {"authorization": "Bearer flt_wrong"}):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 401
        assert set(answer.json()["error"]) == {"en", "zh"}


def test_a_key_reads_what_its_holder_may(client):
    operator = key_of("op@house.example", is_operator=True)

    assert client.get("/api/audience", {"by": "day"}, headers=operator).json() == {"by": "day", "rows": []}
    assert client.get("/api/statements", headers=operator).json() == []
    assert client.get("/api/statements/stm-none", headers=operator).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/works/wrk-none", 404),
        ("/api/memoranda/mem-none/promises", 404),
        ("/api/figures/no.such", 404),
        ("/api/figures/watch.starts?since=yesterday", 400),
        ("/api/works?limit=0", 400),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(client, path, status):
    answer = client.get(path)

    assert answer.status_code == status
    assert answer.json()["error"]["zh"]


def test_nothing_is_written_through_it(client):
    document = client.get("/api/openapi.json").json()

    assert all(set(operations) == {"get"} for operations in document["paths"].values())
    assert client.post("/api/works", {}).status_code == 405


@pytest.mark.parametrize("language", ["en", "zh"])
def test_its_page_tells_every_address(client, language):
    paths = client.get("/api/openapi.json").json()["paths"]

    page = client.get(f"/{language}/developers").content.decode()
    assert all(path in page for path in paths)
