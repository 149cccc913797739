"""A pytest plugin (-p tests.home): each process has a home of its own, and no network but loopback.

It is loaded before Django's settings are, so that no test can touch the house of the person who runs it.
"""

from __future__ import annotations

import atexit
import ipaddress
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

LOCAL_NAMES = frozenset({"", "localhost", "0.0.0.0", "::", "<broadcast>"})
WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


class NetworkIsOff(RuntimeError):
    """A test tried to reach something that is not this machine."""


def is_local(host: object) -> bool:
    """Return whether a host, by name or number, is this machine."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in LOCAL_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def watch_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise NetworkIsOff when an audited call of the socket module looks further than loopback."""
    if event not in WATCHED:
        return
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a Unix socket
    else:
        host = arguments[0]
    if not is_local(host):
        raise NetworkIsOff(f"tests reach no network but loopback: {event} {host!r}")


def fresh_home() -> Path:
    """Make a home for this process, name it in the environment, and remove it when the process ends."""
    home = Path(tempfile.mkdtemp(prefix="footlights-test-"))
    for name in [n for n in os.environ if n.startswith("FOOTLIGHTS_") and n != "FOOTLIGHTS_DATABASE_URL"]:
        del os.environ[name]
    os.environ["FOOTLIGHTS_HOME"] = str(home)
    os.environ["FOOTLIGHTS_DEMO"] = "1"
    atexit.register(_remove, home, os.getpid())
    return home


def _remove(home: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked child leaves it to its parent
        shutil.rmtree(home, ignore_errors=True)


HOME = fresh_home()
sys.addaudithook(watch_sockets)


def pytest_unconfigure() -> None:
    """Remove the home; an xdist worker may end without running its exit handlers."""
    _remove(HOME, os.getpid())
