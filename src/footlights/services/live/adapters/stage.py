"""The stage manager's hands: the relay's processes, started, started again when they fall, stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import folder, lifeline, ports

SOURCE = Path(__file__).resolve().parents[4]
_CHILDREN = "footlights.services.live.adapters."
_PATIENCE_SECONDS = 0.5  # between two starts of the same process


class Stage:
    """Keeps the gate, and a switcher and a packager for each event that is live.

    The processes outlive this one: whoever comes after it finds them by their locks and lets them be.
    """

    def __init__(self) -> None:
        self.started: dict[Path, float] = {}
        self.children: list[subprocess.Popen[bytes]] = []
        self.written: dict[Path, Any] = {}

    def keep_gate(self, doors: Sequence[dict[str, Any]]) -> None:
        """Have the gate open these doors and no other; without any, have no gate."""
        place = folder.home()
        if not doors:
            self._stop(place / "gate.lock")
            return
        told = {"host": ports.host(), "port": ports.rtmp_port(), "doors": list(doors)}
        self._write(place / "doors.json", told)
        self._keep(place, "gate", place)

    def keep_event(self, event: str, plan: dict[str, Any]) -> bool:
        """Have an event switched and packaged by its plan; return whether it is packaged to its end."""
        place = folder.event_folder(event)
        self._write(place / "plan.json", plan)
        edge = lifeline.read_json(place / "edge.json")
        if edge is not None and edge["is_over"]:
            return True
        self._keep(place, "packager", place)
        self._keep(place, "switcher", place)
        return False

    def stop(self) -> None:
        """Stop them all."""
        for lock in [*folder.home().glob("*.lock"), *folder.home().glob("*/*.lock")]:
            self._stop(lock)

    def _write(self, path: Path, told: Any) -> None:
        if self.written.get(path) != told or not path.exists():
            lifeline.write_json(path, told)
            path.chmod(0o600)
            self.written[path] = told

    def _keep(self, place: Path, name: str, argument: Path) -> None:
        self.children = [child for child in self.children if child.poll() is None]
        lock = place / f"{name}.lock"
        if lifeline.holder_of(lock) is not None:
            return
        if time.monotonic() - self.started.get(lock, 0.0) < _PATIENCE_SECONDS:
            return
        self.started[lock] = time.monotonic()
        self.children.append(
            subprocess.Popen(
                [sys.executable, "-m", f"{_CHILDREN}{name}_child", str(argument)],
                env={**os.environ, "PYTHONPATH": str(SOURCE)},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # our own end is not theirs
            )
        )

    def _stop(self, lock: Path) -> None:
        pid = lifeline.holder_of(lock)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
