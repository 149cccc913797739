"""kill -9 of web and worker while deals are taken in and programmes solved: each that was acknowledged is done, once."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from footlights.services.exchange.tests.files import workbook
from tests.house import House
from tests.load.killing import is_up, kill_one
from tests.load.visitors import PATIENCE_SECONDS, Visitor
from tests.stage import Stage

pytestmark = [pytest.mark.house, pytest.mark.long]
PLACES = ("HK", "SG", "JP", "KR", "TH", "MY")
TITLE = {"TitleInternalAlias": "Lamplighter, The", "TitleID": "", "Exclusive": "No"}
TAKEN = "Taken in; these grants came of it:"
KILLS, PROGRAMMES = 12, 4
PAUSE_SECONDS = 1.0


class Producer(Visitor):
    """Takes one file in after another, each until it is acknowledged, and asks for programmes."""

    def __init__(self, house: House, agreement: str) -> None:
        super().__init__(house)
        self.agreement = agreement
        self.programmes: list[str] = []

    def act(self) -> None:
        for place in PLACES:
            time.sleep(PAUSE_SECONDS)
            address = self._until_taken(place)
            patience = time.monotonic() + PATIENCE_SECONDS
            while TAKEN not in self.page(address).text and time.monotonic() < patience:
                form = self.form(address, "agreement")
                self.send(address, {**form.fields, "agreement": self.agreement}, f"{place} granted")
        while len(self.programmes) < PROGRAMMES:
            time.sleep(PAUSE_SECONDS)
            form = self.form("/en/lab/", "invented")
            asked = self.send("/en/lab/", {**form.fields, "invented": "1"}, "programme")
            if asked:
                self.programmes.append(asked.headers["Location"])

    def _until_taken(self, place: str) -> str:
        """Hand a file in until it is acknowledged; return its address."""
        file = ("avails.xlsx", workbook({**TITLE, "Territory": place}))
        patience = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < patience:
            form = self.form("/en/exchange/", "zone")
            form.fields.pop("file", None)
            sent = self.send("/en/exchange/", form.fields, place, file=file)
            if sent:
                return str(sent.headers["Location"])
        raise TimeoutError(place)


def kill_both(house: House, chance: random.Random, done: threading.Event) -> int:
    """Kill web and worker in turns at moments of chance; return how often."""
    killed = 0
    while killed < KILLS and not done.wait(chance.uniform(0.2, 1.2)):
        killed += kill_one(house, "worker" if killed % 2 else "web")
    return killed


def test_deals_and_programmes_outlive_every_kill(house: House, stage: Stage):
    producer = Producer(house, stage.arguments["agreement"])
    producer.sign_in(stage.email, stage.password)
    before = count_grants(house, producer.agreement)
    done = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        killing = pool.submit(kill_both, house, random.Random(5), done)
        pool.submit(producer.act).result()
        done.set()
        killed = killing.result()
    house.wait_until(lambda: is_up(house), seconds=PATIENCE_SECONDS)
    print(
        f"{killed} kills, {len(producer.kept)} acts acknowledged, {len(producer.unknown)} that may have arrived"
    )
    assert killed >= 3
    # Each place's right is there, and there once.
    assert count_grants(house, producer.agreement) - before == len(PLACES)
    for address in producer.programmes:
        house.wait_until(lambda at=address: "hx-get" not in outcome(producer, at), seconds=PATIENCE_SECONDS)
        assert "points" in outcome(producer, address)
    producer.client.close()


def count_grants(house: House, agreement: str) -> int:
    """Return how many lines of the trade tell of what an agreement grants."""
    out = house.home / "out.xlsx"
    return int(house.ask("exchange", "write", agreement, out)["lines"])


def outcome(producer: Producer, address: str) -> str:
    """Return the part of a programme's page that tells what came of it."""
    return producer.page(address).text.partition('id="outcome"')[2]
