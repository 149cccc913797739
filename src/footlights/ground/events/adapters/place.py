"""Where the writer listens: a socket in the house, or in a private folder when that path is too long."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import Final

LONGEST: Final = 100  # bytes of a socket's path; the kernel takes 108 on Linux, 104 on macOS


def claim_place(home: Path) -> Path:
    """Return the path that a writer is to listen at, free and in a folder that only this user may enter.

    A path outside the house is noted in the house, where clients look for it.
    """
    inside = home / "run" / "events.sock"
    inside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    inside.unlink(missing_ok=True)
    if len(os.fsencode(inside)) <= LONGEST:
        _note(home).unlink(missing_ok=True)
        return inside
    known = find_place(home)
    if known != inside and known.parent.is_dir() and _is_private(known.parent):
        known.unlink(missing_ok=True)
        return known
    outside = Path(tempfile.mkdtemp(prefix="footlights-")) / "events.sock"
    draft = _note(home).with_suffix(".draft")
    draft.write_text(str(outside), "utf-8")
    draft.replace(_note(home))
    return outside


def find_place(home: Path) -> Path:
    """Return the path at which a house's writer listens, if it runs."""
    try:
        return Path(_note(home).read_text("utf-8"))
    except FileNotFoundError:
        return home / "run" / "events.sock"


def _note(home: Path) -> Path:
    return home / "run" / "events.sock.path"


def _is_private(folder: Path) -> bool:
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077
