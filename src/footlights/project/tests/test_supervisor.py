"""The supervisor with real processes: it starts them again, stops them all, and none outlives it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from footlights.project.supervisor import WAITS, Journal
from footlights.project.tests.serving import SOURCE, wait_until

# The supervisor of a small house: its children are scripts instead of commands.
HOUSE = """
import sys, json
from pathlib import Path
from footlights.project.supervisor import Child, Journal, Supervisor
home = Path(sys.argv[1])
children = [Child(name, (script,)) for name, script in json.loads(sys.argv[2]).items()]
Supervisor(home, children, Journal(home / "log"), program=(sys.executable, "-c")).run()
"""
LIFELINE = "from footlights.project import lifeline; lifeline.hold()\n"
QUIET = LIFELINE + "import time\nprint('info here I am', flush=True)\ntime.sleep(600)"
DEAF = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
STUBBORN = DEAF + "import time\nprint('up', flush=True)\ntime.sleep(600)"
PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
print("its child is", child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("run", "log"):
        (tmp_path / name).mkdir()
    return tmp_path


@contextmanager
def house(home: Path, **scripts: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a supervisor over these scripts."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOUSE, str(home), json.dumps(scripts)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        start_new_session=True,
    )
    try:
        assert wait_until(lambda: all(pids(home).get(name) for name in scripts), 15)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(10)


def status(home: Path) -> dict[str, Any]:
    path = home / "run" / "status.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"processes": []}
    return found


def pids(home: Path) -> dict[str, int | None]:
    return {each["name"]: each["pid"] for each in status(home)["processes"]}


def is_alive(pid: int | None) -> bool:
    assert pid
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or ") Z" not in Path(f"/proc/{pid}/stat").read_text()


def log_of(home: Path) -> str:
    return (home / "log" / "house.log").read_text()


def test_a_process_that_is_killed_is_started_again(home: Path) -> None:
    with house(home, worker=QUIET):
        first = pids(home)["worker"]
        assert first
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: pids(home)["worker"] not in (None, first), 5)
        assert status(home)["processes"][0]["restarts"] == 1
        assert "warning house worker ended with signal 9" in log_of(home)


def test_a_process_that_keeps_falling_is_waited_for_longer_and_longer(home: Path) -> None:
    with house(home, sick="raise SystemExit(3)", worker=QUIET):
        assert wait_until(lambda: log_of(home).count("sick ended with status 3") >= 3, 10)
    waits = [line.rpartition(" in ")[2] for line in log_of(home).splitlines() if "sick ended" in line]
    assert waits[:3] == [f"{wait:g} s" for wait in WAITS[:3]]


def test_ctrl_c_leaves_no_process_even_of_those_that_will_not_hear(home: Path) -> None:
    with house(home, quiet=QUIET, stubborn=STUBBORN, parent=PARENT) as supervisor:
        assert wait_until(lambda: "stubborn up" in log_of(home), 5)
        running = list(pids(home).values())
        began = time.monotonic()
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(8) == 0
        assert time.monotonic() - began < 5.2
    assert not any(map(is_alive, running))
    assert not (home / "run" / "status.json").exists()


def test_the_children_of_a_child_end_with_it(home: Path) -> None:
    with house(home, parent=PARENT):
        first = pids(home)["parent"]
        assert first
        assert wait_until(lambda: "its child is" in log_of(home), 5)
        grandchild = int(log_of(home).rpartition("its child is ")[2].split()[0])
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: not is_alive(grandchild), 5)


def test_no_process_outlives_a_supervisor_that_is_killed(home: Path) -> None:
    with house(home, one=QUIET, two=QUIET) as supervisor:
        assert wait_until(lambda: log_of(home).count("here I am") == 2, 10)
        running = list(pids(home).values())
        supervisor.kill()
        assert wait_until(lambda: not any(map(is_alive, running)), 6)


def test_every_line_says_when_how_grave_and_from_whom(home: Path) -> None:
    journal = Journal(home / "log")
    level = journal.write("web", "error a page failed")
    journal.write("web", "Traceback (most recent call last):", level)
    journal.close()
    lines = log_of(home).splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == [
        "error web a page failed",
        "error web Traceback (most recent call last):",
    ]
    assert all(line[:20].endswith(".") and line[23] == "Z" for line in lines)


def test_the_log_does_not_grow_without_end(home: Path) -> None:
    journal = Journal(home / "log", most=1_000)
    for _ in range(200):
        journal.write("web", "a line")
    journal.close()
    kept = sum(path.stat().st_size for path in (home / "log").iterdir())
    assert kept < 2_500
