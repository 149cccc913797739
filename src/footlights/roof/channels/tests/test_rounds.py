"""The messenger's own process: in order, once, and killed in the middle it loses nothing that was acknowledged."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter

from footlights.roof.channels.adapters.rounds import Rounds, Work, hold_inbox


class Inbox:
    """An inbox in memory, whose answers take their time."""

    def __init__(self, contacts: int, each: int, seconds: float) -> None:
        self.waiting = [
            (f"{place}:{contact}", str(contact)) for place in range(each) for contact in range(contacts)
        ]
        self.answered: list[str] = []
        self.now: Counter[str] = Counter()
        self.most = 0
        self.faults = 2
        self.seconds = seconds
        self.lock = threading.Lock()

    def list(self):
        with self.lock:
            return list(self.waiting)

    def answer(self, item: str) -> None:
        contact = item.partition(":")[2]
        with self.lock:
            self.now[contact] += 1
            assert self.now[contact] == 1, "two at once of one contact"
            self.most = max(self.most, sum(self.now.values()))
            fails, self.faults = self.faults > 0 and contact == "0", self.faults - (contact == "0")
        time.sleep(self.seconds)
        with self.lock:
            self.now[contact] -= 1
            if fails:
                raise ConnectionError("once more, please")
            self.answered.append(item)
            self.waiting = [each for each in self.waiting if each[0] != item]


def test_messages_of_one_contact_are_answered_in_order_and_of_several_at_the_same_time(caplog):
    inbox = Inbox(contacts=4, each=3, seconds=0.05)

    async def run() -> None:
        rounds = Rounds(
            Work(inbox.list, inbox.answer, lambda: [], lambda _: None, lambda: None, lambda: None)
        )
        work = asyncio.create_task(rounds.run())
        for _ in range(400):
            await asyncio.sleep(0.05)
            if not inbox.waiting:
                break
        rounds.stopping.set()
        await work

    asyncio.run(run())

    assert sorted(inbox.answered) == sorted(
        f"{place}:{contact}" for place in range(3) for contact in range(4)
    )
    for contact in range(4):
        mine = [item for item in inbox.answered if item.endswith(f":{contact}")]
        assert mine == sorted(mine)
    assert inbox.most > 1
    assert "answer 0:0 failed" in caplog.text


def test_a_house_has_one_messenger(tmp_path):
    (tmp_path / "run").mkdir()
    held = hold_inbox(tmp_path)

    assert held is not None
    assert hold_inbox(tmp_path) is None
    held.close()
    again = hold_inbox(tmp_path)
    assert again is not None
    again.close()
