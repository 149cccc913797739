"""How clients and the writer talk: a length of four bytes, then JSON.

A request is a list of rows [id, name, at in µs, body as JSON text]; its answer {"kept": n} or {"refused": why}.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from footlights.kernel.clock import instant, microseconds
from footlights.kernel.ids import EventId

from ..types import Event

LARGEST_FRAME: Final = 16 << 20  # bytes
_LONGEST_SOCKET_PATH: Final = 100  # bytes; the kernel takes 108 on Linux, 104 on macOS

Row = tuple[str, str, int, str]


def frame(value: Any) -> bytes:
    """Return a value as one frame."""
    text = json.dumps(value, separators=(",", ":")).encode()
    return len(text).to_bytes(4, "big") + text


def row_of(event: Event) -> Row:
    """Return an event as the row that is sent and stored."""
    return event.id, event.name, microseconds(event.at), json.dumps(event.body, separators=(",", ":"))


def event_of(row: Sequence[Any]) -> Event:
    """Return the event that a row tells of."""
    return Event(EventId(row[0]), row[1], instant(row[2]), json.loads(row[3]))


def socket_path(home: Path) -> Path:
    """Return where the writer listens: in the house, or in a short private folder when that path is too long."""
    path = home / "run" / "events.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"footlights-{os.getuid()}-{name}" / "events.sock"
