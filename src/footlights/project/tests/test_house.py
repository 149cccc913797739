"""The whole house, opened by its own command on a home of its own: sockets, streams, files, and its end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from footlights.project.tests.serving import SOURCE, free_port, is_open, read_all, wait_until

WAITING = """
import django; django.setup()
from datetime import timedelta
from footlights.ground.jobs import api
from footlights.kernel.clock import utc_now
at = utc_now()
print(api.enqueue("media.prepare", {}, at=at, run_at=at + timedelta(days=1)))
"""


@dataclass
class House:
    """An open house."""

    home: Path
    port: int
    process: subprocess.Popen[str]
    env: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def is_well(self) -> bool:
        """Return whether the house answers that it is well; its port is open some seconds before it can."""
        try:
            return httpx.get(f"{self.url}/health", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "footlights.project.cli", *words],
            env=self.env,
            capture_output=True,
            text=True,
        )

    def log(self) -> str:
        return (self.home / "log" / "house.log").read_text("utf-8")

    @contextmanager
    def signed_in(self, role: str) -> Iterator[httpx.Client]:
        [who] = [
            each for each in json.loads((self.home / "sign-ins.json").read_text()) if each["role"] == role
        ]
        with httpx.Client(base_url=self.url) as client:
            page = client.get("/en/account/login/").text
            token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
            form = {"csrfmiddlewaretoken": token, "login": who["email"], "password": who["password"]}
            reply = client.post("/en/account/login/", data=form, headers={"referer": self.url})
            assert "sessionid" in client.cookies, reply.status_code
            yield client

    def waiting_job(self) -> str:
        """Return a job that no worker takes before tomorrow."""
        words = [sys.executable, "-c", WAITING]
        return subprocess.run(words, env=self.env, capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def open_house(home: Path) -> Iterator[House]:
    port = free_port()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FOOTLIGHTS_")},
        "FOOTLIGHTS_HOME": str(home),
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        "LANG": "en_GB.UTF-8",
    }
    words = [sys.executable, "-m", "footlights.project.cli", "up", "--no-demo", "--port", str(port)]
    with (home / "printed").open("w") as printed:
        process = subprocess.Popen(words, env=env, stdout=printed, stderr=subprocess.STDOUT, text=True)
    house = House(home, port, process, env)
    try:
        assert wait_until(lambda: is_open(port) or process.poll() is not None, 120)
        assert process.poll() is None, (home / "printed").read_text()
        assert wait_until(house.is_well, 60), house.log()
        yield house
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(10)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


def test_opening_says_where_and_who_may_sign_in(house: House) -> None:
    printed = (house.home / "printed").read_text()
    assert f"http://localhost:{house.port}" in printed
    for role in ("producer", "viewer", "operator"):
        assert f"{role}@footlights.example" in printed
    assert stat.S_IMODE((house.home / "sign-ins.json").stat().st_mode) == 0o600


def test_a_house_is_opened_only_once(house: House) -> None:
    again = house.command("up", "--port", str(free_port()))
    assert again.returncode == 1
    assert again.stderr.startswith("This house is open already")
    assert again.stderr.count("\n") == 1


def test_status_lists_the_processes_and_the_health(house: House) -> None:
    found = json.loads(house.command("status", "--json").stdout)
    assert found["well"]
    assert {"web", "worker", "writer"} <= {each["name"] for each in found["processes"]}
    assert house.command("status").stdout.startswith(house.url)


def test_health_says_what_is_not_well(house: House) -> None:
    [worker] = [
        e for e in json.loads(house.command("status", "--json").stdout)["processes"] if e["name"] == "writer"
    ]
    os.kill(worker["pid"], signal.SIGSTOP)
    try:
        assert wait_until(lambda: httpx.get(f"{house.url}/health", timeout=10).status_code == 503, 10)
        assert httpx.get(f"{house.url}/health", timeout=10).json()["writer"] is False
    finally:
        os.kill(worker["pid"], signal.SIGCONT)
    assert wait_until(lambda: httpx.get(f"{house.url}/health", timeout=10).status_code == 200, 10)


def test_files_carry_the_security_headers_too(house: House) -> None:
    reply = httpx.get(f"{house.url}/static/admin/css/base.css")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/css")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/static/../settings.py", "/static/%2e%2e/settings.py", "/static/%00", "/static/", "/static/admin"],
)
def test_no_path_leads_out_of_the_static_files(house: House, path: str) -> None:
    with httpx.Client() as client:
        request = client.build_request("GET", house.url)
        request.url = request.url.copy_with(raw_path=path.encode())
        assert client.send(request).status_code in (400, 404)


def test_an_unknown_socket_is_closed_without_a_traceback(house: House) -> None:
    for path in ("/nowhere", "/static/x", "/jobs/x", "/en/"):
        with pytest.raises(InvalidStatus), connect(f"ws://localhost:{house.port}{path}"):
            pass
    assert "Traceback" not in house.log()


def test_an_oversized_form_is_refused_as_a_page_in_the_readers_language(house: House) -> None:
    with socket.create_connection(("localhost", house.port)) as line:
        head = f"POST /zh/account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {3 << 30}\r\n\r\n"
        line.sendall(head.encode())
        reply = read_all(line).decode()
    assert reply.startswith("HTTP/1.1 413")
    assert "内容超过了大小上限" in reply
    assert house.log().count("refused with 413") == 1


def test_a_producer_follows_a_job_and_a_stranger_does_not(house: House) -> None:
    job = house.waiting_job()
    assert httpx.get(f"{house.url}/jobs/{job}/progress").status_code == 403
    with house.signed_in("viewer") as viewer:
        assert viewer.get(f"/jobs/{job}/progress").status_code == 403
    with house.signed_in("producer") as producer:
        assert producer.get("/jobs/job-0000000000000000-0/progress").status_code == 404
        with producer.stream("GET", f"/jobs/{job}/progress") as reply:
            assert reply.headers["content-type"].startswith("text/event-stream")
            lines = reply.iter_lines()
            assert next(lines) == "event: progress"
            assert json.loads(next(lines).removeprefix("data: "))["state"] == "queued"


def test_ctrl_c_with_open_streams_leaves_nothing_within_five_seconds(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        listed = json.loads(house.command("status", "--json").stdout)
        address = f"/jobs/{house.waiting_job()}/progress"
        with house.signed_in("producer") as producer, producer.stream("GET", address) as reply:
            assert next(reply.iter_lines()) == "event: progress"
            began = time.monotonic()
            house.process.send_signal(signal.SIGINT)
            assert house.process.wait(10) == 0
            assert time.monotonic() - began < 5
    for each in listed["processes"]:
        with pytest.raises(ProcessLookupError):
            os.kill(each["pid"], 0)
    assert "was killed" not in house.log()
