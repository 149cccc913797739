"""The socket: what changes in a room reaches each reader once, in order, and a slow one is let go."""

from __future__ import annotations

import asyncio
import json

import pytest

from footlights.ground.talk import consumers
from footlights.ground.talk.adapters import follower
from footlights.ground.talk.adapters.follower import Follower


class Reader:
    """A browser's end of a socket."""

    def __init__(self) -> None:
        self.sent: list[dict] = []
        self.leaves = asyncio.Event()
        self.is_slow = False

    async def receive(self) -> dict:
        await self.leaves.wait()
        return {"type": "websocket.disconnect"}

    async def send(self, message) -> None:
        if self.is_slow and message["type"] == "websocket.send":
            await asyncio.sleep(0.3)
        self.sent.append(dict(message))

    @property
    def heard(self) -> list[int]:
        return [json.loads(each["text"])["n"] for each in self.sent if each["type"] == "websocket.send"]


class Room:
    """A room whose changes are numbers."""

    def __init__(self) -> None:
        self.last = 0
        self.is_away = False
        self.asked = 0

    def read(self, cursors):
        self.asked += 1
        if self.is_away:
            raise ConnectionError("no database")
        after = cursors["x"]
        messages = [(n, json.dumps({"n": n})) for n in range(after + 1, self.last + 1)]
        return {"x": (after, self.last, messages)} if messages else {}


async def until(holds) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.02)


def test_each_reader_hears_every_change_after_its_own_number_once():
    async def go():
        room, first, second = Room(), Reader(), Reader()
        room.last = 3
        app = Follower(room.read)
        one = asyncio.create_task(app.follow("x", 0, first.receive, first.send))
        two = asyncio.create_task(app.follow("x", 2, second.receive, second.send))
        await until(lambda: first.heard == [1, 2, 3] and second.heard == [3])
        room.is_away = True
        await asyncio.sleep(0.6)
        room.is_away, room.last = False, 5
        await until(lambda: first.heard == [1, 2, 3, 4, 5] and second.heard == [3, 4, 5])
        first.leaves.set()
        second.leaves.set()
        await asyncio.gather(one, two)
        asked = room.asked
        await asyncio.sleep(1.2)
        assert room.asked <= asked + 1  # nobody listens, nobody asks

    asyncio.run(go())


def test_a_reader_too_far_behind_is_cut_and_the_house_can_stop(monkeypatch):
    monkeypatch.setattr(follower, "BACKLOG", 10)

    async def go():
        room, slow, quick = Room(), Reader(), Reader()
        slow.is_slow = True
        app = Follower(room.read)
        one = asyncio.create_task(app.follow("x", 0, slow.receive, slow.send))
        two = asyncio.create_task(app.follow("x", 0, quick.receive, quick.send))
        await asyncio.sleep(0.1)
        for last in (8, 16, 24):
            room.last = last
            await until(lambda last=last: quick.heard and quick.heard[-1] == last)
        await one
        assert slow.sent[-1] == {"type": "websocket.close", "code": 1013}
        app.stop()
        await two
        assert quick.sent[-1] == {"type": "websocket.close", "code": 1012}

    asyncio.run(go())


def test_a_page_far_behind_is_to_be_read_anew_and_holds_up_nobody():
    async def go():
        old, fresh = Reader(), Reader()
        app = Follower(lambda cursors: {"x": (600, 603, [(602, '{"n": 602}'), (603, '{"n": 603}')])})
        reading = [
            app.follow("x", after, each.receive, each.send) for after, each in ((3, old), (601, fresh))
        ]
        tasks = [asyncio.create_task(each) for each in reading]
        await until(lambda: fresh.heard == [602, 603])
        await tasks[0]
        assert old.sent[-1] == {"type": "websocket.close", "code": 4410}
        fresh.leaves.set()
        await tasks[1]

    asyncio.run(go())


@pytest.mark.parametrize("query", [b"", b"ticket=forged&after=0", b"after=x"])
def test_a_socket_without_a_ticket_is_refused(query):
    async def go():
        sent = []

        async def receive():
            return {"type": "websocket.connect"}

        async def send(message):
            sent.append(message)

        await consumers.TalkApp(Follower(dict))({"type": "websocket", "query_string": query}, receive, send)
        return sent

    assert asyncio.run(go()) == [{"type": "websocket.close", "code": 4404}]
