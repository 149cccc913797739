"""`./footlights pack FILE`: the house with everything it installs, in one tar file, for a machine without the internet.

In it: the repository's files, the wheels that the lock files name (checked against their hashes when fetched and
again when installed), and the front end as built. On the other machine, of the same kind and with Python 3.11:
unpack it, and `./footlights up --offline`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.project.build.frontend import BUILT
from footlights.project.build.places import DIST, REPOSITORY, REQUIREMENTS, WHEELS, CannotGoOn

LOCKS: Final = ("bootstrap.txt", "base.txt", "demo.txt")
FOLDER: Final = "footlights"
_NO_FILES = Both(
    "A pack is made from the git repository: git ls-files said nothing.",
    "打包须在 git 仓库中进行：git ls-files 无输出。",
)
_NO_WHEELS = Both(
    "Some packages could not be fetched. Look at the connection, then run this again.",
    "部分软件包无法下载。请检查网络后重试。",
)
_MADE = Both(
    "{file}: {size} MB. Elsewhere: tar xf it, then footlights/footlights up --offline",
    "{file}：{size} MB。在另一台机器上解压，然后运行 footlights/footlights up --offline",
)


def add_verbs(commands: Any) -> None:
    """Add the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "pack", help="the house with all it installs, in one file · 打包，供离线安装"
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the pack; the file stands whole or not at all.

    Raises CannotGoOn when this is no repository, or a package can't be fetched.
    """
    draft = chosen.file.with_name(f".{chosen.file.name}.draft")
    try:
        with tempfile.TemporaryDirectory(prefix="footlights-pack-") as wheels:
            _fetch(Path(wheels))
            with tarfile.open(draft, "w") as archive:
                for path in [*_tracked(), *_built()]:
                    archive.add(
                        path, f"{FOLDER}/{path.relative_to(REPOSITORY)}", recursive=False, filter=_nobody
                    )
                for path in sorted(Path(wheels).iterdir()):
                    archive.add(path, f"{FOLDER}/{WHEELS.name}/{path.name}", filter=_nobody)
        draft.replace(chosen.file)
    finally:
        draft.unlink(missing_ok=True)
    size = chosen.file.stat().st_size
    told = {"file": str(chosen.file), "bytes": size}
    print(json.dumps(told) if chosen.json else _MADE.filled(file=chosen.file, size=size >> 20))
    return 0


def _fetch(folder: Path) -> None:
    for lock in LOCKS:
        words = [
            sys.executable,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "download",
            "-q",
            "--require-hashes",
        ]
        only = ["--no-deps", "-r", str(REQUIREMENTS / lock), "-d", str(folder)]
        if subprocess.run([*words, *only], check=False).returncode:
            raise CannotGoOn(_NO_WHEELS)


def _tracked() -> Iterator[Path]:
    said = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if not said.stdout:
        raise CannotGoOn(_NO_FILES)
    for name in filter(None, said.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            yield REPOSITORY / name


def _built() -> Iterator[Path]:
    """Yield the front end as built, and the stamp that says from what."""
    yield from sorted(path for path in DIST.rglob("*") if path.is_file())
    yield BUILT


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
