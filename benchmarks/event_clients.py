"""One client process of benchmarks.events: it records batches of beats in one way and tells how long each took."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import django

BODY: Final = {
    "playing": "pla-7f3k9qx2mb4c8d1e-5", "asset": "ast-7f3k9qx2mb4c8d1e-5", "work": "wrk-7f3k9qx2mb4c8d1e-5",
    "viewer": "5f0c7d1be2a94c1f8a3d6b7e9c2d4f10", "territory": "GB", "age_band": None, "duration_ms": 5_400_000,
    "started_at_us": 1_525_770_000_000_000, "sent_at_us": 1_525_770_010_000_000, "position_ms": 10_000,
    "played_ms": 10_000, "rate": 1.0,
}  # fmt: skip
TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS event (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " name TEXT NOT NULL, at_us INTEGER NOT NULL, received_us INTEGER NOT NULL, body TEXT NOT NULL) STRICT"
)
INSERT: Final = "INSERT OR IGNORE INTO event (id, name, at_us, received_us, body) VALUES (?, ?, ?, ?, ?)"
Send = Callable[[list[Any]], None]


def batches_of(size: int, count: int) -> list[list[Any]]:
    """Return batches of events, each with an id of its own."""
    from footlights.ground.events.types import Event  # noqa: PLC0415  # its package is an app of Django's
    from footlights.kernel.clock import utc_now  # noqa: PLC0415
    from footlights.kernel.ids import EventId, new_id  # noqa: PLC0415

    at = utc_now()
    return [
        [Event(EventId(new_id("evt")), "media.beat", at, dict(BODY)) for _ in range(size)]
        for _ in range(count)
    ]


def through_the_house() -> Send:
    """Return what records a batch through events.api."""
    from footlights.ground.events import api  # noqa: PLC0415  # its models need Django to be ready

    return lambda events: assert_all(api.record(events), events)


def into_the_file(path: str) -> Send:
    """Return what writes a batch into the log's file itself, which others write as well."""
    connection = open_file(path)

    def send(events: list[Any]) -> None:
        write_rows(connection, rows_of(events))

    return send


def open_file(path: str) -> sqlite3.Connection:
    """Return a connection as careful as the writer's."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(TABLE)
    return connection


def rows_of(events: list[Any]) -> list[tuple[Any, ...]]:
    """Return events as rows of the table."""
    from footlights.kernel.clock import microseconds  # noqa: PLC0415

    now = time.time_ns() // 1000
    return [
        (each.id, each.name, microseconds(each.at), now, json.dumps(each.body, separators=(",", ":")))
        for each in events
    ]


def write_rows(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    """Store rows in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(INSERT, rows)
    connection.execute("COMMIT")


def through_nats(address: str) -> Send:
    """Return what publishes a batch to JetStream and waits for every acknowledgement."""
    import nats  # noqa: PLC0415  # only this way needs it

    loop = asyncio.new_event_loop()

    async def connect() -> Any:
        line = await nats.connect(address)
        atexit.register(lambda: loop.run_until_complete(line.close()))
        stream = line.jetstream(publish_async_max_pending=4_000)
        with contextlib.suppress(nats.js.errors.BadRequestError):  # another client was first
            await stream.add_stream(name="log", subjects=["log"])
        return stream

    stream = loop.run_until_complete(connect())

    async def publish(events: list[Any]) -> None:
        waiting = [
            await stream.publish_async(
                "log",
                json.dumps([each.name, each.at.isoformat(), each.body]).encode(),
                headers={"Nats-Msg-Id": each.id},
            )
            for each in events
        ]
        await asyncio.gather(*waiting)

    return lambda events: loop.run_until_complete(publish(events))


def assert_all(kept: int, events: list[Any]) -> None:
    """Raise RuntimeError unless every event was new."""
    if kept != len(events):
        raise RuntimeError(f"{kept} of {len(events)} were kept")


def timed(send: Send, events: list[Any]) -> float:
    """Return the seconds until a batch was acknowledged."""
    begun = time.perf_counter()
    send(events)
    return time.perf_counter() - begun


def load(way: str, size: int, count: int) -> dict[str, Any]:
    """Record batches as soon as told to; return how long each took, the CPU time, and when the last was done."""
    place = os.environ.get("LOG", "")
    ways = {
        "house": through_the_house,
        "file": lambda: into_the_file(place),
        "nats": lambda: through_nats(place),
    }
    send = ways[way]()
    send(batches_of(1, 1)[0])
    batches = batches_of(size, count)
    print("ready", flush=True)
    sys.stdin.readline()
    before = time.process_time()
    trips = [timed(send, batch) for batch in batches]
    return {"trips": trips, "cpu": time.process_time() - before, "ended": time.perf_counter()}


def pairs(count: int) -> dict[str, Any]:
    """Record batches of 1,000 through the house and into a bare table in turn; return the seconds of each."""
    house = through_the_house()
    bare = open_file(str(Path(os.environ["FOOTLIGHTS_HOME"]) / "raw.db"))
    times: dict[str, list[float]] = {"house": [], "raw": []}
    for batch in batches_of(1_000, count + 2):
        rows = rows_of(batch)
        times["raw"].append(timed(lambda rows: write_rows(bare, rows), rows))
        times["house"].append(timed(house, batch))
    return {way: seconds[2:] for way, seconds in times.items()}  # the first two warm both up


if __name__ == "__main__":
    django.setup()
    told = pairs(int(sys.argv[2])) if sys.argv[1] == "pairs" else load(sys.argv[1], *map(int, sys.argv[2:4]))
    print(json.dumps(told))
