"""`./footlights up`, once everything is built: database, sign-ins, processes, and then the demo house."""

from __future__ import annotations

import argparse
import fcntl
import http.client
import io
import json
import os
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import django
import segno
from django.apps import apps

from footlights.ground.jobs.types import JobState
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both, Language
from footlights.project import database
from footlights.project.build import checks
from footlights.project.build.places import CannotGoOn, terminal_language
from footlights.project.discovery import folders
from footlights.project.supervisor import Journal, Supervisor, children_of_the_house
from footlights.project.tls import Certificate, own_address, own_certificate

SIGN_INS_FILE: Final = "sign-ins.json"
SEED: Final = "demo.seed"  # the job that fills the demo house, when there is a folder that has it
OPEN: Final = Both("The house is open:", "已开放：")
SIGN_INS: Final = Both("Sign in as", "登录账号")
PHONE: Final = Both("On a phone in this network:", "同一网络的手机：")
NOT_KNOWN: Final = Both(
    "The phone will say that it does not know the certificate. It is this house's own if its SHA-256 fingerprint is",
    "手机会提示证书不受信任。若证书的 SHA-256 指纹如下，即为本馆自有证书：",
)
STOP: Final = Both("Ctrl-C closes it.", "按 Ctrl-C 关闭。")
STEPS: Final = (Both("Database", "数据库"), Both("Opening the doors", "开放"))


def add_verbs(commands: Any) -> None:
    """Add the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "up", help="build what is missing and open the house · 构建所需内容并开放"
    )
    parser.add_argument("--offline", action="store_true", help="install from the pack alone · 仅从离线包安装")
    parser.add_argument("--no-demo", action="store_true", help="an empty house · 不含演示内容")
    parser.add_argument(
        "--https",
        action="store_true",
        help="over TLS, for phones on this network · 启用 HTTPS，供同一网络的手机访问",
    )
    parser.add_argument("--host", help="127.0.0.1; every address with --https")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Open the house and keep it open until told to stop."""
    language = terminal_language(["--lang", chosen.lang] if chosen.lang else [])
    home = checks.check_home()
    chosen.host = chosen.host or ("0.0.0.0" if chosen.https else "127.0.0.1")  # noqa: S104  # a phone comes in
    held = hold_house(home, chosen.port)
    checks.check_port(chosen.host, chosen.port)
    os.environ["FOOTLIGHTS_DEMO"] = "0" if chosen.no_demo else "1"
    if not chosen.no_demo:
        # Whoever tries the demo sees a stage that is lit; its footer lets them go elsewhere.
        os.environ.setdefault("FOOTLIGHTS_TERRITORY", "GB")
    if "FOOTLIGHTS_HOSTS" not in os.environ:
        os.environ["FOOTLIGHTS_HOSTS"] = " ".join(hosts(chosen.host))
    certificate = _certificate(home) if chosen.https else None
    done = int(os.environ.get("FOOTLIGHTS_STEPS_DONE", "0"))
    say = _speaker(language)
    for number, title in enumerate(STEPS, start=done + 1):
        print(f"[{number}/{done + len(STEPS)}]", end=" ", flush=True)
        say(title)
        if title is STEPS[0]:
            sign_ins = _prepare(home)
    doors = Doors(
        home,
        chosen.host,
        chosen.port,
        sign_ins,
        language,
        has_demo=not chosen.no_demo,
        certificate=certificate,
    )
    about = {"host": chosen.host, "port": chosen.port}
    children = children_of_the_house(
        chosen.host, chosen.port, certificate.key.parent if certificate else None
    )
    house = Supervisor(home, children, Journal(home / "log", doors.print), about)
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
        known = socket.gethostbyname_ex(socket.gethostname())[2]
        named += dict.fromkeys([socket.gethostname(), *known, own_address(), host])
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
        certificate: Certificate | None = None,
    ) -> None:
        self.home, self.host, self.port = home, host, port
        self.sign_ins = sign_ins
        self.language = language
        self.certificate = certificate
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
            if _answers(self.host, self.port, is_secure=self.certificate is not None):
                self.is_open = True
                self.welcome()
        elif self.has_demo:
            self.next_look = time.monotonic() + 1.0
            self.has_demo = self.follow_demo()
        return self.is_open

    def welcome(self) -> None:
        """Print the address and who may sign in."""
        say = self.said
        scheme = "https" if self.certificate else "http"
        self.print(f"\n{say(OPEN)} {scheme}://localhost:{self.port}")
        if self.certificate:
            self.show_to_a_phone(self.certificate)
        self.print(f"\n{say(SIGN_INS)}")
        for each in self.sign_ins:
            title = Both(each["en"], each["zh"])
            self.print(f"  {say(title):<10} {each['email']:<32} {each['password']}")
        self.print(f"\n{say(STOP)}\n")

    def show_to_a_phone(self, certificate: Certificate) -> None:
        """Print the address on this network as a QR code, and what the phone will say of the certificate."""
        address = f"https://{own_address()}:{self.port}"
        code = io.StringIO()
        segno.make(address, micro=False).terminal(code, compact=True, border=2)
        self.print(f"\n{self.said(PHONE)} {address}\n\n{code.getvalue()}")
        self.print(f"{self.said(NOT_KNOWN)}\n  {certificate.fingerprint}")

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


def _certificate(home: Path) -> Certificate:
    """Return the house's own certificate for the names it answers to; cookies go over TLS alone from now on."""
    os.environ["FOOTLIGHTS_HTTPS"] = "own"
    named = [each for each in os.environ["FOOTLIGHTS_HOSTS"].split() if not each.startswith((".", "*"))]
    return own_certificate(home / "tls", [each for each in named if each != "0.0.0.0"], utc_now())  # noqa: S104  # no name


def _answers(host: str, port: int, *, is_secure: bool = False) -> bool:
    """Return whether the web process answers; that it can be connected to says only that it has begun."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # a name for every address
    line = http.client.HTTPConnection(near, port, timeout=0.5)
    if is_secure:  # our own door on this machine: whose certificate it shows is known
        line = http.client.HTTPSConnection(near, port, timeout=0.5, context=ssl._create_unverified_context())  # noqa: S323
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
