"""Signatures of messages: SHA-1 over sorted parts, compared in constant time.

Source: WeChat Official Accounts developer guide, "Access guide" and "Message encryption and decryption".
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

WINDOW_SECONDS: Final = 300  # how far a timestamp may be from now, either way


def sign(*parts: str) -> str:
    """Return the SHA-1 of the parts, sorted and joined, in hex."""
    # The protocol names SHA-1; what it signs is also encrypted in the secure mode.
    return hashlib.sha1(
        "".join(sorted(parts)).encode("utf-8", "surrogatepass"), usedforsecurity=False
    ).hexdigest()


def matches(given: str, *parts: str) -> bool:
    """Return whether a signature is that of the parts; how long it takes tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), sign(*parts).encode())


def sign_profile(raw: str, session_key: str) -> str:
    """Return the signature of a Mini Program's rawData under its session key."""
    return hashlib.sha1((raw + session_key).encode(), usedforsecurity=False).hexdigest()


def is_fresh(timestamp: str, now_s: float) -> bool:
    """Return whether a timestamp in seconds since 1970 lies at most 300 s from now, either way."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(now_s - int(timestamp)) <= WINDOW_SECONDS
