"""Who may have what is served: the token in the path, checked against the visitor and the licences withdrawn."""

from __future__ import annotations

import time
from collections import OrderedDict
from http.cookies import CookieError, SimpleCookie
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from footlights.ground.people import api as people
from footlights.kernel.clock import utc_now
from footlights.kernel.media import token as tokens
from footlights.kernel.territory import Territory

from .file_app import Scope
from .revocations import Revocations

_VISITORS_KEPT: Final = 20_000


class Gate:
    """Lets in whoever a token was made for, in the place it was made for, while its licence stands."""

    def __init__(self, key: str, revocations: Revocations) -> None:
        """Take tokens signed with ``key``."""
        self.key = key
        self.revocations = revocations
        self.visitors: OrderedDict[tuple[bytes, ...], tuple[str, Territory | None]] = OrderedDict()

    async def admit(self, scope: Scope, text: str, asset: str) -> tokens.PathToken:
        """Return what the token of a request says.

        Raises a TokenRefused, or Unknown when the database does not say what has been withdrawn.
        """
        token = tokens.read_path(text, self.key, now_s=time.time())
        mark, territory = self._visitor(scope)
        if token.asset != asset or token.session_mark != mark or token.territory != territory:
            raise tokens.Foreign
        if token.licence and await self.revocations.has(token.licence):
            raise tokens.Revoked
        return token

    def _visitor(self, scope: Scope) -> tuple[str, Territory | None]:
        """Return the mark of the session, and the territory, that a request comes from; remembered by its headers."""
        told = tuple(value for name, value in scope["headers"] if name in _telling())
        known = (*told, str((scope.get("client") or ("",))[0]).encode())
        if known not in self.visitors:
            # Without a good cookie the viewer is a fresh one, whose mark no token bears.
            viewer = people.read_viewer(_as_request(scope), utc_now())
            self.visitors[known] = tokens.mark_session(viewer.session, self.key), viewer.territory
            if len(self.visitors) > _VISITORS_KEPT:
                self.visitors.popitem(last=False)
        return self.visitors[known]


def _telling() -> frozenset[bytes]:
    """Return the names of the headers that tell who asks, and from where."""
    return frozenset({b"cookie", settings.TERRITORY_HEADER.lower().encode()})


def _as_request(scope: Scope) -> HttpRequest:
    """Return as much of a Django request as people needs to know a visitor by."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = (scope.get("client") or ("",))[0]
    cookies = []
    for name, value in scope["headers"]:
        text = value.decode("latin-1")
        if name == b"cookie":
            cookies.append(text)
        elif b"_" not in name:
            request.META["HTTP_" + name.decode("latin-1").upper().replace("-", "_")] = text
    try:
        request.COOKIES = {k: morsel.value for k, morsel in SimpleCookie("; ".join(cookies)).items()}
    except CookieError:
        request.COOKIES = {}
    return request
