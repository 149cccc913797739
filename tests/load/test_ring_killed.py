"""kill -9 of web, worker and event writer at random moments: nothing acknowledged is lost, every recount agrees."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import TERRITORY_HEADER, House
from tests.load.killing import kill_one, list_processes
from tests.load.players import beat_of, facts_of
from tests.stage import Stage

pytestmark = [pytest.mark.house, pytest.mark.long]
RUNS = 20
VIEWERS = 8
KILLS = 6
WATCHED_SECONDS = 14.0
PATIENCE_SECONDS = 120.0


class Audience:
    """One viewer in Britain who opens the film and watches it at twice its speed, whatever happens to the house."""

    def __init__(self, house: House, work: str) -> None:
        self.house = house
        self.path = f"/en/watch/{work}"

    def watch(self) -> int:
        """Watch for some seconds, send every beat until it is acknowledged, and return how many there were."""
        headers = {TERRITORY_HEADER: "GB"}
        waiting: list[dict[str, object]] = []
        with httpx.Client(base_url=self.house.url, headers=headers, timeout=10) as client:
            facts = facts_of(self._until_answered(lambda: client.get(self.path)).text)
            begun, sent, beaten_ms = time.monotonic(), 0, 0
            while time.monotonic() - begun < WATCHED_SECONDS:
                time.sleep(0.7)
                elapsed_ms = int((time.monotonic() - begun) * 1000)
                # The film runs on while an answer is waited for, so a beat tells of all since the last.
                played_ms, beaten_ms = 2 * (elapsed_ms - beaten_ms), elapsed_ms
                waiting.append(beat_of(facts, sent, elapsed_ms, elapsed_ms * 2, played_ms, 2))
                sent += 1
                if self._send(client, facts, waiting):
                    waiting = []
            patience = time.monotonic() + PATIENCE_SECONDS
            while waiting and time.monotonic() < patience:
                time.sleep(0.3)
                if self._send(client, facts, waiting):
                    waiting = []
            assert not waiting, "some beats were never acknowledged"
            return sent

    def _send(self, client: httpx.Client, facts: dict[str, str], beats: list[dict[str, object]]) -> bool:
        try:
            reply = client.post(facts["beats"], json={"token": facts["token"], "beats": beats})
        except httpx.TransportError:
            return False
        assert reply.status_code in (200, 503), reply.text
        return reply.status_code == 200

    def _until_answered(self, ask) -> httpx.Response:
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                reply = ask()
            except httpx.TransportError:
                reply = None
            if reply is not None and reply.status_code == 200:
                return reply
            assert time.monotonic() < patience, reply
            time.sleep(0.3)


def kill_at_random(house: House, chance: random.Random, done: threading.Event) -> list[str]:
    """Kill one of the three processes after another, at moments of chance, and return which."""
    killed: list[str] = []
    while len(killed) < KILLS and not done.wait(chance.uniform(0.3, 2.5)):
        standing = [each["name"] for each in list_processes(house) if each["pid"]]
        if standing and kill_one(house, name := chance.choice(standing)):
            killed.append(name)
    return killed


@pytest.mark.parametrize("run", range(RUNS))
def test_kills_lose_no_view_and_change_no_statement(run: int, house: House, stage: Stage):
    work = stage.arguments["work"]
    before = house.ask("insight", "figure", "watch.counted_views", "--works", work)["value"]
    stated = house.ask("agreements", "statement", stage.arguments["statement"])
    chance, done = random.Random(run), threading.Event()
    with ThreadPoolExecutor(VIEWERS + 1) as pool:
        killing = pool.submit(kill_at_random, house, chance, done)
        watching = []
        for _ in range(VIEWERS):
            watching.append(pool.submit(Audience(house, work).watch))
            time.sleep(chance.uniform(0.5, 2))
        sent = [each.result() for each in watching]
        done.set()
        killed = killing.result()

    house.wait_until(lambda: house.status_of("/health") == 200, seconds=60)
    found = house.ask("insight", "verify")
    counted = house.ask("insight", "figure", "watch.counted_views", "--works", work)["value"] - before
    print(
        f"{len(killed)} kills ({', '.join(sorted(set(killed)))}), {sum(sent)} beats, {counted} views counted"
    )
    assert found["difference"] == 0
    assert counted == VIEWERS
    assert len(killed) >= KILLS // 2
    assert house.ask("agreements", "statement", stage.arguments["statement"]) == stated
