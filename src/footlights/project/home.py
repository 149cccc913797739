"""Where a house keeps what is its own: database, media, events, secrets. Never inside the repository."""

from __future__ import annotations

import json
import os
import secrets
import sys
from pathlib import Path


def home_folder() -> Path:
    """Return the house's folder: $FOOTLIGHTS_HOME, else the platform's place for a person's data."""
    if given := os.environ.get("FOOTLIGHTS_HOME"):
        return Path(given)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Footlights"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "footlights"


def open_home() -> Path:
    """Return the house's folder, made if absent, readable by its owner alone."""
    home = home_folder()
    for folder in (home, home / "media", home / "events", home / "run", home / "log"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def read_secrets(home: Path) -> dict[str, str]:
    """Return the house's secret keys, made on first use in a file that only its owner can read.

    Two processes may come here first together: the file is linked into place whole, and whoever is
    second reads what the first one wrote.
    """
    path = home / "secrets.json"
    if not path.exists():
        fresh = {name: secrets.token_urlsafe(48) for name in ("django", "media", "people")}
        draft = home / f".secrets.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(fresh), "utf-8")
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found
