"""Files over ASGI: ranges, versions, the right types, and nothing outside of what may be served.

The server sends whole files itself where it can (``http.response.pathsend``); parts are read in threads.
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from footlights.ground.media.core.ranges import Unsatisfiable, http_date, is_same, may_go_on, read_range

from .media_types import type_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_BLOCK: Final = 256 << 10  # bytes
_ALWAYS: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_FOREVER, _ASK_AGAIN = b"public, max-age=31536000, immutable", b"private, no-cache"


async def serve_file(
    scope: Scope,
    receive: Receive,
    send: Send,
    path: Path | str,
    *,
    immutable: bool,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Answer a GET or HEAD with a file: 200, 206, 304, 404, 405 or 416.

    immutable: the name changes with the content, so readers may keep it for ever; else they ask again.
    """
    if scope["method"] not in ("GET", "HEAD"):
        await send_short(scope, send, 405, [(b"allow", b"GET, HEAD")])
        return
    try:
        facts = os.stat(path)  # noqa: PTH116  # one call for each segment; local disk
    except (OSError, ValueError):
        await send_short(scope, send, 404)
        return
    if not stat.S_ISREG(facts.st_mode):
        await send_short(scope, send, 404)
        return
    asked = {name: value.decode("latin-1") for name, value in scope["headers"] if name in _ASKED}
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    changed_at = datetime.fromtimestamp(int(facts.st_mtime), UTC)
    said: Headers = [
        *_ALWAYS,
        (b"etag", etag.encode()),
        (b"last-modified", http_date(changed_at).encode()),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", _FOREVER if immutable else _ASK_AGAIN),
        *headers,
    ]
    if b"if-none-match" in asked and is_same(etag, asked[b"if-none-match"]):
        await _send_head(send, 304, said)
        await send({"type": "http.response.body", "body": b""})
        return
    span = None
    if b"range" in asked and may_go_on(asked.get(b"if-range", ""), etag, changed_at):
        try:
            span = read_range(asked[b"range"], facts.st_size)
        except Unsatisfiable:
            await send_short(scope, send, 416, [(b"content-range", b"bytes */%d" % facts.st_size)])
            return
    said.append((b"content-type", type_of(str(path))))
    await _send_file(scope, send, str(path), facts.st_size, span, said)


_ASKED: Final = frozenset({b"range", b"if-range", b"if-none-match"})


async def _send_file(
    scope: Scope, send: Send, path: str, size: int, span: tuple[int, int] | None, headers: Headers
) -> None:
    begin, end = span or (0, size)
    headers.append((b"content-length", b"%d" % (end - begin)))
    if span:
        headers.append((b"content-range", b"bytes %d-%d/%d" % (begin, end - 1, size)))
    await _send_head(send, 206 if span else 200, headers)
    if scope["method"] == "HEAD" or end == begin:
        await send({"type": "http.response.body", "body": b""})
    elif span is None and "http.response.pathsend" in (scope.get("extensions") or {}):
        await send({"type": "http.response.pathsend", "path": path})
    else:
        await _send_part(send, path, begin, end)


async def _send_part(send: Send, path: str, begin: int, end: int) -> None:
    loop = asyncio.get_running_loop()
    file = await loop.run_in_executor(None, lambda: open(path, "rb", buffering=0))  # noqa: PTH123, SIM115
    try:
        while begin < end:
            block = await loop.run_in_executor(None, os.pread, file.fileno(), min(_BLOCK, end - begin), begin)
            if not block:
                raise OSError("the file became shorter while it was read")
            begin += len(block)
            await send({"type": "http.response.body", "body": block, "more_body": begin < end})
    finally:
        file.close()


async def send_short(
    scope: Scope, send: Send, status: int, headers: Headers | None = None, body: bytes = b""
) -> None:
    """Answer with a status and a few words or none."""
    said = [
        *_ALWAYS,
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *(headers or []),
    ]
    await _send_head(send, status, said)
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def _send_head(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
