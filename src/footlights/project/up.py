"""`./footlights up`, once everything is built: database, sign-ins, processes, and then the demo house."""

from __future__ import annotations

import argparse
import fcntl
import http.client
import json
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import django
from django.apps import apps

from footlights.ground.jobs.types import JobState
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both, Language
from footlights.project import database
from footlights.project.build import checks
from footlights.project.build.places import CannotGoOn, terminal_language
from footlights.project.discovery import folders
from footlights.project.supervisor import Journal, Supervisor, children_of_the_house

SIGN_INS_FILE: Final = "sign-ins.json"
SEED: Final = "demo.seed"  # the job that fills the demo house, when there is a folder that has it
OPEN: Final = Both("The house is open:", "已开放：")
SIGN_INS: Final = Both("Sign in as", "登录账号")
STOP: Final = Both("Ctrl-C closes it.", "按 Ctrl-C 关闭。")
STEPS: Final = (Both("Database", "数据库"), Both("Opening the doors", "开放"))


def add_verbs(commands: Any) -> None:
    """Add the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "up", help="build what is missing and open the house · 构建所需内容并开放"
    )
    parser.add_argument("--offline", action="store_true", help="install from the pack alone · 仅从离线包安装")
    parser.add_argument("--no-demo", action="store_true", help="an empty house · 不含演示内容")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Open the house and keep it open until told to stop."""
    language = terminal_language(["--lang", chosen.lang] if chosen.lang else [])
    home = checks.check_home()
    held = hold_house(home, chosen.port)
    checks.check_port(chosen.host, chosen.port)
    os.environ["FOOTLIGHTS_DEMO"] = "0" if chosen.no_demo else "1"
    if not chosen.no_demo:
        # Whoever tries the demo sees a stage that is lit; its footer lets them go elsewhere.
        os.environ.setdefault("FOOTLIGHTS_TERRITORY", "GB")
    if "FOOTLIGHTS_HOSTS" not in os.environ:
        os.environ["FOOTLIGHTS_HOSTS"] = " ".join(hosts(chosen.host))
    done = int(os.environ.get("FOOTLIGHTS_STEPS_DONE", "0"))
    say = _speaker(language)
    for number, title in enumerate(STEPS, start=done + 1):
        print(f"[{number}/{done + len(STEPS)}]", end=" ", flush=True)
        say(title)
        if title is STEPS[0]:
            sign_ins = _prepare(home)
    doors = Doors(home, chosen.host, chosen.port, sign_ins, language, has_demo=not chosen.no_demo)
    about = {"host": chosen.host, "port": chosen.port}
    house = Supervisor(
        home, children_of_the_house(chosen.host, chosen.port), Journal(home / "log", doors.print), about
    )
    house.run(doors.watch)
    held.close()
    return 0


def hold_house(home: Path, port: int) -> Any:
    """Return the open lock that makes this the only process to open this house.

    Raises CannotGoOn when another has it.
    """
    lock = (home / "run" / "house.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        pid, _, taken = lock.read().strip().partition(" ")
        lock.close()
        raise CannotGoOn(
            Both(
                f"This house is open already: http://localhost:{taken} (process {pid})."
                " For another, set FOOTLIGHTS_HOME.",
                f"该站点已经开放：http://localhost:{taken}（进程 {pid}）。另开一个请设置 FOOTLIGHTS_HOME。",
            )
        ) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()} {port}")
    lock.flush()
    return lock


def hosts(host: str) -> list[str]:
    """Return the names under which a house that listens there may be asked for."""
    named = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
    if host not in ("127.0.0.1", "localhost", "::1"):
        named += [socket.gethostname(), *socket.gethostbyname_ex(socket.gethostname())[2], host]
    return named


class Doors:
    """What is printed once the house answers, and how far the demo is."""

    def __init__(
        self,
        home: Path,
        host: str,
        port: int,
        sign_ins: list[dict[str, str]],
        language: Language,
        *,
        has_demo: bool,
    ) -> None:
        self.home, self.host, self.port = home, host, port
        self.sign_ins = sign_ins
        self.language = language
        self.seeded = home / "run" / "demo.done"
        has_seed = any(folder.name == SEED.partition(".")[0] for folder in folders())
        self.has_demo = has_demo and has_seed and not self.seeded.exists()
        self.is_open = False
        self.next_look = 0.0
        self.told = ""

    def print(self, line: str) -> None:
        """Print one line at once."""
        print(line, flush=True)

    def watch(self) -> bool:
        """Look whether the doors are open, then how far the demo is; return whether they are open."""
        if time.monotonic() < self.next_look:
            return self.is_open
        if not self.is_open:
            self.next_look = time.monotonic() + 0.1
            if _answers(self.host, self.port):
                self.is_open = True
                self.welcome()
        elif self.has_demo:
            self.next_look = time.monotonic() + 1.0
            self.has_demo = self.follow_demo()
        return self.is_open

    def welcome(self) -> None:
        """Print the address and who may sign in."""
        say = self.said
        self.print(f"\n{say(OPEN)} http://localhost:{self.port}\n\n{say(SIGN_INS)}")
        for each in self.sign_ins:
            title = Both(each["en"], each["zh"])
            self.print(f"  {say(title):<10} {each['email']:<32} {each['password']}")
        self.print(f"\n{say(STOP)}\n")

    def follow_demo(self) -> bool:
        """Start the demo's job when there is none yet, say how far it is; return whether it goes on."""
        if not apps.ready:
            django.setup()
        from footlights.ground.jobs import api as jobs  # noqa: PLC0415  # models need Django to be ready

        job = jobs.find_job_by_key(SEED)
        if job is None:
            jobs.enqueue(SEED, {}, at=utc_now(), key=SEED)
            return True
        is_new = self.told != ""
        line = f"{int(job.share * 10) * 10:>3} %  {self.said(job.note)}"
        if job.state in (JobState.QUEUED, JobState.RUNNING):
            if line != self.told:
                self.print(f"{self.said(Both('Demo house', '演示内容'))} {line}")
                self.told = line
            return True
        if job.state is JobState.FAILED:
            why = self.said(job.error) if job.error else ""
            self.print(f"{self.said(Both('The demo house is not complete:', '演示内容未能完成：'))} {why}")
        elif is_new:
            self.print(self.said(Both("Demo house complete.", "演示内容已就绪。")))
        if job.state is JobState.DONE:
            self.seeded.touch()
        return False

    def said(self, text: Both) -> str:
        """Return a text in the terminal's language."""
        return text.said_in(self.language)


def _prepare(home: Path) -> list[dict[str, str]]:
    """Make the database whole, when it is not; return the sign-ins."""
    kept = home / SIGN_INS_FILE
    if kept.exists() and database.is_current(home):
        found: list[dict[str, str]] = json.loads(kept.read_text("utf-8"))
        return found
    django.setup()
    from footlights.project import sign_ins  # noqa: PLC0415  # models need Django to be ready

    database.bring_up_to_date(home)
    return sign_ins.read_or_make(kept)


def _answers(host: str, port: int) -> bool:
    """Return whether the web process answers; that it can be connected to says only that it has begun."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # a name for every address
    line = http.client.HTTPConnection(near, port, timeout=0.5)
    try:
        line.request("HEAD", "/static/")
        line.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return True


def _speaker(language: Language) -> Callable[[Both], None]:
    return lambda text: print(text.said_in(language), flush=True)
