"""kill -9 of the web process while people talk: every message that was acknowledged is there, once, and in order."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import House
from tests.load.killing import is_up, kill_web
from tests.pages.forms import forms_of

pytestmark = [pytest.mark.house, pytest.mark.long]
PASSWORD = "a tall ship and a star"
TALKERS, MESSAGES = 5, 14
PATIENCE_SECONDS = 180.0


class Talker:
    """Somebody who says one thing after another, and notes what was acknowledged."""

    def __init__(self, house: House, email: str, ticket: str) -> None:
        self.ticket, self.email = ticket, email
        self.client = httpx.Client(base_url=house.url, timeout=10, follow_redirects=True)
        self.kept: dict[str, str] = {}

    def sign_in(self) -> None:
        page = self.client.get("/en/account/login/")
        form = next(form for form in forms_of(page.text) if "password" in form.fields)
        sent = {**form.fields, "login": self.email, "password": PASSWORD}
        assert "/login" not in str(self.client.post("/en/account/login/", data=sent).url)

    def talk(self) -> None:
        """Say each thing until it is acknowledged; one that may have arrived is not said again."""
        for number in range(MESSAGES):
            time.sleep(1.15)
            token = self.client.cookies.get("csrftoken") or ""
            sent = {
                "ticket": self.ticket,
                "form": "chat",
                "text": f"{self.email} {number}",
                "csrfmiddlewaretoken": token,
            }
            try:
                reply = self.client.post("/en/talk/say", data=sent, headers={"Accept": "application/json"})
            except httpx.TransportError:
                continue
            if reply.status_code == 201:
                said = reply.json()["saying"]
                self.kept[said["id"]] = said["text"]


def test_what_was_acknowledged_is_there_after_every_kill(house: House):
    told = house.do("seat_talkers", str(TALKERS), PASSWORD)
    talkers = [Talker(house, email, told["ticket"]) for email in told["emails"]]
    for each in talkers:
        each.sign_in()
    done = threading.Event()
    with ThreadPoolExecutor(TALKERS + 1) as pool:
        killing = pool.submit(kill_web, house, random.Random(8), done)
        for each in [pool.submit(talker.talk) for talker in talkers]:
            each.result()
        done.set()
        killed = killing.result()
    house.wait_until(lambda: is_up(house), seconds=PATIENCE_SECONDS)
    held = {each["id"]: each["text"] for each in house.do("list_room", told["subject"])["said"]}
    kept = {name: text for each in talkers for name, text in each.kept.items()}
    print(f"{killed} kills, {len(kept)} messages acknowledged, {len(held)} held")
    assert killed >= 1
    assert kept
    assert kept.items() <= held.items()
    numbers = house.do("list_room", told["subject"])["numbers"]
    assert numbers == sorted(set(numbers))
