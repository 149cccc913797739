"""Where a relay lies on disk, and what its processes told there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from footlights.kernel.ids import is_id
from footlights.services.live.core.playlist import Edge, PartLine, SegmentLine

from . import lifeline


def home() -> Path:
    """Return the folder of all relays, made if it is not there."""
    folder = Path(settings.HOME) / "live"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def event_folder(event: str) -> Path:
    """Return the folder of one relay.

    Raises ValueError for what is no event's identifier.
    """
    if not is_id(event, "liv"):
        raise ValueError(f"not an event: {event!r}")
    return home() / event


def gate_told() -> dict[str, Any]:
    """Return how the doors stand."""
    return lifeline.read_json(home() / "gate.json") or {}


def switcher_told(event: str) -> dict[str, Any] | None:
    """Return how the switcher stands, None before it began."""
    told: dict[str, Any] | None = lifeline.read_json(event_folder(event) / "state.json")
    return told


def read_edge(folder: Path) -> Edge | None:
    """Return where the packager is, None before its first part."""
    told = lifeline.read_json(folder / "edge.json")
    if told is None:
        return None
    parts = {int(n): tuple(PartLine(**part) for part in listed) for n, listed in told["parts"].items()}
    keep = ("number", "init", "at_ms", "slot", "is_break", "is_over")
    return Edge(**{name: told[name] for name in keep}, parts=parts)


def read_segments(folder: Path) -> list[SegmentLine]:
    """Return every whole segment."""
    return [SegmentLine(**line) for line in read_lines(folder / "segments.jsonl")]


def read_lines(path: Path, begin: int = 0) -> list[Any]:
    """Return the whole lines of a log from one of a number on."""
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return []
    return [json.loads(line) for line in lines[begin:]]
