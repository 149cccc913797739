"""One line format for every process: time, level, process, message."""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime
from typing import Final

PROCESS: Final = "FOOTLIGHTS_PROCESS"  # environment: this process's name in the supervisor's list


class Line(logging.Formatter):
    """``2018-05-08T09:00:00.000Z info web message``; under a supervisor ``info message``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line, and its traceback, if any, as further lines."""
        if record.name.startswith("django.security"):
            record.exc_info = None  # someone's odd request, not a fault of ours: one line will do
        text = f"{record.levelname.lower()} {super().format(record)}"
        if PROCESS in os.environ:
            return text
        return f"{stamp(record.created)} {text.replace(' ', ' footlights ', 1)}"


def stamp(seconds: float) -> str:
    """Return an instant as the logs write it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def configure(level: int = logging.INFO) -> None:
    """Send this process's log to its standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("django").setLevel(logging.WARNING)
    logging.getLogger("django.request").addFilter(_is_ours)
    logging.getLogger("asyncio").setLevel(logging.WARNING)


def _is_ours(record: logging.LogRecord) -> bool:
    """Leave out what readers do wrong (4xx), of which Django warns, and a health page that says no (503)."""
    return int(getattr(record, "status_code", 500)) in (500, 507)
