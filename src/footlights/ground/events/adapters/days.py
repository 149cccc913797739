"""The archive: Parquet files for the days that are over, written by DuckDB, each whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .ingest import FullDay, Stored

if TYPE_CHECKING:
    import duckdb

_COLUMNS: Final = {
    "position": "BIGINT", "received_us": "BIGINT", "id": "VARCHAR", "name": "VARCHAR", "at_us": "BIGINT",
    "body": "VARCHAR",
}  # fmt: skip
_SETTINGS: Final = {
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    "threads": "2", "memory_limit": "512MB",
}  # fmt: skip


class ArchiveFault(Exception):
    """A day's file could not be written or read; the text is the engine's."""


def name_file(full: FullDay) -> str:
    """Return the name of a day's next file: 2018-05-08.parquet; 2018-05-08.2.parquet for what came late."""
    return f"{full.day.isoformat()}{f'.{full.parts + 1}' if full.parts else ''}.parquet"


def write_file(home: Path, file: str, rows: Iterable[Stored]) -> None:
    """Write a file of the archive; it appears whole, and only when it is on the disk."""
    folder = _folder(home)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, lines, draft = folder / file, folder / f"{file}.lines", folder / f"{file}.draft"
    with lines.open("w", encoding="utf-8") as text:
        for row in rows:
            text.write(json.dumps(dict(zip(_COLUMNS, row, strict=True))) + "\n")
    with _engine(home) as engine:
        found = engine.read_json(str(lines), format="newline_delimited", columns=_COLUMNS)
        found.write_parquet(str(draft), compression="zstd")
    lines.unlink()
    with draft.open("rb") as whole:
        os.fsync(whole.fileno())
    draft.rename(path)
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def read_file(home: Path, file: str, name: str) -> Iterator[Stored]:
    """Yield a file's events of one name, oldest position first."""
    with _engine(home) as engine:
        found = engine.execute(
            "SELECT position, received_us, id, name, at_us, body FROM read_parquet($path) WHERE name = $name"
            " ORDER BY position",
            {"path": str(_folder(home) / file), "name": name},
        )
        while rows := found.fetchmany(10_000):
            yield from rows


def find_in_file(home: Path, file: str, ids: Sequence[str]) -> set[str]:
    """Return those of some ids that a file holds."""
    with _engine(home) as engine:
        found = engine.execute(
            "SELECT id FROM read_parquet($path) WHERE list_contains($ids, id)",
            {"path": str(_folder(home) / file), "ids": list(ids)},
        )
        return {id_ for (id_,) in found.fetchall()}


def _folder(home: Path) -> Path:
    return home / "events" / "days"


@contextmanager
def _engine(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415 - a fifth of a second to load, and only the archive needs it

    # Without a place of its own DuckDB spills into the working directory.
    try:
        with duckdb.connect(config={**_SETTINGS, "temp_directory": str(_folder(home) / "spill")}) as engine:
            yield engine
    except duckdb.Error as fault:
        raise ArchiveFault(str(fault)) from fault
