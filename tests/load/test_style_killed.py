"""kill -9 of the web process while people choose between looks: every answer that was acknowledged is kept, once."""

from __future__ import annotations

import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import House
from tests.load.killing import is_up, kill_web

pytestmark = [pytest.mark.house, pytest.mark.long]
PEOPLE, QUESTIONS = 30, 5
PATIENCE_SECONDS = 180.0
NUMBER, CODES = re.compile(r'name="number" value="(\d+)"'), re.compile(r'name="chosen" value="(\w+)"')


class Respondent:
    """Somebody who answers a study to its end, however often the house falls silent, and notes what was acknowledged."""

    def __init__(self, house: House, study: str) -> None:
        self.page = f"/en/style/{study}"
        self.client = httpx.Client(base_url=house.url, timeout=10)
        self.acknowledged: set[int] = set()
        self.asked_again: list[int] = []

    def ask(self, method: str, page: str, fields: dict[str, str] | None = None) -> httpx.Response | None:
        try:
            reply = self.client.request(method, page, data=fields)
        except httpx.TransportError:
            return None
        return reply if reply.status_code < 500 else None

    def post(self, page: str, fields: dict[str, str]) -> bool:
        token = self.client.cookies.get("csrftoken") or ""
        reply = self.ask("POST", page, {**fields, "csrfmiddlewaretoken": token})
        return reply is not None and reply.status_code == 303 and "/choose" in reply.headers["Location"]

    def answer_all(self, done: threading.Event) -> bool:
        while not done.wait(0.1):
            shown = self.ask("GET", f"{self.page}/choose")
            if shown is None:
                continue
            if shown.status_code == 303:
                if self.ask("GET", self.page) is not None:
                    self.post(self.page, {"age_band": "18-24", "residence": "GB"})
                continue
            number, codes = NUMBER.search(shown.text), CODES.findall(shown.text)
            if number is None:
                return True
            if int(number[1]) in self.acknowledged:
                self.asked_again.append(int(number[1]))
            if self.post(f"{self.page}/choose", {"number": number[1], "chosen": codes[0]}):
                self.acknowledged.add(int(number[1]))
        return False


def test_what_was_acknowledged_is_kept_once_after_every_kill(house: House):
    work = house.do("create_a_work", "Tide line", "潮线", "2026")
    study = house.do("open_a_study", work)["study"]
    people, done, over = (
        [Respondent(house, study) for _ in range(PEOPLE)],
        threading.Event(),
        threading.Event(),
    )
    patience = threading.Timer(PATIENCE_SECONDS * 2, over.set)
    patience.start()
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        killing = pool.submit(kill_web, house, random.Random(3), done)
        ended = [each.result() for each in [pool.submit(person.answer_all, over) for person in people]]
        done.set()
        killed = killing.result()
    patience.cancel()
    for person in people:
        person.client.close()
    house.wait_until(lambda: is_up(house), seconds=PATIENCE_SECONDS)
    held = house.ask("insight", "figure", "style.answers", "--works", work)["value"]
    acknowledged = sum(len(each.acknowledged) for each in people)
    print(f"{killed} kills, {acknowledged} answers acknowledged, {held} held by {sum(ended)} people")
    assert killed >= 1
    assert all(ended)
    assert held == PEOPLE * QUESTIONS
    assert 0 < acknowledged <= held
    assert not [each for each in people if each.asked_again]
