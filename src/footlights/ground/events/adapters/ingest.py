"""The ingest file: the newest days of the log in one SQLite file, written by one process, read by many."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from footlights.kernel.clock import instant, microseconds

from .wire import Row

DAY_US: Final = 86_400_000_000

# What a row must be stands here, since the writer takes rows from whoever may open its socket; that a body is
# JSON is sure, since the writer wrote its text itself. An archive
# row says: this day's events up to that position are in this file. From then on only the file counts.
# No instant beyond the year 9999 can be told.
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    at_us INTEGER NOT NULL CHECK (at_us BETWEEN 0 AND 253402300799999999),
    received_us INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (body GLOB '{*}')
) STRICT;
CREATE TABLE IF NOT EXISTS archive (
    file TEXT PRIMARY KEY,
    day INTEGER NOT NULL,
    last_position INTEGER NOT NULL
) STRICT;
"""
_COLUMNS: Final = "position, received_us, id, name, at_us, body"
_IN_ARCHIVE: Final = (
    "EXISTS (SELECT 1 FROM archive WHERE day = at_us / 86400000000 AND last_position >= event.position)"
)
_BAD_ROW: Final = (sqlite3.IntegrityError, sqlite3.ProgrammingError, OverflowError, UnicodeError, TypeError)

Stored = tuple[int, int, str, str, int, str]  # position, received, id, name, at, body


@dataclass(frozen=True, slots=True)
class FullDay:
    """A day of which events stand in the ingest file that no archive file has yet."""

    day: date
    after: int
    last_position: int
    parts: int  # how many files the archive has of it


class Ingest:
    """One connection to the ingest file."""

    def __init__(self, path: Path, *, is_writer: bool = False) -> None:
        """Open the file; only its writer makes it, and only one process may be the writer.

        Raises sqlite3.OperationalError when there is no file and this is not the writer.
        """
        self.path = path
        target = str(path) if is_writer else f"{path.as_uri()}?mode=ro"
        # The writer's threads take turns at it.
        self.connection = sqlite3.connect(
            target, uri=not is_writer, timeout=10, isolation_level=None, check_same_thread=not is_writer
        )
        if is_writer:
            self.connection.execute("PRAGMA page_size=8192")
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA wal_autocheckpoint=2000")  # pages: 16 MB
            self.connection.execute("PRAGMA synchronous=FULL")
            self.connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def append(
        self,
        batches: Sequence[Sequence[Row]],
        received_us: int,
        find_archived: Callable[[str, Sequence[str]], set[str]],
    ) -> list[int | str]:
        """Store batches in one transaction; return how many rows of each were new, or why none is kept.

        When this returns, what it says is kept is on the disk. A row whose id is known is passed over;
        ``find_archived`` tells which of some ids a file of the archive holds.
        Raises sqlite3.OperationalError when nothing could be kept, such as on a full disk.
        """
        outcomes: list[int | str] = []
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            files = self.files_by_day()
            for batch in batches:
                fresh = [row for row in batch if row[2] // DAY_US not in files] if files else batch
                if len(fresh) < len(batch):
                    fresh = _without_archived(batch, files, find_archived)
                outcomes.append(self._insert(fresh, received_us))
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
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

    def iterate(self, name: str, since_us: int) -> Iterator[Stored]:
        """Yield the events of a name that no archive file has, oldest position first."""
        yield from self.connection.execute(
            f"SELECT {_COLUMNS} FROM event WHERE name = ? AND at_us >= ?"  # noqa: S608
            f" AND NOT {_IN_ARCHIVE} ORDER BY position",
            (name, since_us),
        )

    def iterate_day(self, full: FullDay) -> Iterator[Stored]:
        """Yield what the archive is to get of a day, oldest position first."""
        since_us = microseconds(midnight(full.day))
        yield from self.connection.execute(
            f"SELECT {_COLUMNS} FROM event WHERE position > ? AND position <= ?"  # noqa: S608
            " AND at_us >= ? AND at_us < ? ORDER BY position",
            (full.after, full.last_position, since_us, since_us + DAY_US),
        )

    def full_days(self, until: datetime) -> list[FullDay]:
        """Return the days before an instant that hold events which the archive has not, oldest first."""
        found = self.connection.execute(
            f"SELECT at_us / 86400000000 AS day, max(position),"  # noqa: S608
            " coalesce((SELECT max(last_position) FROM archive WHERE archive.day = at_us / 86400000000), 0),"
            " (SELECT count(*) FROM archive WHERE archive.day = at_us / 86400000000)"
            f" FROM event WHERE at_us < ? AND NOT {_IN_ARCHIVE} GROUP BY 1 ORDER BY 1",
            (microseconds(until),),
        )
        return [
            FullDay(instant(day * DAY_US).date(), after, last, parts) for day, last, after, parts in found
        ]

    def files_by_day(self) -> dict[int, list[str]]:
        """Return the archive's files for each day since 1970, in the order they were added."""
        files: dict[int, list[str]] = {}
        for day, file in self.connection.execute("SELECT day, file FROM archive ORDER BY day, last_position"):
            files.setdefault(day, []).append(file)
        return files

    def list_file(self, full: FullDay, file: str) -> None:
        """Let a file of the archive count in place of the rows it holds."""
        day = microseconds(midnight(full.day)) // DAY_US
        self.connection.execute("INSERT INTO archive VALUES (?, ?, ?)", (file, day, full.last_position))

    def drop_archived(self, most: int) -> int:
        """Forget some of the rows that the archive holds; return how many."""
        done = self.connection.execute(
            f"DELETE FROM event WHERE position IN (SELECT position FROM event WHERE {_IN_ARCHIVE} LIMIT ?)",  # noqa: S608
            (most,),
        )
        return done.rowcount

    def _insert(self, rows: Sequence[Row], received_us: int) -> int | str:
        run = self.connection.execute
        run("SAVEPOINT batch")
        before = self.connection.total_changes
        try:
            self.connection.executemany(
                "INSERT INTO event (id, name, at_us, body, received_us)"  # noqa: S608  # a number
                f" VALUES (?, ?, ?, ?, {received_us:d}) ON CONFLICT (id) DO NOTHING",
                rows,
            )
        except _BAD_ROW as fault:
            run("ROLLBACK TO batch")
            run("RELEASE batch")
            return f"malformed: {fault}"
        run("RELEASE batch")
        return self.connection.total_changes - before


def midnight(day: date) -> datetime:
    """Return the instant at which a UTC day begins."""
    return datetime.combine(day, time.min, UTC)


def day_after(day: date) -> datetime:
    """Return the instant at which a UTC day ends."""
    return midnight(day) + timedelta(days=1)


def _without_archived(
    batch: Sequence[Row],
    files: Mapping[int, Sequence[str]],
    find_archived: Callable[[str, Sequence[str]], set[str]],
) -> list[Row]:
    """Return the rows of a batch that no file of their day holds."""
    known: set[str] = set()
    for day in {row[2] // DAY_US for row in batch} & files.keys():
        ids = [row[0] for row in batch if row[2] // DAY_US == day]
        for file in files[day]:
            known |= find_archived(file, ids)
    return [row for row in batch if row[0] not in known]
