"""Requests to a messenger's servers: one connection each, a short patience, no redirects, no library."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlsplit

SECONDS: Final = 10.0
LARGEST: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Away(Exception):
    """The server could not be reached, or broke off."""


class Transport(Protocol):
    """Whatever carries a request."""

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Return the answer. Raises Away."""


def ask(method: str, url: str, headers: Mapping[str, str], body: bytes, *, seconds: float = SECONDS) -> Reply:
    """Ask a server and return its answer. Raises Away; its message holds no more of the address than the host."""
    place = urlsplit(url)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=seconds)
    try:
        connection.request(
            method, place.path + (f"?{place.query}" if place.query else ""), body or None, dict(headers)
        )
        answer = connection.getresponse()
        told = answer.read(LARGEST)
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, told)
    except (OSError, http.client.HTTPException) as fault:
        raise Away(f"{place.hostname}: {type(fault).__name__}") from None if "token" in place.query else fault
    finally:
        connection.close()
