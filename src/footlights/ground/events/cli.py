"""./footlights events …"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys

from django.conf import settings
from django.db import close_old_connections

from footlights.kernel.clock import utc_now

from . import api
from .adapters.ingest import Ingest
from .adapters.writer import AnotherWriter, Writer


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verbs.add_parser("write", help="run the event writer").set_defaults(run=write)


def write(arguments: argparse.Namespace) -> int:
    """Run the event writer until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    try:
        asyncio.run(Writer(settings.HOME, drain=_drain, archive=_archive).run())
    except AnotherWriter:
        print("Another event writer runs for this house. · 本馆的事件写入进程已在运行。", file=sys.stderr)
        return 1
    return 0


def _drain(ingest: Ingest) -> int:
    close_old_connections()
    return api.drain(ingest)


def _archive(ingest: Ingest) -> None:
    close_old_connections()
    api.archive(ingest, at=utc_now())
