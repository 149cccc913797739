"""What the writer does again and again beside its clients: fetch posted facts, archive days that are over."""

from __future__ import annotations

import logging
import signal
import sqlite3
import threading
from collections.abc import Callable
from typing import Final

from django.db import DatabaseError

from footlights.ground.events.types import LogRefused
from footlights.kernel.clock import utc_now

from .days import ArchiveFault
from .writer import Writer

log = logging.getLogger("footlights.events")

DRAIN_SECONDS: Final = 0.1
ARCHIVE_SECONDS: Final = 600.0
LONGEST_PAUSE: Final = 5.0  # between two tries of what fails


def write_until_stopped(writer: Writer) -> None:
    """Serve, fetch and archive until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with writer.serving():
        rounds = (
            ("fetch posted events", DRAIN_SECONDS, writer.drain),
            ("archive", ARCHIVE_SECONDS, lambda: writer.archive(utc_now())),
        )
        threads = [threading.Thread(target=repeat, args=(*each, stopping), daemon=True) for each in rounds]
        for thread in threads:
            thread.start()
        while not stopping.wait(0.2) and all(thread.is_alive() for thread in threads):
            pass
    writer.close()
    if not stopping.is_set():
        raise SystemExit(1)  # a round met what it was not made for; the supervisor starts us afresh


def repeat(what: str, seconds: float, act: Callable[[], object], stopping: threading.Event) -> None:
    """Do something again and again; when it fails, say so once and go slower until it works."""
    failures = 0
    while not stopping.is_set():
        try:
            act()
            if failures:
                log.warning("the writer can %s again", what)
            failures = 0
        except (OSError, sqlite3.Error, DatabaseError, ArchiveFault, LogRefused) as fault:
            failures += 1
            if failures == 1:
                log.error("the writer cannot %s: %s", what, fault)
        stopping.wait(min(seconds * 2.0 ** min(failures, 10), max(seconds, LONGEST_PAUSE)))
