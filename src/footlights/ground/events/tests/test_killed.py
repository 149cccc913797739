"""The writer is killed at fifty random moments: no acknowledged event is lost, none doubled."""

from __future__ import annotations

import threading
from collections import Counter
from itertools import count

from footlights.ground.events import api
from footlights.ground.events.types import WriterAway

from .serving import event, running_writer

KILLS = 50


def test_no_acknowledged_event_is_lost_and_none_is_doubled(home):
    over = threading.Event()
    acknowledged: list[list[str]] = [[], []]
    sent: list[list[str]] = [[], []]

    def send(who: int) -> None:
        """Send batches of changing size, each again until it is acknowledged."""
        for number in count():
            batch = [event(id=f"evt-{who}-{number}-{i}") for i in range(1 + number % 40)]
            sent[who] += [each.id for each in batch]
            while not over.is_set():
                try:
                    api.record(batch)
                except WriterAway:
                    continue
                acknowledged[who] += [each.id for each in batch]
                break
            if over.is_set():
                return

    with running_writer(home, command=str(KILLS)) as writer:
        clients = [threading.Thread(target=send, args=(who,)) for who in range(2)]
        for each in clients:
            each.start()
        assert writer.stdout.readline() == f"killed {KILLS}\n"
        over.wait(0.3)
        over.set()
        for each in clients:
            each.join()

    found = Counter(stored.event.id for stored in api.every_event("test.happened"))
    positions = [stored.position for stored in api.read(0, limit=10_000_000)]
    known = {*sent[0], *sent[1]}
    assert min(len(ids) for ids in acknowledged) > KILLS
    assert not [id for id in (*acknowledged[0], *acknowledged[1]) if id not in found]
    assert max(found.values()) == 1
    assert found.keys() <= known
    assert positions == sorted(set(positions))
