"""A small set of pages behind the bridge, served by the real server in a process of its own."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from footlights.project import logs
from footlights.project.server.body import Bodies
from footlights.project.server.bridge import REFUSAL, Bridge

LIMIT = 3 << 20
MARKS = Path(os.environ.get("MARKS", "/nowhere"))  # a folder in which pages leave word of what they saw


class Parts:
    """A streaming reply that leaves word when it is closed."""

    streaming = True

    def __iter__(self) -> Iterator[bytes]:
        for number in range(600):
            yield b"%d\n" % number
            time.sleep(0.05)

    def close(self) -> None:
        (MARKS / "closed").write_text("yes")


class Broken(Parts):
    """A streaming reply that fails in its middle."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("the other half is missing")


def pages(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer what the tests ask."""
    path = environ["PATH_INFO"]
    if status := environ.get(REFUSAL):
        start_response(f"{status} Refused", [("Content-Type", "text/plain")])
        return [b"refused"]
    if path in ("/stream", "/broken"):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return Parts() if path == "/stream" else Broken()
    body = environ["wsgi.input"].read()
    (MARKS / "views").open("a").write(f"{environ['REQUEST_METHOD']} {path} {len(body)}\n")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    if path == "/headers":
        kept = {
            name: value for name, value in environ.items() if name.startswith(("HTTP_", "CONTENT", "REMOTE"))
        }
        return [repr(kept).encode()]
    return [f"{len(body)} {hashlib.sha256(body).hexdigest()}".encode()]


logs.configure()
bridge = application = Bridge(
    pages,
    bodies=Bodies(LIMIT, folder=MARKS, idle_seconds=float(os.environ.get("IDLE", "30"))),
    trusted=os.environ.get("TRUSTED", "").split(),
)
