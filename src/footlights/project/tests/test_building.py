"""What is built before the house opens, and the one line that is said when it cannot be."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from footlights.kernel.text import Both, Language
from footlights.project.build import checks
from footlights.project.build.places import REPOSITORY, CannotGoOn, terminal_language
from footlights.project.build.steps import NO_ROOM, Run, Step, cause, explain

PIP = """Looking in indexes: an index
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'
ERROR: Could not find a version that satisfies the requirement uv==0.13.9 (from versions: none)
ERROR: No matching distribution found for uv==0.13.9
"""
UV = """error: Failed to fetch: `an address/simple/av/`
  Caused by: Request failed after 3 retries
  Caused by: error sending request
  Caused by: tcp connect error: Connection refused (os error 111)
"""
NPM = """npm error code ECONNREFUSED
npm error errno ECONNREFUSED
npm error FetchError: request to an address failed, reason: connect ECONNREFUSED
npm error A complete log of this run can be found in: a folder
"""


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (PIP, "No matching distribution found for uv==0.13.9"),
        (UV, "tcp connect error: Connection refused (os error 111)"),
        (NPM, "FetchError: request to an address failed, reason: connect ECONNREFUSED"),
        ("", "it failed and said nothing"),
        ("one\n\ntwo\n\n", "two"),
    ],
)
def test_the_cause_is_found_in_what_an_installer_says(said: str, why: str) -> None:
    assert cause(said.splitlines(keepends=True)) == why


def test_a_download_that_breaks_is_one_line_in_both_languages(tmp_path: Path) -> None:
    words = [sys.executable, "-c", f"print({PIP!r}); raise SystemExit(1)"]
    with pytest.raises(CannotGoOn) as stopped:
        Run(Language.EN, tmp_path / "log").run(words, downloads=True)
    message = stopped.value.message
    assert message.en.startswith("A download failed: No matching distribution found for uv==0.13.9.")
    assert message.zh.startswith("下载失败：")
    assert "\n" not in message.en + message.zh
    assert "Retrying" in (tmp_path / "log").read_text()


def test_a_full_disk_is_told_from_other_faults(tmp_path: Path) -> None:
    assert explain(OSError(errno.ENOSPC, "No space left on device")) == NO_ROOM
    assert "FOOTLIGHTS_HOME" in explain(OSError(errno.EROFS, "Read-only file system", "/h")).en
    words = [
        sys.executable,
        "-c",
        "print('OSError: [Errno 28] No space left on device'); raise SystemExit(1)",
    ]
    with pytest.raises(CannotGoOn) as stopped:
        Run(Language.EN, None).run(words)
    assert stopped.value.message == NO_ROOM


def test_steps_that_are_done_are_left_out_and_the_others_counted(capsys: pytest.CaptureFixture[str]) -> None:
    did: list[str] = []
    steps = [
        Step(Both(name, name), lambda done=done: done, lambda run, name=name: did.append(name))  # type: ignore[misc]
        for name, done in (("one", True), ("two", False), ("three", False))
    ]
    Run(Language.EN, None).carry_out(steps, more=2)
    assert did == ["two", "three"]
    printed = capsys.readouterr().out
    assert "[1/4] two" in printed
    assert "[2/4] three" in printed


def test_a_port_in_use_names_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotGoOn, match=f"Port {port} is in use .*--port {port + 1}"):
            checks.check_port("127.0.0.1", port)
    checks.check_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        (["up", "--lang", "zh"], {}, "zh"),
        (["--lang=en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_GB", "LANG": "zh_CN"}, "en"),
        ([], {}, "en"),
    ],
)
def test_the_terminal_says_which_language(
    words: list[str], environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal_language(words) == language


def footlights(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(REPOSITORY / "footlights"), *words],
        env={**os.environ, "LANG": "en_GB.UTF-8", **env},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(("language", "said"), [("en", "Not a directory"), ("zh", "Not a directory")])
def test_a_home_that_cannot_be_is_one_line(language: str, said: str) -> None:
    ran = footlights("--lang", language, "up", FOOTLIGHTS_HOME="/dev/null/home")
    assert ran.returncode == 1
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_the_launcher_says_that_a_port_is_taken_before_it_builds_anything(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = footlights(
            "up", "--port", port, FOOTLIGHTS_HOME=str(tmp_path), FOOTLIGHTS_VENV=str(tmp_path / "v")
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"Port {port} is in use")
    assert ran.stdout == ""


def test_a_command_before_anything_is_installed_says_what_to_do_first(tmp_path: Path) -> None:
    ran = footlights("status", FOOTLIGHTS_VENV=str(tmp_path / "none"))
    assert (ran.returncode, ran.stderr) == (1, "Nothing is installed yet. Run ./footlights up first.\n")
