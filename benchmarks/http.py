"""Requests per CPU-second of a one-row JSON view: our server beside stock Django ASGI and granian WSGI.

Per CPU-second of the server's processes, so that a busy machine bends the figure little; the three take
turns in each round, and the middle of the rounds' ratios is reported.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[1]
ROUNDS: Final = 5
SECONDS: Final = 3
CLIENTS: Final = 16
SERVERS: Final = {
    "house": ("--interface", "asginl", "benchmarks.one_row:house"),
    "stock Django ASGI": ("--interface", "asginl", "benchmarks.one_row:stock_asgi"),
    "granian WSGI": ("--interface", "wsgi", "--blocking-threads", "4", "benchmarks.one_row:wsgi"),
}
BARS: Final = {"stock Django ASGI": 4.0, "granian WSGI": 0.5}


def run() -> list[dict[str, object]]:
    """Return one row for each peer."""
    rounds: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as home:
        env = {
            **os.environ,
            "FOOTLIGHTS_HOME": home,
            "FOOTLIGHTS_DATABASE_URL": "",
            "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
        }
        subprocess.run([sys.executable, "-m", "benchmarks.one_row"], env=env, check=True)
        for _ in range(ROUNDS):
            rounds.append({name: _measure(words, env) for name, words in SERVERS.items()})
    return [_row(peer, rounds) for peer in BARS]


def _row(peer: str, rounds: list[dict[str, float]]) -> dict[str, object]:
    ratio = statistics.median(each["house"] / each[peer] for each in rounds)
    generator = "wrk" if shutil.which("wrk") else "Python"
    spread = ", ".join(f"{each['house']:.0f}/{each[peer]:.0f}" for each in rounds)
    return {
        "name": f"one-row JSON view, beside {peer}",
        "value": round(statistics.median(each["house"] for each in rounds)),
        "unit": "requests per server CPU-second",
        "peer": peer,
        "peer_value": round(statistics.median(each[peer] for each in rounds)),
        "ratio": round(ratio, 2),
        "bar": f">= {BARS[peer]:g}",
        "holds": ratio >= BARS[peer],
        "note": f"{ROUNDS} rounds in turn ({spread}), {CLIENTS} clients by {generator}",
    }


def _measure(words: tuple[str, ...], env: dict[str, str]) -> float:
    """Return requests per CPU-second of one server."""
    with _served(words, env) as (port, process):
        _load(port, 1)
        before = cpu_seconds(process.pid)
        answered = _load(port, SECONDS)
        return answered / (cpu_seconds(process.pid) - before)


@contextmanager
def _served(words: tuple[str, ...], env: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    flags = ("--workers", "1", "--log-level", "error", "--workers-kill-timeout", "4", "--port", str(port))
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *flags, *words], env=env, start_new_session=True
    )
    try:
        _wait(port)
        yield port, process
    finally:
        process.terminate()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server under measurement does not answer")


def _ask(line: http.client.HTTPConnection) -> None:
    line.request("GET", "/row")
    reply = line.getresponse()
    if reply.status != 200 or b'"id": 1' not in reply.read():
        raise RuntimeError(f"the view answered {reply.status}")


def _load(port: int, seconds: int) -> int:
    """Ask as fast as may be for so long; return how many were answered."""
    if not shutil.which("wrk"):
        return _python_load(port, seconds)
    words = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}", f"http://127.0.0.1:{port}/row"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return int(re.findall(r"(\d+) requests in", said)[0])


def _python_load(port: int, seconds: int) -> int:
    counts = [0] * CLIENTS
    end = time.monotonic() + seconds

    def ask(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.monotonic() < end:
            _ask(line)
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process and its descendants have used."""
    if not Path("/proc/self/stat").exists():
        return _cpu_seconds_by_ps(pid)
    spent = 0.0
    for each in _family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def _family(pid: int) -> list[int]:
    children = [
        int(word)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for word in path.read_text().split()
    ]
    return [pid, *(each for child in children for each in _family(child))]


def _cpu_seconds_by_ps(pid: int) -> float:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,time="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split() for line in listed.splitlines()]
    family, spent = {pid}, 0.0
    for own, parent, used in rows:
        if int(own) in family or int(parent) in family:
            family.add(int(own))
            minutes, _, seconds = used.rpartition(":")
            spent += float(seconds) + 60 * sum(
                60**i * int(m) for i, m in enumerate(reversed(minutes.split(":")))
            )
    return spent
