"""Where things stand in the repository, and how a step remembers that it is done."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from footlights.kernel.text import Both, Language

REPOSITORY = Path(__file__).resolve().parents[4]
REQUIREMENTS = REPOSITORY / "requirements"
FRONTEND = REPOSITORY / "frontend"
DIST = REPOSITORY / "src" / "footlights" / "project" / "shell" / "static" / "shell" / "dist"
VENV = Path(os.environ.get("FOOTLIGHTS_VENV") or REPOSITORY / ".venv")
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
PEERS = (
    REPOSITORY / ".peers"
)  # an environment of its own: what benchmarks run beside, clear of the house and its licence
WHEELS = REPOSITORY / "wheels"  # what a pack brings along, for a machine without the internet


class CannotGoOn(Exception):
    """Setting up stopped; the message is one line that says why and what to do."""

    def __init__(self, message: Both) -> None:
        super().__init__(str(message))
        self.message = message


def digest(paths: Iterable[Path], *more: str) -> str:
    """Return a hash of files' names and contents, and of what else they depend on."""
    seen = hashlib.sha256("\0".join((sys.version.split()[0], *more)).encode())
    for path in sorted(paths):
        seen.update(str(path.relative_to(REPOSITORY)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()


def is_stamped(stamp: Path, wanted: str) -> bool:
    """Return whether a step was done for just these files."""
    return stamp.is_file() and stamp.read_text("ascii") == wanted


def terminal_language(words: Iterable[str] = ()) -> Language:
    """Return the language to speak: --lang, else the terminal's, else English."""
    given = list(words)
    for number, word in enumerate(given):
        if word.startswith("--lang="):
            return _language(word.partition("=")[2])
        if word == "--lang" and number + 1 < len(given):
            return _language(given[number + 1])
    return _language(next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), ""))


def _language(said: str) -> Language:
    return Language.ZH if said.lower().startswith("zh") else Language.EN
