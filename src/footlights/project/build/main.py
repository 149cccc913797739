"""What `./footlights` does first: build what a command needs, then hand it to the environment's Python."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from footlights.kernel.text import Both
from footlights.project.build import checks
from footlights.project.build.environment import packages, python_steps
from footlights.project.build.frontend import frontend_steps
from footlights.project.build.lock import lock_steps
from footlights.project.build.places import (
    PYTHON,
    REPOSITORY,
    REQUIREMENTS,
    WHEELS,
    CannotGoOn,
    terminal_language,
)
from footlights.project.build.steps import Run, Step, report

NEED_ALL: Final = frozenset({"up", "test", "tour", "bench", "pack", "shots"})
DEMO: Final = Both("Clips for the demo house", "演示所用的短片")
NO_PACK: Final = Both(
    "There are no wheels here: --offline is for a house unpacked from ./footlights pack.",
    "此处没有离线软件包：--offline 用于由 ./footlights pack 打包并解压的目录。",
)
NOT_YET: Final = Both(
    "Nothing is installed yet. Run ./footlights up first.", "尚未安装。请先运行 ./footlights up。"
)


def main(words: Sequence[str]) -> int:
    """Build what is missing, then become the command; return an exit status only when that cannot be."""
    language = terminal_language(words)
    command = next((word for word in words if not word.startswith("-") and word not in ("en", "zh")), "")
    asks_for_help = bool({"-h", "--help"} & set(words))
    try:
        steps = 0
        if command == "lock" and not asks_for_help:
            Run(language, None).carry_out([*python_steps()[:2], *lock_steps()])
            return 0
        if command in NEED_ALL and not asks_for_help:
            steps = _build(words, command)
        elif not PYTHON.exists():
            raise CannotGoOn(NOT_YET)
    except CannotGoOn as fault:
        return report(fault, language)
    except KeyboardInterrupt:
        return 130
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY / "src"),
        "FOOTLIGHTS_STEPS_DONE": str(steps),
    }
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "footlights.project.cli", *words], environment)  # noqa: S606  # no shell


def _build(words: Sequence[str], command: str) -> int:
    """Carry out the steps that are missing and return how many there were."""
    home: Path | None = None
    if command == "up" and "--offline" in words:
        if not WHEELS.is_dir():
            raise CannotGoOn(NO_PACK)
        os.environ["FOOTLIGHTS_OFFLINE"] = "1"
    if command == "up":
        host, port = _option(words, "--host", "127.0.0.1"), _option(words, "--port", "8000")
        home = checks.check_home()
        checks.check_room(home)
        if port.isdigit():
            checks.check_port(host, int(port))
    # Held until this process becomes the command: two that build at once would trip over each other.
    fcntl.flock(os.open(REQUIREMENTS, os.O_RDONLY), fcntl.LOCK_EX)
    run = Run(terminal_language(words), home / "log" / "set-up.log" if home else None)
    run.carry_out(_steps("--no-demo" not in words), more=2 if command == "up" else 0)
    return run.done


def _steps(has_demo: bool) -> list[Step]:
    demo = [packages(DEMO, "demo.txt", options=("--no-deps",))] if has_demo else []
    return [*python_steps(), *demo, *frontend_steps()]


def _option(words: Sequence[str], name: str, default: str) -> str:
    for number, word in enumerate(words):
        if word == name and number + 1 < len(words):
            return words[number + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return default
