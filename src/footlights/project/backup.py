"""`./footlights backup FILE` and `./footlights restore FILE`: the whole house in one tar file, and back again.

A backup may be made while the house is open: each SQLite file is copied at one moment through SQLite itself, the
main one before the event log, so that no figure tells of an event that the log lacks. Every file's SHA-256 stands in
the manifest, which is the last member; a restore checks them all before anything takes its place.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both
from footlights.project.build.places import CannotGoOn
from footlights.project.home import home_folder

MANIFEST: Final = "footlights-backup.json"
DATABASES: Final = ("house.db", "events/ingest.db")
KEPT: Final = ("secrets.json", "sign-ins.json", "events", "media", "posters", "statements")
_PASSING: Final = (".work-", ".incoming", ".draft")
_BLOCK: Final = 1 << 20
_ELSEWHERE = Both(
    "The database is on a server: back it up there, with pg_dump. Unset FOOTLIGHTS_DATABASE_URL to back up this folder alone.",
    "数据库位于服务器上：请在服务器上用 pg_dump 备份。如只备份本目录，请取消设置 FOOTLIGHTS_DATABASE_URL。",
)
_NO_HOUSE = Both("There is no house in {home} to back up.", "{home} 中没有可备份的数据。")
_NOT_EMPTY = Both(
    "There is a house in {home} already. Move it away, or set FOOTLIGHTS_HOME to another folder.",
    "{home} 中已有数据。请先移走，或将 FOOTLIGHTS_HOME 设为其他目录。",
)
_NO_BACKUP = Both(
    "{file} is not a whole backup: {why}. Nothing was changed.",
    "{file} 不是完整的备份：{why}。未作任何更改。",
)
_MADE = Both("{file}: {count} files, {size} MB", "{file}：{count} 个文件，{size} MB")
_BACK = Both("{home}: {count} files restored", "{home}：已恢复 {count} 个文件")


def add_verbs(commands: Any) -> None:
    """Add the two commands."""
    for name, run, said in (
        ("backup", back_up, "keep the whole house in one file · 备份全馆"),
        ("restore", restore, "bring a house back from its backup · 从备份恢复"),
    ):
        parser: argparse.ArgumentParser = commands.add_parser(name, help=said)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
        parser.set_defaults(run=run)


def back_up(chosen: argparse.Namespace) -> int:
    """Write the backup; the file stands whole or not at all.

    Raises CannotGoOn when there is no house here, or its database is elsewhere.
    """
    home = home_folder()
    if os.environ.get("FOOTLIGHTS_DATABASE_URL", "sqlite:").partition(":")[0] != "sqlite":
        raise CannotGoOn(_ELSEWHERE)
    if not (home / "house.db").is_file():
        raise CannotGoOn(_NO_HOUSE.filled(home=home))
    draft = chosen.file.with_name(f".{chosen.file.name}.draft")
    try:
        hashes = _write(home, draft)
        draft.replace(chosen.file)
    finally:
        draft.unlink(missing_ok=True)
    size = chosen.file.stat().st_size
    told = {"file": str(chosen.file), "files": len(hashes), "bytes": size}
    print(
        json.dumps(told)
        if chosen.json
        else _MADE.filled(file=chosen.file, count=len(hashes), size=size >> 20)
    )
    return 0


def _write(home: Path, draft: Path) -> dict[str, str]:
    hashes: dict[str, str] = {}
    with tarfile.open(draft, "w") as archive:
        draft.chmod(0o600)
        for name in DATABASES:
            with _copied(home / name) as copy:
                if copy:
                    hashes[name] = _add(archive, copy, name)
        for path in _files(home):
            name = path.relative_to(home).as_posix()
            if name not in hashes:
                try:
                    hashes[name] = _add(archive, path, name)
                except FileNotFoundError:
                    continue  # it went while we came
        about = {"made_at": utc_now().isoformat(), "files": hashes}
        text = json.dumps(about, indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    return hashes


@contextmanager
def _copied(database: Path) -> Iterator[Path | None]:
    """Lend a copy of a SQLite file as it is at one moment; None where there is none."""
    if not database.is_file():
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="footlights-backup-") as folder:
        copy = Path(folder) / database.name
        with (
            closing(sqlite3.connect(database, timeout=60)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        yield copy


def _files(home: Path) -> Iterator[Path]:
    """Yield what a house keeps besides its SQLite files and whatever is passing."""
    for name in KEPT:
        top = home / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            parts = path.relative_to(home).parts
            is_passing = any(part.startswith(sign) for part in parts for sign in _PASSING)
            is_database = path.name.endswith((".db", ".db-wal", ".db-shm", ".lock", ".sock", ".new"))
            if path.is_file() and not path.is_symlink() and not is_passing and not is_database:
                yield path


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file as long as it is now, and return its hash."""
    with path.open("rb") as file:
        member = archive.gettarinfo(arcname=name, fileobj=file)
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        hashed = _Hashed(file)
        archive.addfile(member, hashed)
    return hashed.hash.hexdigest()


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.file = file
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.hash.update(block)
        return block


def restore(chosen: argparse.Namespace) -> int:
    """Bring a house back into an empty folder; whole or not at all.

    Raises CannotGoOn when there is a house already, or the file is no whole backup.
    """
    home = home_folder()
    if (home / "house.db").exists() or any((home / "media").glob("*")):
        raise CannotGoOn(_NOT_EMPTY.filled(home=home))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = home / ".restoring"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    try:
        hashes = _unpack(chosen.file, draft)
        for name in sorted({Path(name).parts[0] for name in hashes}, key=lambda name: name == "house.db"):
            place = home / name
            shutil.rmtree(place, ignore_errors=True)
            place.unlink(missing_ok=True)
            (draft / name).rename(place)  # the main database comes last: with it the house is there
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    told = {"home": str(home), "files": len(hashes)}
    print(json.dumps(told) if chosen.json else _BACK.filled(home=home, count=len(hashes)))
    return 0


def _unpack(file: Path, draft: Path) -> dict[str, str]:
    """Unpack into a folder, check every file, and return their hashes."""
    try:
        with tarfile.open(file, "r:") as archive:
            archive.extractall(draft, filter="data")
        hashes: dict[str, str] = json.loads((draft / MANIFEST).read_text("utf-8"))["files"]
        for name, wanted in hashes.items():
            with (draft / name).open("rb") as each:
                if hashlib.file_digest(each, "sha256").hexdigest() != wanted:
                    raise ValueError(name)
    except (OSError, tarfile.TarError, ValueError, KeyError) as fault:
        raise CannotGoOn(_NO_BACKUP.filled(file=file, why=fault)) from fault
    return hashes
