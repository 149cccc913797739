"""The viewer's cookie: an opaque name for one browser, signed so that nobody can put on another's."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing

COOKIE = "viewer"
COOKIE_SECONDS = 180 * 86_400
_SALT = "footlights.viewer"


def new_session() -> str:
    """Return a fresh opaque name."""
    return secrets.token_urlsafe(18)


def signed(session: str) -> str:
    """Return the cookie's value for a session."""
    return signing.Signer(key=settings.PEOPLE_KEY, salt=_SALT).sign(session)


def read(cookie_value: str) -> str | None:
    """Return the session a cookie's value names, or None when it is absent or forged."""
    try:
        return signing.Signer(key=settings.PEOPLE_KEY, salt=_SALT).unsign(cookie_value)
    except signing.BadSignature:
        return None
