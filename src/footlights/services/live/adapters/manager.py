"""The stage manager: looks who is on, keeps the relay's processes, notes what was on. It may be killed at any time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from footlights.kernel.clock import utc_now

from . import folder, lifeline
from .stage import Stage

_BUSY_SECONDS, _IDLE_SECONDS = 0.1, 0.5


class House(Protocol):
    """What the manager asks of the house."""

    def look(self, at: datetime) -> tuple[list[dict[str, Any]], list[tuple[str, dict[str, Any]]]]:
        """Return the doors to keep open, and the plan of each event that is switched."""

    def record(self, event: str, lines: Sequence[dict[str, Any]]) -> None:
        """Note lines of the as-run log."""

    def packaged(self, event: str, at: datetime) -> None:
        """Note that an event is packaged to its end."""


def manage(house: House, stopped: threading.Event | None = None) -> int:
    """Keep the relays until SIGTERM; 3 when another manager does."""
    held = lifeline.take_lock(folder.home() / "manager.lock")
    if held is None:
        return 3
    stopped = stopped or _until_told()
    stage = Stage()
    noted: dict[str, int] = {}
    done: set[str] = set()
    with held:
        while not stopped.is_set():
            doors, plans = house.look(utc_now())
            stage.keep_gate(doors)
            for event, plan in plans:
                is_packaged = stage.keep_event(event, plan)
                _note(house, event, noted)
                if is_packaged and event not in done:
                    house.packaged(event, utc_now())
                    done.add(event)
            stopped.wait(_BUSY_SECONDS if doors or plans else _IDLE_SECONDS)
        stage.stop()
    return 0


def _note(house: House, event: str, noted: dict[str, int]) -> None:
    lines = folder.read_lines(folder.event_folder(event) / "asrun.jsonl", noted.get(event, 0))
    if lines:
        house.record(event, lines)
        noted[event] = noted.get(event, 0) + len(lines)


def _until_told() -> threading.Event:
    stopped = threading.Event()
    act: Callable[..., None] = lambda *_: stopped.set()  # noqa: E731  # a handler's shape
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, act)
    return stopped
