"""A hundred viewers behind one address are a hundred; what is claimed and was not watched credits nothing."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import TERRITORY_HEADER, House
from tests.load.players import beat_of, facts_of
from tests.stage import Stage

pytestmark = pytest.mark.house
VIEWERS, FORGERS = 100, 5
SPEED, BEATS, STEP_SECONDS = 2, 4, 3.0  # 24 s of the film in 12 s of the clock


class Seat:
    """A browser of its own behind the one address, with the film's page open."""

    def __init__(self, client: httpx.AsyncClient, work: str) -> None:
        self.client, self.work = client, work
        self.facts: dict[str, str] = {}

    async def open(self) -> None:
        page = await self.client.get(f"/en/watch/{self.work}")
        assert page.status_code == 200, page.text[:400]
        self.facts = facts_of(page.text)

    async def send(self, number: int, at_ms: int, position_ms: int, played_ms: int, rate: int) -> int:
        beat = beat_of(self.facts, number, at_ms, position_ms, played_ms, rate)
        told = {"token": self.facts["token"], "beats": [beat]}
        while (reply := await self.client.post(self.facts["beats"], json=told)).status_code == 429:
            await asyncio.sleep(float(reply.headers["Retry-After"]))  # as the player does
        return reply.status_code

    async def watch(self) -> None:
        """Watch at twice the film's speed, a beat every three seconds."""
        for number in range(1, BEATS + 1):
            await asyncio.sleep(STEP_SECONDS)
            at_ms = int(number * STEP_SECONDS * 1000)
            played = int(SPEED * STEP_SECONDS * 1000)
            assert await self.send(number, at_ms, at_ms * SPEED, played, SPEED) == 200

    async def forge(self) -> None:
        """Claim the whole film a moment after it began, at a speed of a hundred, in the past and in the future."""
        await asyncio.sleep(1)
        for number, at_ms in enumerate((900, 1000, 35_000, -3_600_000, 3_600_000)):
            await self.send(number, at_ms, 35_000, 35_000, 1 if number else 100)


async def fill(house: House, work: str) -> None:
    limits = httpx.Limits(max_connections=4)
    clients = [
        httpx.AsyncClient(base_url=house.url, headers={TERRITORY_HEADER: "GB"}, timeout=60, limits=limits)
        for _ in range(VIEWERS + FORGERS)
    ]
    seats = [Seat(client, work) for client in clients]
    try:
        for start in range(0, len(seats), 10):
            await asyncio.gather(*(seat.open() for seat in seats[start : start + 10]))
        await asyncio.gather(
            *(seat.watch() for seat in seats[:VIEWERS]), *(seat.forge() for seat in seats[VIEWERS:])
        )
    finally:
        for client in clients:
            await client.aclose()


def test_a_hundred_behind_one_address_are_a_hundred_and_forgers_none(house: House, stage: Stage):
    work = stage.arguments["work"]
    figures = ("watch.counted_views", "watch.seconds")
    before = [house.ask("insight", "figure", name, "--works", work)["value"] for name in figures]

    with ThreadPoolExecutor(1) as pool:  # a thread of its own: other tests may have left a loop in this one
        pool.submit(asyncio.run, fill(house, work)).result()

    assert house.ask("insight", "verify")["difference"] == 0
    views, seconds = (
        house.ask("insight", "figure", name, "--works", work)["value"] - was
        for name, was in zip(figures, before, strict=True)
    )
    assert views == VIEWERS
    assert (
        seconds <= VIEWERS * SPEED * STEP_SECONDS * BEATS + FORGERS * 2 * 2.5
    )  # no faster than twice the clock
