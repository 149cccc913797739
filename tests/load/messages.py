"""Fifty messages a second for a slow consult, at a web process of its own: who was acknowledged when, and what became of each."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from footlights.roof.channels.adapters import accounts
from footlights.roof.channels.adapters.other_side.faults import Faults
from footlights.roof.channels.adapters.other_side.server import OtherSide
from tests.house import CLI, free_port
from tests.postgres import own_database
from tests.rules.tree import REPOSITORY

CONTACTS = 150
ILL = "I have a sore throat"


@dataclass(frozen=True)
class Outcome:
    """What a load came to. waits: seconds until each acknowledgement, sorted."""

    sent: int
    waits: list[float]
    counts: dict[str, int]
    kept: int
    answered: int
    answers: int

    def at(self, share: float) -> float:
        """Return the wait that a share of all is below."""
        return self.waits[min(len(self.waits) - 1, int(len(self.waits) * share))]


def load(per_second: int, seconds: float, *, kill: bool = False, repeat: float = 0.1) -> Outcome:
    """Write so many messages a second; with ``kill`` the messenger's process is killed again and again meanwhile."""
    with tempfile.TemporaryDirectory(prefix="footlights-messages-") as folder:
        home, port = Path(folder), free_port()
        environment = {
            **os.environ,
            "FOOTLIGHTS_HOME": folder,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        }
        with own_database(environment, "messages"):
            run([sys.executable, "manage.py", "migrate", "-v0"], environment).wait()
            web = run([*CLI, "web", "--port", str(port)], environment)
            side = OtherSide(f"http://127.0.0.1:{port}", Faults(repeat=repeat))
            accounts.save(home, side.keys.account)
            slow = [sys.executable, "-m", "tests.load.slow_messenger"]
            messenger = run(slow, environment)
            try:
                side.start()
                _wait_for(side)
                sent = 0
                begun, next_kill = time.monotonic(), time.monotonic() + 1
                while (now := time.monotonic()) < begun + seconds:
                    while sent < (now - begun) * per_second:
                        text = "consult" if sent < CONTACTS else "agree" if sent < 2 * CONTACTS else ILL
                        side.messenger.write(f"o{sent % CONTACTS}", text)
                        sent += 1
                    if kill and now > next_kill:
                        messenger.kill()
                        messenger.wait()
                        messenger, next_kill = run(slow, environment), now + 3
                    time.sleep(0.005)
                side.messenger.pool.shutdown(wait=True)
                told = _count(environment, sent)
            finally:
                side.stop()
                for process in (web, messenger):
                    process.send_signal(signal.SIGTERM)
                for process in (web, messenger):
                    process.wait(timeout=30)
    return Outcome(sent, sorted(side.messenger.waits), dict(side.messenger.counts), *told)


def run(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process of the house; its log is nobody's here."""
    return subprocess.Popen(words, cwd=REPOSITORY, env=environment, stderr=subprocess.DEVNULL)


def _wait_for(side: OtherSide) -> None:
    patience = time.monotonic() + 120
    while side.messenger._post(b"<xml/>", forged=True) is None and side.messenger.counts["no answer"]:
        side.messenger.counts["no answer"] = 0
        assert time.monotonic() < patience, "the web process did not open"
        time.sleep(0.5)


def _count(environment: dict[str, str], sent: int) -> tuple[int, int, int]:
    """Wait until every message is answered; return (kept, answered, answered more than once or not at all … as answers)."""
    patience = time.monotonic() + max(240, sent / 5)
    while True:
        done = subprocess.run(
            [sys.executable, "-m", "tests.deeds", "count_messages"],
            cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        kept, answered, answers = json.loads(done.stdout)
        if answered >= kept or time.monotonic() > patience:
            return kept, answered, answers
        time.sleep(1)
