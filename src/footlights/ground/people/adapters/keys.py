"""Secrets that are handed out once: the house keeps their hashes alone."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """Return 192 random bits, fit for an address."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """Return what the house keeps of a secret; one of 192 bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
