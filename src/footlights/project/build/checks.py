"""What is looked at before anything is built: a free port, a home to write to, room on the disk."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from pathlib import Path
from typing import Final

from footlights.kernel.text import Both
from footlights.project.build.places import VENV, CannotGoOn
from footlights.project.build.steps import NO_ROOM, explain
from footlights.project.home import open_home

FOR_BUILDING: Final = 2_000 << 20  # bytes: packages and node_modules
FOR_RUNNING: Final = 64 << 20


def check_home() -> Path:
    """Return the house's folder, made and writable.

    Raises CannotGoOn.
    """
    try:
        home = open_home()
        probe = home / "run" / f".probe-{os.getpid()}"
        probe.write_bytes(b"\0" * 4096)
        probe.unlink()
    except OSError as fault:
        raise CannotGoOn(explain(fault)) from fault
    return home


def check_room(home: Path) -> None:
    """Raise CannotGoOn when what is to be built or kept does not fit."""
    is_built = (VENV / "footlights-base.sha256").exists()
    if shutil.disk_usage(home).free < FOR_RUNNING:
        raise CannotGoOn(NO_ROOM)
    if not is_built and shutil.disk_usage(VENV.parent).free < FOR_BUILDING:
        raise CannotGoOn(NO_ROOM)


def check_port(host: str, port: int) -> None:
    """Raise CannotGoOn when the port cannot be opened."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        raise CannotGoOn(_no_port(host, port, fault)) from fault


def _no_port(host: str, port: int, fault: OSError) -> Both:
    if fault.errno == errno.EADDRINUSE:
        return Both(
            f"Port {port} is in use by another program. Choose another: ./footlights up --port {port + 1}",
            f"端口 {port} 已被其他程序占用。请换一个端口：./footlights up --port {port + 1}",
        )
    return Both(
        f"Cannot open {host} port {port}: {fault.strerror}.",
        f"无法打开 {host} 的端口 {port}：{fault.strerror}。",
    )
