"""A real house for tests: its supervisor, server, worker and writer as processes, in a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from tests.postgres import free_port, own_database
from tests.rules.tree import REPOSITORY

TERRITORY_HEADER = "X-Territory"  # tests stand for the proxy that knows where a visitor is
CLI = [sys.executable, "-m", "footlights.project.cli"]


@dataclass(frozen=True)
class House:
    """A house that is open for business at an address."""

    url: str
    home: Path
    environment: dict[str, str]

    def run(self, *words: str | Path, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """Run `./footlights WORDS` in this house."""
        return subprocess.run(
            [*CLI, *map(str, words)],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def ask(self, *words: str | Path, timeout: float = 600) -> Any:
        """Run a command with --json and return what it prints; it must succeed."""
        done = self.run(*words, "--json", timeout=timeout)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def do(self, deed: str, *words: str) -> Any:
        """Run a function of tests.deeds inside this house, through its folders' doors; return its JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.deeds", deed, *words],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def wait_until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until something holds, asking four times a second.

        Raises TimeoutError when it does not in that time.
        """
        patience = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > patience:
                raise TimeoutError(f"not so after {seconds} s")
            time.sleep(0.25)

    def status_of(self, path: str, **headers: str) -> int:
        """Return the HTTP status of a page."""
        try:
            with urllib.request.urlopen(
                urllib.request.Request(self.url + path, headers=headers), timeout=10
            ) as reply:
                return int(reply.status)
        except urllib.error.HTTPError as refusal:
            with refusal:  # it holds the connection
                return refusal.code


@contextmanager
def open_house() -> Iterator[House]:
    """Open a house on a free port of this machine; close it, and leave no process and no file, at the end."""
    home = Path(tempfile.mkdtemp(prefix="footlights-house-"))
    port = free_port()
    environment = {
        **os.environ,
        "FOOTLIGHTS_HOME": str(home),
        "FOOTLIGHTS_TERRITORY_HEADER": TERRITORY_HEADER,
        "FOOTLIGHTS_PROXIES": "127.0.0.1",
        "FOOTLIGHTS_LIVE_RTMP": str(free_port()),
        "FOOTLIGHTS_LIVE_SRT": str(20_000 + free_port() % 20_000),
        "PYTHONPATH": str(REPOSITORY / "src"),
        "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
    }
    with own_database(environment, "house"), (home / "up.log").open("wb") as log:
        supervisor = subprocess.Popen(
            [*CLI, "up", "--no-demo", "--port", str(port), "--host", "127.0.0.1"],
            cwd=REPOSITORY,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            house = House(f"http://localhost:{port}", home, environment)
            _wait_for(house, supervisor, home / "up.log")
            yield house
        finally:
            supervisor.send_signal(signal.SIGINT)
            try:
                supervisor.wait(timeout=60)
            except subprocess.TimeoutExpired:
                supervisor.kill()
                raise
    shutil.rmtree(home, ignore_errors=True)


def _wait_for(house: House, supervisor: subprocess.Popen[bytes], log: Path) -> None:
    patience = time.monotonic() + 240
    while time.monotonic() < patience and supervisor.poll() is None:
        try:
            if house.status_of("/health") == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError(f"the house did not open:\n{log.read_text('utf-8', 'replace')[-3000:]}")


def make_film(path: Path, seconds: int = 35, size: str = "854x480") -> Path:
    """Write a real film, H.264 with sound: colour bars that move, and a tone."""
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y",
            "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration={seconds}",
            "-f", "lavfi", "-i", f"sine=frequency=330:duration={seconds}",
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest",
            str(path),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return path
