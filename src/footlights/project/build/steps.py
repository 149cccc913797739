"""Steps with a number, a name and the time they take, and one clear line when one fails."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from footlights.kernel.text import Both, Language
from footlights.project.build.places import REPOSITORY, CannotGoOn

TICK_SECONDS: Final = 10.0
NO_ROOM: Final = Both(
    "The disk is full. Free some space (the house needs about 2 GB), then run the same command again.",
    "磁盘已满。请清理出空间（约需 2 GB），然后再次运行同一命令。",
)
# What installers say last is often not the cause; these lines are.
CAUSES: Final = (
    re.compile(r"^\s*(?:Caused by|╰─▶)[: ]+(.+)$"),
    re.compile(r"^ERROR: (.+)$"),
    re.compile(r"^error: (.+)$"),
    re.compile(r"^npm (?:error|ERR!) (?!A complete log|code |errno |\s)(.+)$"),
    re.compile(r"^(?:.*: )?error(?: \w+)?: (.+)$", re.IGNORECASE),
)


@dataclass(frozen=True)
class Step:
    """Something to do once: skipped when it is done already."""

    title: Both
    is_done: Callable[[], bool]
    act: Callable[[Run], None]


class Run:
    """Carries steps out, says how far they are, and keeps what programs print in a log."""

    def __init__(self, language: Language, log: Path | None, *, done: int = 0, total: int = 0) -> None:
        self.language = language
        self.log = log
        self.done = done
        self.total = total
        self.began = time.monotonic()

    def carry_out(self, steps: Sequence[Step], *, more: int = 0) -> None:
        """Do the steps that are not done yet; ``more`` follow elsewhere and are counted too.

        Raises CannotGoOn.
        """
        waiting = [step for step in steps if not step.is_done()]
        self.total += len(waiting) + more
        for step in waiting:
            self.start(step.title)
            began = time.monotonic()
            try:
                step.act(self)
            except OSError as fault:
                raise CannotGoOn(explain(fault)) from fault
            self.say(
                Both("      done in {s:.1f} s", "      完成，用时 {s:.1f} 秒").filled(
                    s=time.monotonic() - began
                )
            )

    def start(self, title: Both) -> None:
        """Say that the next step begins."""
        self.done += 1
        print(f"[{self.done}/{self.total}] {title.said_in(self.language)}", flush=True)

    def say(self, line: Both) -> None:
        """Print one line."""
        print(line.said_in(self.language), flush=True)

    def run(
        self,
        words: Sequence[str | Path],
        *,
        folder: Path = REPOSITORY,
        env: Mapping[str, str] | None = None,
        downloads: bool = False,
    ) -> None:
        """Run a program to its end, telling every ten seconds that it still runs.

        Raises CannotGoOn with the cause that the program gave.
        """
        began = tick = time.monotonic()
        lines: list[str] = []
        with subprocess.Popen(
            list(map(str, words)), cwd=folder, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        ) as process:  # fmt: skip
            assert process.stdout is not None
            os.set_blocking(process.stdout.fileno(), False)
            while process.poll() is None:
                lines += process.stdout.readlines()
                if time.monotonic() - tick >= TICK_SECONDS:
                    tick = time.monotonic()
                    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
                    print(f"      … {tick - began:.0f} s  {said[:80]}", flush=True)
                time.sleep(0.05)
            lines += process.stdout.readlines()
        self._keep(words, lines)
        if process.returncode:
            raise CannotGoOn(self._failure(lines, downloads=downloads))

    def _keep(self, words: Sequence[str | Path], lines: Sequence[str]) -> None:
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as log:
                log.write(f"$ {' '.join(map(str, words))}\n{''.join(lines)}")

    def _failure(self, lines: Sequence[str], *, downloads: bool) -> Both:
        whole = "".join(lines)
        if "No space left on device" in whole or "ENOSPC" in whole:
            return NO_ROOM
        why = cause(lines)
        said = Both(f"{why}.", f"{why}。")
        if downloads:
            said = Both(
                f"A download failed: {why}. Check the connection and run the same command again;"
                " what was done is kept.",
                f"下载失败：{why}。请检查网络后再次运行同一命令；已完成的步骤会保留。",
            )
        kept = f" ({self.log})" if self.log else ""
        return Both(said.en + kept, said.zh + kept)


def cause(lines: Sequence[str]) -> str:
    """Return the line of a program's output that says why it failed."""
    for pattern in CAUSES:
        found = [match[1].strip() for line in lines if (match := pattern.match(line))]
        if found:
            return found[-1][:300].rstrip(".")
    return next(
        (line.strip()[:300] for line in reversed(lines) if line.strip()), "it failed and said nothing"
    )


def explain(fault: OSError) -> Both:
    """Return one line about a fault of the machine."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return NO_ROOM
    name = fault.filename or ""
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Both(
            f"Cannot write to {name}. Set FOOTLIGHTS_HOME to a folder that you may write to.",
            f"无法写入 {name}。请把 FOOTLIGHTS_HOME 设为可写的文件夹。",
        )
    return Both(f"{name}: {fault.strerror}", f"{name}：{fault.strerror}")


def report(fault: CannotGoOn, language: Language) -> int:
    """Print why set-up stopped; return the exit status."""
    print(fault.message.said_in(language), file=sys.stderr)
    return 1
