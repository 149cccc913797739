"""One process starts the others, starts them again when they fall, and stops them all."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from footlights.project.discovery import PACKAGE, folders
from footlights.project.lifeline import SUPERVISOR
from footlights.project.logs import PROCESS, stamp

STOP_SECONDS: Final = 4.6  # what children have to end by themselves; with the rest, all is gone within 5 s
HEALTHY_SECONDS: Final = 10.0  # a process that lived this long starts again at once when it falls
WAITS: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
LOG_BYTES: Final = 5 << 20
LEVEL: Final = re.compile(r"(debug|info|warning|error|critical) (.*)", re.DOTALL)


@dataclass
class Child:
    """A process that is kept running."""

    name: str
    words: tuple[str, ...]  # of our own command line
    process: subprocess.Popen[str] | None = None
    started: float = 0.0  # seconds since 1970
    restarts: int = 0
    falls: int = 0  # in a row, without a healthy time between
    due: float = 0.0  # when to start (again)


class Journal:
    """The log of all processes: a file of a bounded size, and whoever else wants the lines."""

    def __init__(
        self, folder: Path, show: Callable[[str], None] | None = None, most: int = LOG_BYTES
    ) -> None:
        self.most = most
        self.path = folder / "house.log"
        self.show = show
        self.lock = threading.Lock()
        self.file = self.path.open("a", encoding="utf-8")

    def write(self, process: str, line: str, level: str = "info") -> str:
        """Write one line of a process; return its level, which the lines of a traceback after it share."""
        if match := LEVEL.match(line):
            level, line = match[1], match[2]
        elif line.startswith("Traceback "):
            level = "error"
        text = f"{stamp(time.time())} {level} {process} {line}"
        with self.lock:
            if self.file.tell() > self.most:
                self.file.close()
                self.path.replace(self.path.with_suffix(".log.1"))
                self.file = self.path.open("a", encoding="utf-8")
            self.file.write(text + "\n")
            self.file.flush()
        if self.show and level in ("warning", "error", "critical"):
            self.show(text)
        return level

    def close(self) -> None:
        """Close the file."""
        self.file.close()


@dataclass
class Supervisor:
    """The children of one house."""

    home: Path
    children: list[Child]
    journal: Journal
    about: Mapping[str, Any] = field(default_factory=dict)  # what else status.json says: the address
    program: Sequence[str] = (sys.executable, "-m", "footlights.project.cli")
    stopping: threading.Event = field(default_factory=threading.Event)
    insists: bool = False

    def run(self, meanwhile: Callable[[], bool] = lambda: True) -> None:
        """Keep the children running until SIGINT, SIGTERM or SIGHUP; then stop them all.

        meanwhile: called about ten times a second; while it returns False, only the first child is kept
        running, so that the doors open sooner.
        """
        is_open = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        try:
            while not self.stopping.is_set():
                changes = [self._tend(child) for child in self.children[: None if is_open else 1]]
                if any(changes):
                    self.write_status()
                is_open = meanwhile() or is_open
                self.stopping.wait(0.1)
        finally:
            self.stop()

    def stop(self) -> None:
        """Ask every child to end, wait, and end those that did not."""
        for child in self.children:
            _signal(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and not self.insists and any(_lives(c) for c in self.children):
            time.sleep(0.02)
        for child in self.children:
            if _lives(child):
                self.journal.write("house", f"warning {child.name} did not stop and was killed")
            _sweep(child)
        (self.home / "run" / "status.json").unlink(missing_ok=True)

    def write_status(self) -> None:
        """Write who runs, since when, and how often each was started again."""
        path = self.home / "run" / "status.json"
        draft = path.with_suffix(".draft")
        draft.write_text(
            json.dumps(
                {
                    **self.about,
                    "supervisor": os.getpid(),
                    "processes": [
                        {
                            "name": c.name,
                            "pid": c.process.pid if c.process and _lives(c) else None,
                            "since": stamp(c.started) if c.started else None,
                            "restarts": c.restarts,
                        }
                        for c in self.children
                    ],
                }
            ),
            "utf-8",
        )
        draft.replace(path)

    def _end(self, signum: int, frame: Any) -> None:
        self.insists = self.stopping.is_set() and signum == signal.SIGINT
        self.stopping.set()

    def _tend(self, child: Child) -> bool:
        """Start a child that is due, note one that fell; return whether anything changed."""
        now = time.time()
        if child.process is None:
            if now < child.due:
                return False
            self._start(child)
            return True
        status = child.process.poll()
        if status is None:
            return False
        _sweep(child)
        child.falls = 0 if now - child.started > HEALTHY_SECONDS else child.falls + 1
        wait = WAITS[min(child.falls, len(WAITS)) - 1] if child.falls else 0.0
        ended = f"signal {-status}" if status < 0 else f"status {status}"
        self.journal.write(
            "house", f"warning {child.name} ended with {ended}; starting it again in {wait:g} s"
        )
        child.process, child.due = None, now + wait
        child.restarts += 1
        return True

    def _start(self, child: Child) -> None:
        child.started = time.time()
        child.process = subprocess.Popen(
            [*self.program, *child.words],
            env={
                **os.environ,
                "PYTHONPATH": str(PACKAGE.parent),
                "PYTHONUNBUFFERED": "1",
                SUPERVISOR: str(os.getpid()),
                PROCESS: child.name,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # the terminal's Ctrl-C reaches us alone, and a group can be swept
        )
        threading.Thread(target=self._read, args=(child.name, child.process), daemon=True).start()

    def _read(self, name: str, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        level = "info"
        for line in process.stdout:
            if line.strip():
                level = self.journal.write(name, line.rstrip(), level)


def children_of_the_house(host: str, port: int, tls: Path | None = None) -> list[Child]:
    """Return the web process, over TLS where a folder holds a certificate, and those that manifests name."""
    secured = ("--tls", str(tls)) if tls else ()
    return [
        Child("web", ("web", "--host", host, "--port", str(port), *secured)),
        *(Child(name, (folder.name, verb)) for folder in folders() for name, verb in folder.processes),
    ]


def _lives(child: Child) -> bool:
    return child.process is not None and child.process.poll() is None


def _signal(child: Child, number: int) -> None:
    if child.process is not None and _lives(child):
        child.process.send_signal(number)


def _sweep(child: Child) -> None:
    """Kill what is left of a child's group: its own children end with it."""
    if child.process is None:
        return
    # Nothing may be left; of a group of zombies macOS says that it may not be signalled.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()
