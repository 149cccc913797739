"""Where a request comes from, as far as the house can know without asking anyone outside."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from footlights.kernel.territory import Territory, parse_territory

COOKIE = "territory"
_SALT = "footlights.territory"


def territory_of(request: HttpRequest) -> Territory | None:
    """Return the territory a request comes from, or None when nothing tells.

    In this order: the header of a trusted proxy, the demo house's switch, the operator's default.
    """
    behind_proxy = settings.TERRITORY_HEADER and request.META.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES
    if behind_proxy and (found := _parsed(request.headers.get(settings.TERRITORY_HEADER, ""))):
        return found
    if settings.DEMO and (found := _switched(request)):
        return found
    return _parsed(settings.DEFAULT_TERRITORY)


def switch(response: HttpResponseBase, territory: Territory | None) -> None:
    """Set the demo house's switch, or take it back with None."""
    if territory is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        value = signing.dumps(territory, key=settings.PEOPLE_KEY, salt=_SALT)
        response.set_cookie(COOKIE, value, httponly=True, samesite="Lax", secure=settings.HTTPS)


def _switched(request: HttpRequest) -> Territory | None:
    try:
        chosen = signing.loads(request.COOKIES.get(COOKIE, ""), key=settings.PEOPLE_KEY, salt=_SALT)
    except signing.BadSignature:
        return None
    return _parsed(str(chosen))


def _parsed(code: str) -> Territory | None:
    try:
        return parse_territory(code)
    except ValueError:
        return None
