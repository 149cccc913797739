"""kill -9 of the web process of a house while people are at it."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from tests.house import House
from tests.load.visitors import PATIENCE_SECONDS

KILLS = 8


def kill_web(house: House, chance: random.Random, done: threading.Event) -> int:
    """Kill the web process at moments of chance; return how often."""
    killed = 0
    while killed < KILLS and not done.wait(chance.uniform(0.5, 4)):
        killed += kill_one(house, "web")
    return killed


def kill_web_in_mid_act(house: House, chance: random.Random, kept: Callable[[], int]) -> int:
    """Kill the web process, each time at a moment of chance after one more act was acknowledged; return how often.

    A house that is killed before it has answered anybody proves nothing.
    """
    killed = 0
    for _ in range(KILLS):
        wait_for_one_more(house, kept)
        time.sleep(chance.uniform(0, 2))
        killed += kill_one(house, "web")
    return killed


def wait_for_one_more(house: House, kept: Callable[[], int]) -> None:
    """Wait until one more act is acknowledged than now."""
    before = kept()
    house.wait_until(lambda: kept() > before, seconds=PATIENCE_SECONDS)


def kill_one(house: House, name: str) -> bool:
    """Kill a process of the house; return whether it stood."""
    pid = next((each["pid"] for each in list_processes(house) if each["name"] == name), None)
    try:
        if pid:
            os.kill(int(pid), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return bool(pid)


def list_processes(house: House) -> list[dict[str, Any]]:
    """Return the house's processes as its supervisor tells of them."""
    told: list[dict[str, Any]] = json.loads((house.home / "run" / "status.json").read_text("utf-8"))[
        "processes"
    ]
    return told


def is_up(house: House) -> bool:
    try:
        return house.status_of("/health") == 200
    except OSError:
        return False
