"""Start tokens: signed by the house, so that none can be made elsewhere."""

from __future__ import annotations

from typing import Final

from django.core import signing

from footlights.services.race.types import StartId

_SALT: Final = "race.start"


def sign(start: StartId) -> str:
    """Return the token of a start."""
    return signing.Signer(salt=_SALT).sign(start)


def read(token: str) -> StartId | None:
    """Return the start that a token stands for, or None when the house did not sign it."""
    try:
        return StartId(signing.Signer(salt=_SALT).unsign(token))
    except signing.BadSignature:
        return None
