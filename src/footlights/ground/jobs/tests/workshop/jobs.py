"""Jobs that tell a file what happens to them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.conf import settings

from footlights.ground.jobs.types import Refused, Stopped, Task
from footlights.kernel.text import Both

SCHEDULE = {"tick": 0.6}


def _say(*words: object) -> None:
    with (settings.HOME / "said").open("a") as file:
        file.write(" ".join(map(str, words)) + "\n")


def quick(task: Task) -> None:
    """End at once."""
    _say("quick", time.time())


def patient(task: Task) -> None:
    """Work until a file appears; stop when asked to."""
    _say("patient", task.job, task.attempt, os.getpid())
    task.report(0.5, Both("Half of it", "一半"))
    while not (Path(task.arguments["until"])).exists():
        if task.should_stop():
            raise Stopped
        time.sleep(0.05)


def stubborn(task: Task) -> None:
    """Work for a minute, whatever is asked."""
    _say("stubborn", task.job, os.getpid())
    time.sleep(60)


def broken(task: Task) -> None:
    """Break."""
    raise ZeroDivisionError


def refused(task: Task) -> None:
    """Refuse."""
    raise Refused(Both("Not this film.", "此影片不行。"))


def tick(task: Task) -> None:
    """Note when a run begins and ends."""
    begun = time.time()
    time.sleep(0.2)
    _say("tick", begun, time.time())
