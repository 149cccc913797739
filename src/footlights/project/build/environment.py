"""The Python side: an environment, the installer with its hash, and the packages with theirs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from footlights.kernel.text import Both
from footlights.project.build.places import (
    PEERS,
    PYTHON,
    REQUIREMENTS,
    UV,
    VENV,
    WHEELS,
    CannotGoOn,
    digest,
    is_stamped,
)
from footlights.project.build.steps import Run, Step

NO_ENSUREPIP: Final = Both(
    "This Python cannot make environments. On Debian: sudo apt install python3-venv. Then run this again.",
    "此 Python 无法创建环境。Debian 上请运行 sudo apt install python3-venv，然后重试。",
)


def python_steps() -> list[Step]:
    """Return the steps to an environment in which the house runs."""
    return [
        Step(Both("Python environment", "Python 环境"), PYTHON.exists, _make_environment),
        packages(Both("The installer, uv", "安装工具 uv"), "bootstrap.txt", with_pip=True),
        packages(Both("Python packages", "Python 软件包"), "base.txt"),
    ]


def peer_packages(title: Both) -> list[Step]:
    """Return the steps to the environment of what benchmarks run beside."""
    python = PEERS / "bin" / "python"

    def make(run: Run) -> None:
        run.run([UV, "venv", "-q", "--python", sys.executable, PEERS])

    return [Step(title, python.exists, make), packages(title, "peers.txt", environment=PEERS)]


def packages(
    title: Both,
    lock: str,
    *,
    with_pip: bool = False,
    options: Sequence[str] = (),
    environment: Path = VENV,
) -> Step:
    """Return the step that installs a lock file; packages beyond it are left alone."""
    path = REQUIREMENTS / lock
    stamp = environment / f"footlights-{path.stem}.sha256"
    installer: tuple[str | Path, ...] = (
        (PYTHON, "-m", "pip", "--disable-pip-version-check") if with_pip else (UV, "pip")
    )

    def act(run: Run) -> None:
        target = () if with_pip else ("--python", environment / "bin" / "python")
        offline = ("--no-index", "-f", WHEELS) if is_offline() else ()
        words = [*installer, "install", "--require-hashes", *offline, *options, *target, "-r", path]
        run.run(words, downloads=not offline)
        stamp.write_text(digest([path]), "ascii")

    return Step(title, lambda: is_stamped(stamp, digest([path])), act)


def is_offline() -> bool:
    """Return whether nothing may be fetched: packages come from the pack that this house came in."""
    return bool(os.environ.get("FOOTLIGHTS_OFFLINE"))


def _make_environment(run: Run) -> None:
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
            raise CannotGoOn(NO_ENSUREPIP)
        env = {"DEBIAN_FRONTEND": "noninteractive"}
        run.run(["apt-get", "update", "-q"], env=env, downloads=True)
        run.run(["apt-get", "install", "-y", "-q", "python3-venv"], env=env, downloads=True)
    try:
        run.run([sys.executable, "-m", "venv", VENV])
    except CannotGoOn:
        shutil.rmtree(VENV, ignore_errors=True)  # half an environment would look like a whole one
        raise
