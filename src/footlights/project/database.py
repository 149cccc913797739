"""The database, brought up to date when the house opens, and not looked at again until something changed.

Whether it is current is known without Django: that makes the second start quick.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError

from footlights.kernel.text import Both
from footlights.project.build.places import REQUIREMENTS, CannotGoOn, is_stamped
from footlights.project.discovery import folders


def is_current(home: Path) -> bool:
    """Return whether the database is there and nothing changed since it was last brought up to date.

    Only SQLite's file can be looked for without asking; another database is asked at every start.
    """
    is_file = not os.environ.get("FOOTLIGHTS_DATABASE_URL") and (home / "house.db").exists()
    return is_file and is_stamped(_stamp(home), _digest())


def bring_up_to_date(home: Path) -> None:
    """Apply the migrations that are missing.

    Raises CannotGoOn when the database does not answer.
    """
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as fault:
        line = " ".join(str(fault).split())[:200]
        raise CannotGoOn(Both(f"The database does not answer: {line}", f"数据库没有响应：{line}")) from fault
    _stamp(home).write_text(_digest(), "ascii")


def _stamp(home: Path) -> Path:
    return home / "run" / "migrated.sha256"


def _digest() -> str:
    """Return a hash of our migrations, and of the lock file for everyone else's."""
    seen = hashlib.sha256((REQUIREMENTS / "base.txt").read_bytes())
    for folder in folders():
        for path in sorted((folder.path / "migrations").glob("*.py")):
            seen.update(f"{folder.name} {path.name} ".encode() + path.read_bytes())
    return seen.hexdigest()
