"""The archive: one Parquet file for each day that is over, written by DuckDB, whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from .ingest import Stored

_COLUMNS: Final = {
    "position": "BIGINT", "received_us": "BIGINT", "id": "VARCHAR", "name": "VARCHAR", "at_us": "BIGINT",
    "body": "VARCHAR",
}  # fmt: skip


def day_file(home: Path, day: date) -> Path:
    """Return where the archive keeps a day."""
    return home / "events" / "days" / f"{day.isoformat()}.parquet"


def list_days(home: Path) -> list[date]:
    """Return the days in the archive, oldest first."""
    return sorted(date.fromisoformat(path.stem) for path in (home / "events" / "days").glob("????-??-??.parquet"))


def write_day(home: Path, day: date, rows: Iterable[Stored]) -> int:
    """Write a day's events and return how many; the file appears whole, and only when it is on the disk."""
    path = day_file(home, day)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines, draft = path.with_suffix(".ndjson"), path.with_suffix(".draft")
    count = 0
    with lines.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(_COLUMNS, row, strict=True))) + "\n")
            count += 1
    with _engine() as engine:
        engine.execute(
            "COPY (SELECT * FROM read_json($lines, format = 'newline_delimited', columns = "
            f"{_COLUMNS!r}) ORDER BY position) TO '{_quoted(draft)}' (FORMAT parquet, COMPRESSION zstd)",
            {"lines": str(lines)},
        )
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    lines.unlink()
    return count


def read_day(home: Path, day: date, name: str) -> Iterator[Stored]:
    """Yield a day's events of one name, oldest position first."""
    with _engine() as engine:
        found = engine.execute(
            "SELECT position, received_us, id, name, at_us, body FROM read_parquet($path) WHERE name = $name"
            " ORDER BY position",
            {"path": str(day_file(home, day)), "name": name},
        )
        while rows := found.fetchmany(10_000):
            yield from rows


def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "2",
                "memory_limit": "512MB"}
    )  # fmt: skip


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
