"""Segments of 1 MiB a second through the house's own server, the token asked for each, beside nginx without one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
SEGMENT_BYTES: Final = 1 << 20
SECONDS, ROUNDS, CONNECTIONS = 5, 3, 8
BAR: Final = 0.5
_MAKE: Final = """
import time, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from footlights.ground.media.adapters import store
from footlights.ground.people import api as people
from footlights.kernel.ids import AssetId, new_id
from footlights.kernel.media.token import PathToken, mark_session, sign_path
call_command("migrate", verbosity=0)
asset = AssetId(new_id("ast"))
show = store.show_folder(asset) / "v720"
show.mkdir(parents=True)
(show / "00001.m4s").write_bytes(bytes(%d))
name, value, _ = people.session_cookie("bench")
now = int(time.time())
mark = mark_session("bench", settings.MEDIA_KEY)
token = sign_path(PathToken(asset, None, mark, "grt-bench", now + 3600, now), settings.MEDIA_KEY)
print(f"/m/{token}/{asset}/v720/00001.m4s", f"{name}={value}", show)
"""


def run() -> list[dict[str, object]]:
    """Measure both servers in turns on this machine, over loopback, with wrk; return one row."""
    if not shutil.which("wrk"):
        print("segments: wrk is not installed, so nothing was measured", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as folder:
        home = Path(folder)
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("FOOTLIGHTS_")},
            "FOOTLIGHTS_HOME": folder,
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        }
        made = subprocess.run(
            [sys.executable, "-c", _MAKE % SEGMENT_BYTES],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        path, cookie, show = made.stdout.split()
        with _house(environment) as house, _nginx(home, Path(show)) as nginx:
            return [_compare(house + path, cookie, f"{nginx}/00001.m4s" if nginx else None)]


def _compare(ours: str, cookie: str, theirs: str | None) -> dict[str, object]:
    own, peer = [], []
    _check(ours, cookie)
    for _ in range(ROUNDS):
        own.append(_wrk(ours, cookie))
        if theirs:
            peer.append(_wrk(theirs, cookie))
    value = statistics.median(own)
    peer_value = statistics.median(peer) if peer else None
    ratio = statistics.median(a / b for a, b in zip(own, peer, strict=True)) if peer else None
    spread = ", ".join(f"{a:.0f}/{b:.0f}" for a, b in zip(own, peer, strict=True)) or "no nginx here"
    return {
        "name": "1 MiB segments, token checked for each",
        "value": round(value),
        "unit": "/s",
        "peer": "nginx, 1 worker, sendfile, no check" if theirs else "",
        "peer_value": round(peer_value) if peer_value else None,
        "ratio": round(ratio, 2) if ratio else None,
        "bar": f">= {BAR}",
        "holds": None if ratio is None else ratio >= BAR,
        "note": f"wrk -t1 -c{CONNECTIONS}, {SECONDS} s, middle of {ROUNDS} in turns ({spread})",
    }


def _check(address: str, cookie: str) -> None:
    """Make sure that what is measured is the segment, and that a wrong token would not get it."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})) as reply:
        assert len(reply.read()) == SEGMENT_BYTES
    try:
        status = urllib.request.urlopen(address).status
    except urllib.error.HTTPError as refusal:
        status = refusal.code
    if status != 403:
        raise RuntimeError(f"a segment without its viewer's cookie: {status}")


def _wrk(address: str, cookie: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}", address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    assert found
    return float(found[1])


@contextmanager
def _house(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "footlights.project.cli", "web", "--port", str(port)]
    with _running(command, environment, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _nginx(home: Path, root: Path) -> Iterator[str | None]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        yield None
        return
    port, scratch = _free_port(), home / "nginx"
    scratch.mkdir()
    paths = " ".join(
        f"{n}_temp_path {scratch}/{n};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (scratch / "nginx.conf").write_text(
        f"{user} daemon off; worker_processes 1; pid {scratch}/pid; error_log {scratch}/error.log;"
        f"events {{ worker_connections 256; }} http {{ {paths} access_log off; sendfile on; tcp_nopush on;"
        f" keepalive_requests 10000000; server {{ listen 127.0.0.1:{port}; root {root}; }} }}"
    )
    command = [program, "-e", str(scratch / "error.log"), "-c", str(scratch / "nginx.conf")]
    with _running(command, dict(os.environ), port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    server = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, port)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    patience = time.monotonic() + 30
    while time.monotonic() < patience and server.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"a server did not start: {server.args}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
