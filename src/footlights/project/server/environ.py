"""An ASGI scope as a WSGI environ. Source: PEP 3333."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any, BinaryIO, Final

from footlights.project.server.asgi_types import Scope

# What only a proxy may say. A stranger's word on it is dropped, so the pages may believe what is left.
FROM_PROXIES: Final = frozenset(
    {b"forwarded", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-real-ip"}
)
_KEYS: Final[dict[bytes, str]] = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}
_KEYS_KEPT: Final = 512


def make_environ(
    scope: Scope,
    body: BinaryIO | None,
    length: int,
    trusted: frozenset[str] = frozenset(),
    from_proxies: frozenset[bytes] = FROM_PROXIES,
) -> dict[str, Any]:
    """Return the environ of a request whose body is whole.

    trusted: addresses of proxies whose word counts.
    from_proxies: header names that nobody else may send.

    Names with ``_`` are dropped: ``X_Forwarded_For`` would become the same key as ``X-Forwarded-For``.
    Repeated headers are joined by a comma, cookies by a semicolon (RFC 9110 5.3, RFC 6265 5.4).
    """
    client, server = scope.get("client"), scope.get("server") or ("localhost", 80)
    address = client[0] if client else ""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body if body is not None else BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    is_stranger = address not in trusted
    for name, value in scope["headers"]:
        key = _KEYS.get(name) or _key(name)
        if not key or (is_stranger and name in from_proxies):
            continue
        text = value.decode("latin-1")
        if key in environ:
            text = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + text
        environ[key] = text
    if length:
        environ["CONTENT_LENGTH"] = str(length)
    else:
        environ.pop("CONTENT_LENGTH", None)
    return environ


def _key(name: bytes) -> str:
    """Return the environ's key for a header name, "" for one to drop; kept, as clients send the same few."""
    key = "" if b"_" in name else "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
    if key and len(_KEYS) < _KEYS_KEPT:
        _KEYS[name] = key
    return key
