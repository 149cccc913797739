"""kill -9 of the web process of a house while people are at it."""

from __future__ import annotations

import json
import os
import random
import signal
import threading

from tests.house import House

KILLS = 8


def kill_web(house: House, chance: random.Random, done: threading.Event) -> int:
    """Kill the web process at moments of chance; return how often."""
    killed = 0
    while killed < KILLS and not done.wait(chance.uniform(0.5, 4)):
        status = json.loads((house.home / "run" / "status.json").read_text("utf-8"))
        pid = next((each["pid"] for each in status["processes"] if each["name"] == "web"), None)
        try:
            if pid:
                os.kill(int(pid), signal.SIGKILL)
                killed += 1
        except ProcessLookupError:
            continue
    return killed


def is_up(house: House) -> bool:
    try:
        return house.status_of("/health") == 200
    except OSError:
        return False
