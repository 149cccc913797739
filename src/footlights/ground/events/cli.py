"""./footlights events …"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import close_old_connections

from . import api
from .adapters.rounds import write_until_stopped
from .adapters.wire import Row
from .adapters.writer import AnotherWriter, Writer

ARCHIVE_AFTER: Final = timedelta(days=3)  # after a day's end; a beat may be 48 hours late
AT_ONCE: Final = 1_000
YOUNG: Final = 50_000  # a batch of a thousand bodies is no reason to look for cycles


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verbs.add_parser("write", help="run the event writer · 运行事件写入进程").set_defaults(run=write)


def write(arguments: argparse.Namespace) -> int:
    """Run the event writer until told to stop."""
    try:
        writer = Writer(settings.HOME, MainDatabase(), archive_after=ARCHIVE_AFTER)
    except AnotherWriter:
        print("Another event writer runs for this house. · 本馆的事件写入进程已在运行。", file=sys.stderr)
        return 1
    gc.freeze()  # what is loaded by now stays: the writer need not look through it again for each batch
    gc.set_threshold(YOUNG)
    write_until_stopped(writer)
    return 0


class MainDatabase:
    """The main database as the writer sees it."""

    def take(self) -> list[Row]:
        """Return the oldest facts that wait."""
        close_old_connections()
        return api.list_waiting(AT_ONCE)

    def forget(self, ids: Sequence[str]) -> None:
        """Forget facts that are in the log."""
        api.forget_waiting(ids)

    def slowest(self) -> int | None:
        """Return the place of the reader who has read least."""
        close_old_connections()
        return api.slowest_cursor()
