"""A backup brings back what was there, or says why it can't and changes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest


def run(home: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FOOTLIGHTS_HOME": str(home), **more}
    environment.setdefault("FOOTLIGHTS_DATABASE_URL", "")
    if not environment["FOOTLIGHTS_DATABASE_URL"]:
        del environment["FOOTLIGHTS_DATABASE_URL"]
    command = [sys.executable, "-m", "footlights.project.cli", "--lang", "en", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def home(tmp_path) -> Path:
    """Return a folder with what a house has, its database open in WAL mode with a row not yet checkpointed."""
    home = tmp_path / "home"
    for name in ("events/2026-01-01.parquet", "media/ast-1/show/poster.jpg", "media/ast-1/.work-x/half.mp4",
                 "secrets.json", "log/house.log", "cache/fonts/a.ttf", "uploads/upl-1/data"):  # fmt: skip
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(name.encode() * 1000)
    return home


def rows(database: Path) -> list[tuple[int]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT n FROM t ORDER BY n").fetchall()


def test_a_house_comes_back_while_somebody_writes_to_it(home, tmp_path):
    with closing(sqlite3.connect(home / "house.db", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE t (n)")
        writer.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(500)])
        made = run(home, "backup", tmp_path / "house.tar", "--json")
        assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["files"] == 4
    assert oct((tmp_path / "house.tar").stat().st_mode & 0o777) == "0o600"

    again = tmp_path / "again"
    back = run(again, "restore", tmp_path / "house.tar", "--json")

    assert back.returncode == 0, back.stderr
    assert len(rows(again / "house.db")) == 500
    for name in ("events/2026-01-01.parquet", "media/ast-1/show/poster.jpg", "secrets.json"):
        assert (again / name).read_bytes() == (home / name).read_bytes()
    assert sorted(path.name for path in again.iterdir()) == ["events", "house.db", "media", "secrets.json"]


def test_what_cannot_be_is_said_in_one_line(home, tmp_path):
    file = tmp_path / "house.tar"
    nothing = run(tmp_path / "none", "backup", file)
    assert (nothing.returncode, nothing.stderr.count("\n")) == (1, 1)
    assert "no house" in nothing.stderr
    away = run(home, "backup", file, FOOTLIGHTS_DATABASE_URL="postgresql://somewhere/house")
    assert (away.returncode, "pg_dump" in away.stderr) == (1, True)
    assert not file.exists()


@pytest.mark.parametrize("damage", ["cut", "flip", "text", "escape"])
def test_a_damaged_backup_changes_nothing(home, tmp_path, damage):
    with closing(sqlite3.connect(home / "house.db", isolation_level=None)) as writer:
        writer.execute("CREATE TABLE t (n)")
    file = tmp_path / "house.tar"
    assert run(home, "backup", file).returncode == 0
    whole = file.read_bytes()
    match damage:
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "flip":
            place = whole.index(b"secrets.jsonsecrets.json")
            file.write_bytes(whole[:place] + b"S" + whole[place + 1 :])
        case "text":
            file.write_text("not a backup")
        case "escape":
            with tarfile.open(file, "a") as archive:
                archive.addfile(tarfile.TarInfo("../outside.txt"))
    again = tmp_path / "again"

    refused = run(again, "restore", file)

    assert (refused.returncode, "not a whole backup" in refused.stderr) == (1, True), refused.stderr
    assert list(again.iterdir()) == []
    assert not (tmp_path / "outside.txt").exists()


def test_a_house_is_never_written_over(home, tmp_path):
    with closing(sqlite3.connect(home / "house.db", isolation_level=None)) as writer:
        writer.execute("CREATE TABLE t (n)")
    file = tmp_path / "house.tar"
    run(home, "backup", file)

    assert "already" in run(home, "restore", file).stderr
