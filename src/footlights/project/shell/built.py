"""What the front end's build left behind: the names of its script, styles and fonts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

DIST: Final = Path(__file__).resolve().parent / "static" / "shell" / "dist"
# What every page shows at once; letters of Latin's further reaches come when a page has them.
_FIRST: Final = ("-latin-opsz-", "-latin-wght-")


@dataclass(frozen=True, slots=True)
class Entry:
    """The files that every page needs, relative to the build's folder."""

    script: str
    styles: tuple[str, ...]
    fonts: tuple[str, ...]


def entry() -> Entry | None:
    """Return the files of the newest build, or None when nothing was built."""
    path = DIST / "manifest.json"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=1)
def _read(path: Path, written_at_ns: int) -> Entry | None:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    first = found.get("index.ts")
    if first is None:
        return None
    fonts = tuple(name for name in first.get("assets", ()) if any(sign in name for sign in _FIRST))
    return Entry(first["file"], tuple(first.get("css", ())), fonts)
