"""kill -9 of the web process while people talk: every message that was acknowledged is there, once, and in order."""

from __future__ import annotations

import itertools
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import House
from tests.load.killing import KILLS, is_up, kill_web_in_mid_act
from tests.load.visitors import PATIENCE_SECONDS, Visitor

pytestmark = [pytest.mark.house, pytest.mark.long]
PASSWORD = "a tall ship and a star"
TALKERS = 5
PAUSE_SECONDS = 1.15


class Talker(Visitor):
    """Somebody who says one thing after another, and notes what was acknowledged."""

    def __init__(self, house: House, email: str, ticket: str) -> None:
        super().__init__(house)
        self.ticket, self.email = ticket, email
        self.said: dict[str, str] = {}

    def talk(self, done: threading.Event) -> None:
        """Say one thing after another until it is done; one that may have arrived is not said again."""
        for number in itertools.count():
            if done.wait(PAUSE_SECONDS):
                return
            told = {
                "ticket": self.ticket,
                "form": "chat",
                "text": f"{self.email} {number}",
                "csrfmiddlewaretoken": self.client.cookies.get("csrftoken") or "",
            }
            try:
                reply = self.client.post("/en/talk/say", data=told, headers={"Accept": "application/json"})
            except httpx.TransportError:
                continue
            if reply.status_code == 201:
                saying = reply.json()["saying"]
                self.said[saying["id"]] = saying["text"]


def test_what_was_acknowledged_is_there_after_every_kill(house: House):
    told = house.do("seat_talkers", str(TALKERS), PASSWORD)
    talkers = [Talker(house, email, told["ticket"]) for email in told["emails"]]
    for talker in talkers:
        talker.sign_in(talker.email, PASSWORD)
    done = threading.Event()
    with ThreadPoolExecutor(TALKERS) as pool:
        talking = [pool.submit(talker.talk, done) for talker in talkers]
        try:
            killed = kill_web_in_mid_act(
                house, random.Random(8), lambda: sum(len(talker.said) for talker in talkers)
            )
        finally:
            done.set()
        for talk in talking:
            talk.result()
    house.wait_until(lambda: is_up(house), seconds=PATIENCE_SECONDS)
    for talker in talkers:
        talker.client.close()
    room = house.do("list_room", told["subject"])
    held = {each["id"]: each["text"] for each in room["said"]}
    said = {name: text for talker in talkers for name, text in talker.said.items()}
    print(f"{killed} kills, {len(said)} messages acknowledged, {len(held)} held")
    assert killed >= KILLS // 2
    assert len(said) >= KILLS
    assert said.items() <= held.items()
    assert room["numbers"] == sorted(set(room["numbers"]))
