"""Durable events per second through events.api: beside raw sqlite3, and beside two other ways to talk.

The bar is held against raw sqlite3, which writes the same rows into the same table in turn, batch by batch.
The other ways are those that docs/decisions/0001 weighs: every process writes the log itself, or all talk to
a NATS server (with the disk synced for each message, and without, which is how it comes).
"""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.http import cpu_seconds

REPOSITORY: Final = Path(__file__).resolve().parents[1]
BAR: Final = 0.4
PAIRS: Final = 60
LOADS: Final = (  # clients, events in a batch, batches
    (1, 1, 200),
    (4, 1, 100),
    (1, 1_000, 8),
    (4, 1_000, 3),
)
PEERS: Final = ("every process writes the file", "NATS JetStream, synced", "NATS JetStream, unsynced")
NATS: Final = Path(sys.executable).with_name("nats-server")


@dataclass(frozen=True)
class Measured:
    """What some clients came to: events per second, round trips in ms, CPU-seconds for 100,000 events."""

    rate: float
    p50: float
    p95: float
    longest: float
    cpu: float


def run() -> list[dict[str, object]]:
    """Return the row with the bar, then one for each load and peer."""
    return [_beside_raw(), *(row for load in LOADS for row in _beside_others(*load))]


def _beside_raw() -> dict[str, object]:
    with _house() as (environment, _):
        measured = _ask(["pairs", str(PAIRS)], environment)
    ours, raw = measured["house"], measured["raw"]
    ratio = statistics.median(r / o for r, o in zip(raw, ours, strict=True))
    return {
        "name": "durable events through events.api in batches of 1,000",
        "value": round(1000 / statistics.median(ours)),
        "unit": "events/s",
        "peer": "raw sqlite3, rows made before",
        "peer_value": round(1000 / statistics.median(raw)),
        "ratio": round(ratio, 2),
        "bar": f">= {BAR:g}",
        "holds": ratio >= BAR,
        "note": f"{PAIRS} batches each in turn, one client, each commit synced; medians; "
        f"of the whole times {sum(raw) / sum(ours):.2f}",
    }


def _beside_others(clients: int, batch: int, batches: int) -> Iterator[dict[str, object]]:
    with _house() as (environment, writer):
        ours = _load("house", clients, batch, batches, environment, writer)
    for peer in PEERS:
        if peer.startswith("NATS") and not NATS.exists():
            continue
        theirs = _peer(peer, clients, batch, batches)
        yield {
            "name": f"{clients} client{'s' * (clients > 1)}, batches of {batch:,}",
            "value": round(ours.rate),
            "unit": "events/s",
            "peer": peer,
            "peer_value": round(theirs.rate),
            "ratio": round(ours.rate / theirs.rate, 2),
            "note": f"round trip p50/p95/max {_trips(ours)} ms beside {_trips(theirs)}; "
            f"CPU-s for 100,000 events {ours.cpu:.1f} beside {theirs.cpu:.1f}",
        }


def _trips(measured: Measured) -> str:
    return f"{measured.p50:.1f}/{measured.p95:.1f}/{measured.longest:.0f}"


def _peer(peer: str, clients: int, batch: int, batches: int) -> Measured:
    if not peer.startswith("NATS"):
        with tempfile.TemporaryDirectory(prefix="fl-bench-") as folder:
            environment = _environment(Path(folder)) | {"LOG": f"{folder}/log.db"}
            return _load("file", clients, batch, batches, environment, None)
    with _nats(is_synced=not peer.endswith("unsynced")) as (environment, server):
        return _load("nats", clients, batch, batches, environment, server)


def _load(
    way: str, clients: int, batch: int, batches: int, environment: dict[str, str], server: int | None
) -> Measured:
    """Let some client processes begin together; return what they came to."""
    words = [sys.executable, "-m", "benchmarks.event_clients", way, str(batch), str(batches)]
    started = [
        subprocess.Popen(
            words, env=environment, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(clients)
    ]
    for each in started:
        assert each.stdout
        if each.stdout.readline() != "ready\n":
            raise RuntimeError(f"a client of {way} did not get ready")
    before = cpu_seconds(server) if server else 0.0
    begun = time.perf_counter()
    for each in started:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [json.loads(each.communicate()[0]) for each in started]
    wall = max(each["ended"] for each in told) - begun
    spent = sum(each["cpu"] for each in told) + (cpu_seconds(server) - before if server else 0.0)
    trips = sorted(1000 * trip for each in told for trip in each["trips"])
    events = clients * batch * batches
    return Measured(
        rate=events / wall,
        p50=trips[len(trips) // 2],
        p95=trips[len(trips) * 95 // 100],
        longest=trips[-1],
        cpu=spent * 100_000 / events,
    )


def _ask(words: list[str], environment: dict[str, str]) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "benchmarks.event_clients", *words]
    done = subprocess.run(
        command, env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


@contextmanager
def _house() -> Iterator[tuple[dict[str, str], int]]:
    """Run the writer of an empty house; yield its environment and process id."""
    with tempfile.TemporaryDirectory(prefix="fl-bench-") as folder:
        environment = _environment(Path(folder))
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"], cwd=REPOSITORY, env=environment, check=True
        )
        words = [sys.executable, "-m", "footlights.project.cli", "events", "write"]
        log = Path(folder) / "writer.log"
        with log.open("w") as said, _ended(words, environment, said) as writer:
            _wait(lambda: (Path(folder) / "run" / "events.sock").exists())
            yield environment, writer


@contextmanager
def _nats(*, is_synced: bool) -> Iterator[tuple[dict[str, str], int]]:
    with tempfile.TemporaryDirectory(prefix="fl-bench-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        often = "sync_interval: always" if is_synced else ""
        settings = Path(folder) / "nats.conf"
        settings.write_text(
            f'listen: "127.0.0.1:{port}"\njetstream {{ store_dir: "{folder}/store"\n{often}\n}}\n', "utf-8"
        )
        environment = _environment(Path(folder)) | {"LOG": f"nats://127.0.0.1:{port}"}
        with _ended([str(NATS), "-c", str(settings)], environment, subprocess.DEVNULL) as server:
            _wait(lambda: _listens(port))
            yield environment, server


@contextmanager
def _ended(words: list[str], environment: dict[str, str], said: object) -> Iterator[int]:
    process = subprocess.Popen(words, env=environment, cwd=REPOSITORY, stdout=said, stderr=said)  # type: ignore[call-overload]  # a file or a number
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOOTLIGHTS_")}
    return kept | {
        "FOOTLIGHTS_HOME": str(home),
        "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
        "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
    }


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(holds: object) -> None:
    for _ in range(300):
        if holds():  # type: ignore[operator]  # a function without arguments
            return
        time.sleep(0.05)
    raise TimeoutError("what is to be measured did not start")


if __name__ == "__main__":
    for row in run():
        print(json.dumps(row))
