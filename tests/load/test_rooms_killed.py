"""kill -9 of the web process in mid-act: what was told and rated, once acknowledged, is there."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import House
from tests.load.killing import is_up, kill_web
from tests.pages.forms import Form, forms_of

pytestmark = [pytest.mark.house, pytest.mark.long]
PASSWORD = "a tall ship and a star"
ACTS, PATIENCE_SECONDS = 14, 180.0


class Visitor:
    """Somebody at a browser who tries again until a page comes, and notes what was acknowledged."""

    def __init__(self, house: House) -> None:
        self.client = httpx.Client(base_url=house.url, timeout=20)
        self.kept: list[str] = []
        self.unknown: list[str] = []

    def page(self, address: str) -> httpx.Response:
        """Open a page, again while nobody answers."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                reply = self.client.get(address, follow_redirects=True)
                if reply.status_code < 500:
                    return reply
            except httpx.TransportError:
                assert time.monotonic() < patience, f"{address} never came"
            time.sleep(0.2)

    def send(self, address: str, told: dict[str, str], note: str) -> httpx.Response | None:
        """Send a form once; note whether it was acknowledged, or may have arrived."""
        try:
            reply = self.client.post(address, data=told)
        except httpx.TransportError:
            self.unknown.append(note)
            return None
        if reply.status_code == 303:
            self.kept.append(note)
            return reply
        self.unknown.append(note)
        return None

    def form(self, address: str, field: str) -> Form:
        """Return the form of a page that has this field."""
        return next(form for form in forms_of(self.page(address).text) if field in form.fields)


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

    def __init__(self, house: House, email: str, work: str) -> None:
        super().__init__(house)
        self.email, self.work = email, work
        self.stands: set[str] = set()

    def sign_in(self) -> None:
        form = self.form("/en/account/login/", "password")
        self.client.post(
            "/en/account/login/", data={**form.fields, "login": self.email, "password": PASSWORD}
        )

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
    rater = Rater(house, told["emails"][0], work)
    rater.sign_in()
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
