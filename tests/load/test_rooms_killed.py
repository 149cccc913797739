"""kill -9 of the web process in mid-act: what was told and rated, once acknowledged, is there."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.house import House
from tests.load.killing import is_up, kill_web
from tests.load.visitors import PATIENCE_SECONDS, Visitor

pytestmark = [pytest.mark.house, pytest.mark.long]
PASSWORD = "a tall ship and a star"
ACTS = 14


class Patient(Visitor):
    """Tells a consultation one thing after another."""

    address = ""

    def act(self) -> None:
        while not self.address:
            form = self.form("/en/consult/", "agrees")
            begun = self.send(
                "/en/consult/", {**form.fields, "age": "34", "sex": "female", "agrees": "yes"}, ""
            )
            self.address = begun.headers["Location"] if begun else ""
        self.kept.clear()
        self.unknown.clear()
        for number in range(ACTS):
            time.sleep(0.5)
            token = self.form(self.address, "text").fields["csrfmiddlewaretoken"]
            said = f"my neighbour walks dog number {number}"
            self.send(self.address, {"csrfmiddlewaretoken": token, "text": said}, said)

    def check(self) -> None:
        shown = self.page(self.address).text
        for said in self.kept:
            assert shown.count(f"{said}<") == 1, said
        for said in self.unknown:
            assert shown.count(f"{said}<") <= 1, said


class Rater(Visitor):
    """Rates a work again and again; what was acknowledged last is what stands."""

    def __init__(self, house: House, work: str) -> None:
        super().__init__(house)
        self.work = work
        self.stands: set[str] = set()

    def act(self) -> None:
        for number in range(ACTS):
            time.sleep(0.4)
            rating = str(number % 10 + 1)
            form = self.form(f"/en/shelf/mark/{self.work}", "comment")
            form.fields.pop("remove", None)  # a button that nobody presses
            told = {**form.fields, "state": "done", "rating": rating, "comment": f"take {number}"}
            kept = self.send(f"/en/shelf/mark/{self.work}", told, rating)
            self.stands = {f"take {number}"} if kept else {*self.stands, f"take {number}"}

    def check(self) -> None:
        page = self.page(f"/en/shelf/mark/{self.work}").text
        found = re.search(r'<textarea id="comment"[^>]*>([^<]*)', page)
        assert found
        assert found[1].strip() in self.stands


def test_what_the_rooms_acknowledged_is_there_after_every_kill(house: House):
    told = house.do("seat_talkers", "1", PASSWORD)
    work = house.do("create_a_work", "The Tide", "潮", "2025")
    rater = Rater(house, work)
    rater.sign_in(told["emails"][0], PASSWORD)
    visitors: list[Patient | Rater] = [rater, Patient(house), Patient(house)]
    done = threading.Event()
    acts: list[Callable[[], None]] = [each.act for each in visitors]
    with ThreadPoolExecutor(len(acts) + 1) as pool:
        killing = pool.submit(kill_web, house, random.Random(7), done)
        for each in [pool.submit(act) for act in acts]:
            each.result()
        done.set()
        killed = killing.result()
    house.wait_until(lambda: is_up(house), seconds=PATIENCE_SECONDS)
    kept, unknown = (
        sum(map(len, each)) for each in zip(*((v.kept, v.unknown) for v in visitors), strict=True)
    )
    print(f"{killed} kills, {kept} acts acknowledged, {unknown} that may have arrived")
    assert killed >= 3
    assert kept >= 20
    for visitor in visitors:
        visitor.check()
    for visitor in visitors:
        visitor.client.close()
