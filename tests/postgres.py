"""A throw-away PostgreSQL from the machine's own programs: `python -m tests.postgres COMMAND …` uses one."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from footlights.project.testing.machine import need_postgres

UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


@contextmanager
def running() -> Iterator[str]:
    """Start a cluster in a temporary folder on a free loopback port; yield its URL; leave nothing behind."""
    programs = need_postgres()
    folder = Path(tempfile.mkdtemp(prefix="footlights-postgres-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner)
    port = free_port()
    settings = [word for setting in UNSAFE_BUT_QUICK for word in ("-c", setting)]
    initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "house", "-A", "trust", "-N", "-E"]
    try:
        subprocess.run(
            [*initdb, "UTF8", "--locale=C"], user=owner, check=True, cwd=folder, stdout=subprocess.DEVNULL
        )
        place = ["-D", folder / "data", "-k", folder, "-h", "127.0.0.1", "-p", str(port)]
        serve = [str(programs / "postgres"), *map(str, place)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*serve, "-k", folder, *settings], user=owner, cwd=folder, stdout=log, stderr=log
            )
        try:
            url = f"postgresql://house@127.0.0.1:{port}/postgres"
            _wait_for(url, server, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_database(environment: dict[str, str], purpose: str) -> Iterator[None]:
    """Put a fresh database into an environment that names a PostgreSQL, and drop it; without one do nothing."""
    server = environment.pop("FOOTLIGHTS_DATABASE_URL", None)
    if not server:
        yield
        return
    name = f"{purpose}_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        environment["FOOTLIGHTS_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
        try:
            yield
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(words: Sequence[str]) -> int:
    """Run a command with FOOTLIGHTS_DATABASE_URL naming a throw-away PostgreSQL; return its exit status."""
    with running() as url:
        return subprocess.run(
            words, env={**os.environ, "FOOTLIGHTS_DATABASE_URL": url}, check=False
        ).returncode


def _owner() -> str | None:
    """Return whom to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = Path("/etc/passwd").read_text("utf-8")
    return "postgres" if "\npostgres:" in known else "nobody"


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    patience = time.monotonic() + 60
    while time.monotonic() < patience and server.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)  # not listening yet, or starting up
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text('utf-8', 'replace')[-500:]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
