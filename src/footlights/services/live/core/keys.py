"""Contributors' keys and passphrases: worked out from the house's own secret, kept nowhere."""

from __future__ import annotations

import hmac
from base64 import b32encode
from hashlib import sha256


def make_secret(house: str, kind: str, contributor: str, turn: int) -> str:
    """Return 24 letters and figures that nobody can tell who does not know the house's secret.

    kind: what it opens. turn: how often it was made anew.
    """
    digest = hmac.digest(house.encode(), f"live:{kind}:{contributor}:{turn}".encode(), sha256)
    return b32encode(digest[:15]).decode().lower()
