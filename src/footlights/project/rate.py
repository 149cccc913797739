"""How often one reader may send: a token bucket for each person or address, in the web process's memory."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from footlights.project.language import language_of_path
from footlights.project.refusals import refuse

PROGRAMS: Final = "/api/"
READERS: Final = 20_000  # buckets kept; the one longest unused goes first


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``burst`` at once, refilled at ``per_second``."""

    name: str
    per_second: float
    burst: int


# A hundred viewers behind one address each send a beat every few seconds; nobody signs in that often.
SENDING: Final = Limit("sending", per_second=20, burst=200)
SIGNING_IN: Final = Limit("signing in", per_second=0.2, burst=15)


class Buckets:
    """Token buckets by key; thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.lock = threading.Lock()
        self.held: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, reader: str, limit: Limit) -> float:
        """Take one token; return 0, or the seconds to wait when there is none."""
        key, now = (reader, limit.name), self.clock()
        with self.lock:
            tokens, since = self.held.pop(key, (float(limit.burst), now))
            tokens = min(limit.burst, tokens + (now - since) * limit.per_second)
            wait = 0.0 if tokens >= 1 else (1 - tokens) / limit.per_second
            self.held[key] = (tokens - 1 if tokens >= 1 else tokens, now)
            if len(self.held) > READERS:
                self.held.popitem(last=False)
        return wait


class LimitRate:
    """Answer 429 with Retry-After to a reader who sends too often; reading pages is not limited, by programs it is."""

    def __init__(
        self, answer: Callable[[HttpRequest], HttpResponseBase], buckets: Buckets | None = None
    ) -> None:
        self.answer = answer
        self.buckets = buckets or Buckets()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, unless the reader has to wait."""
        if request.method not in ("GET", "HEAD", "OPTIONS") or request.path_info.startswith(PROGRAMS):
            wait = self.buckets.take(reader_of(request), limit_for(request.path_info))
            if wait:
                refusal = refuse(request, 429)
                refusal.headers["Retry-After"] = str(math.ceil(wait))
                return refusal
        return self.answer(request)


def limit_for(path: str) -> Limit:
    """Return the limit for an address: tighter where passwords are tried."""
    page = path[3:] if language_of_path(path) else path
    return SIGNING_IN if page.startswith(("/account/", "/admin/login")) else SENDING


def reader_of(request: HttpRequest) -> str:
    """Return who is sending: the person signed in, else the address.

    Behind a trusted proxy that is the last address the proxy names; the server has dropped what others claim.
    """
    if not request.path_info.endswith("/login/") and request.user.is_authenticated:
        return str(request.user.pk)
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUSTED_PROXIES else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
