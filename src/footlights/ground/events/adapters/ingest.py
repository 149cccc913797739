"""The ingest file: the newest days of the log in one SQLite file, written by one process, read by many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from .wire import Row

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    received_us INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (body LIKE '{%}')
) STRICT;
CREATE TABLE IF NOT EXISTS archive (ends_us INTEGER NOT NULL) STRICT;
"""
_COLUMNS: Final = "position, received_us, id, name, at_us, body"
Stored = tuple[int, int, str, str, int, str]


class Ingest:
    """One connection to the ingest file."""

    def __init__(self, path: Path, *, is_writer: bool = False) -> None:
        """Open the file; only its writer makes it, and only one process may be the writer."""
        self.path = path
        target = str(path) if is_writer else f"{path.as_uri()}?mode=ro"
        self.connection = sqlite3.connect(
            target, uri=not is_writer, timeout=10, isolation_level=None, check_same_thread=False
        )
        if is_writer:
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=FULL")
            self.connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def append(self, batches: Sequence[Sequence[Row]], received_us: int) -> list[int | str]:
        """Store several batches in one transaction; return for each how many rows were new, or why none was kept.

        When this returns, what it says is kept is on the disk. A row whose id is known is passed over, and so
        is one of a day that is archived already: its id could not be told from one that is there.
        Raises sqlite3.OperationalError when nothing could be kept, such as on a full disk.
        """
        outcomes: list[int | str] = []
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        try:
            archived_us = self.archived_until_us()
            for batch in batches:
                run("SAVEPOINT batch")
                before = self.connection.total_changes
                try:
                    self.connection.executemany(
                        "INSERT INTO event (id, name, at_us, body, received_us) SELECT ?, ?, ?, ?, ?"
                        " WHERE ?3 >= ?6 ON CONFLICT (id) DO NOTHING",
                        ((*row, received_us, archived_us) for row in batch),
                    )
                except (sqlite3.IntegrityError, sqlite3.ProgrammingError, TypeError) as fault:
                    run("ROLLBACK TO batch")
                    outcomes.append(f"malformed: {fault}")
                else:
                    outcomes.append(self.connection.total_changes - before)
                run("RELEASE batch")
            run("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                run("ROLLBACK")
            raise
        return outcomes

    def head(self) -> int:
        """Return the position of the newest event ever stored, 0 when there was none."""
        row = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
        return int(row[0]) if row else 0

    def read(self, after: int, limit: int, name: str | None = None) -> list[Stored]:
        """Return the next events after a position, oldest first."""
        named, values = ("AND name = ?", [after, name, limit]) if name else ("", [after, limit])
        return self.connection.execute(
            f"SELECT {_COLUMNS} FROM event WHERE position > ? {named} ORDER BY position LIMIT ?",  # noqa: S608
            values,
        ).fetchall()

    def archived_until_us(self) -> int:
        """Return the instant before which events are in the archive."""
        row = self.connection.execute("SELECT max(ends_us) FROM archive").fetchone()
        return int(row[0] or 0)

    def rows_between(self, since_us: int, until_us: int) -> Iterator[Stored]:
        """Yield the events that happened in a span, oldest position first."""
        yield from self.connection.execute(
            f"SELECT {_COLUMNS} FROM event WHERE at_us >= ? AND at_us < ? ORDER BY position",  # noqa: S608
            (since_us, until_us),
        )

    def drop_until(self, ends_us: int) -> None:
        """Forget the events before an instant, now that the archive has them."""
        run: Any = self.connection.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO archive VALUES (?)", (ends_us,))
        run("DELETE FROM event WHERE at_us < ?", (ends_us,))
        run("COMMIT")
