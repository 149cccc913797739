"""The pages of talk: boxes that post, the queue, and what strangers may not."""

from __future__ import annotations

import pytest
from django.test import Client

from footlights.ground.people import api as people
from footlights.ground.talk import api
from footlights.ground.talk.tests.cast import NOON, PASSWORD
from footlights.ground.talk.types import State

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
SUBJECT = "live:x"


def client_of(person) -> Client:
    client, email = Client(), people.get_person(person).email
    assert client.login(username=email, email=email, password=PASSWORD)
    return client


def sending(form="chat", text="Bravo", **more) -> dict[str, str]:
    return {"ticket": api.ticket_for(SUBJECT), "form": form, "text": text, "to": "/en/you", **more}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_form_without_script_leads_back_to_what_was_said(chen, language):
    sent = client_of(chen).post(f"/{language}/talk/say", sending())
    (said,) = api.list_messages(SUBJECT)
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/en/you#{said.id}")


def test_a_script_gets_the_saying_or_the_reason(chen):
    client = client_of(chen)
    sent = client.post("/zh/talk/say", sending("danmaku", "前方高能", at_seconds="61.5"), **JSON)
    assert sent.status_code == 201
    assert (sent.json()["saying"]["at_seconds"], sent.json()["note"]) == (61.5, None)
    held = client.post("/en/talk/say", sending("comment", "you moron"), **JSON).json()
    assert held["saying"]["state"] == "held"
    assert "moderator" in held["note"]["en"]
    for status, wrong in (
        (422, sending(text="")),
        (422, sending("song")),
        (422, sending("danmaku", "no moment", at_seconds="-3")),
        (404, sending() | {"ticket": "forged"}),
        (404, sending("comment", "to nobody", reply_to="say-000000000000000f-h")),
    ):
        refused = client.post("/en/talk/say", wrong, **JSON)
        assert refused.status_code == status, refused.content
        assert status == 404 or refused.json()["error"]["zh"]


def test_what_was_refused_is_given_back(chen):
    refused = client_of(chen).post("/en/talk/say", sending(text="kill yourself " + HOSTILE))
    assert refused.status_code == 422
    assert "kill yourself" in refused.content.decode()
    assert "<script>alert" not in refused.content.decode()


def test_strangers_read_and_are_asked_to_sign_in(chen):
    said = api.post_message(SUBJECT, chen, "Bravo", NOON)
    page = Client().get(f"/en/talk/room/{api.ticket_for(SUBJECT)}")
    assert "Bravo" in page.content.decode()
    assert "data-say" not in page.content.decode()
    assert Client().post("/en/talk/say", sending(), **JSON).status_code == 403
    for path in (f"saying/{said.id}/remove", f"saying/{said.id}/report", "queue"):
        assert Client().get(f"/en/talk/{path}").status_code == 302
    assert Client().get("/en/talk/room/forged").status_code == 404


def test_a_post_from_another_site_is_refused(chen):
    client = Client(enforce_csrf_checks=True)
    email = people.get_person(chen).email
    client.login(username=email, email=email, password=PASSWORD)
    assert client.post("/en/talk/say", sending()).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_reaches_the_queue_where_it_is_decided(chen, bo, aurora, language):
    said = api.post_comment(SUBJECT, chen, HOSTILE, NOON)
    reporter, moderator = client_of(bo), client_of(aurora.person)
    address = f"/{language}/talk/saying/{said.id}/report"
    assert reporter.get(address).status_code == 200
    assert reporter.post(address, {"reason": "dull"}).status_code == 422
    assert reporter.post(address, {"reason": "spam", "to": "/en/you"}).status_code == 303
    queue = moderator.get(f"/{language}/talk/queue").content.decode()
    assert said.id in queue
    assert "<script>alert" not in queue
    assert moderator.post(f"/{language}/talk/queue", {"remove": said.id}).status_code == 303
    assert api.get_saying(said.id).state is State.REMOVED
    assert moderator.post(f"/{language}/talk/queue", {"keep": said.id}).status_code == 303
    assert api.get_saying(said.id).state is State.SHOWN
    assert moderator.post(f"/{language}/talk/queue", {"slow": SUBJECT, "seconds": "30"}).status_code == 303
    assert api.get_room(SUBJECT).slow_seconds == 30
    assert moderator.post(f"/{language}/talk/queue", {"keep": "say-none"}).status_code == 404
    assert reporter.get(f"/{language}/talk/queue").status_code == 403


def test_only_author_and_moderator_may_delete(chen, bo, aurora):
    said = api.post_comment(SUBJECT, chen, "Mine", NOON)
    address = f"/en/talk/saying/{said.id}/remove"
    assert client_of(bo).post(address).status_code == 403
    assert client_of(aurora.person).get(address).status_code == 200
    assert client_of(chen).post(address, {"to": "https://elsewhere.example/"}).headers["Location"] == "/en/"
    assert api.get_saying(said.id).state is State.REMOVED


def test_the_player_gets_its_danmaku_window_by_window(chen, bo):
    api.post_danmaku(SUBJECT, chen, "early", NOON, at_seconds=10)
    api.post_danmaku(SUBJECT, bo, "late", NOON, at_seconds=310)
    asked = {"ticket": api.ticket_for(SUBJECT)}
    first = Client().get("/talk/danmaku.json", asked).json()
    assert [each["text"] for each in first["sayings"]] == ["early"]
    assert (first["number"], first["until"]) == (2, 300)
    assert [e["text"] for e in Client().get("/talk/danmaku.json", {**asked, "since": "300"}).json()["sayings"]] == ["late"]  # fmt: skip
    assert Client().get("/talk/danmaku.json", {"ticket": "forged"}).status_code == 404
    assert Client().get("/talk/danmaku.json", {"ticket": api.ticket_for("none")}).json()["sayings"] == []


def test_earlier_messages_are_a_page_away(chen, bo):
    for number in range(60):
        api.post_message(SUBJECT, [chen, bo][number % 2], f"message {number}.", NOON.replace(minute=number))
    page = Client().get(f"/zh/talk/room/{api.ticket_for(SUBJECT)}").content.decode()
    assert "message 10." in page
    assert "message 9." not in page
    assert "before=11" in page
    earlier = Client().get(f"/zh/talk/room/{api.ticket_for(SUBJECT)}", {"before": "11"}).content.decode()
    assert "message 9." in earlier
