"""Signed tokens that stand in a path: fields of plain letters, then an HMAC-SHA256 over them.

``1.ast-….GB.5f1c….grt-….1893456000.1893455700.<mac>``: everything in it may be read by whoever holds it,
nothing can be changed. Every character may stand in a path as it is.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from footlights.kernel.ids import AssetId
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both

NOWHERE: Final = "-"  # stands for a field without a value
_FIELD = re.compile(r"[A-Za-z0-9_-]{1,80}")
_VERSION: Final = "1"
_LONGEST: Final = 1024  # characters


class TokenRefused(Exception):
    """A token that opens nothing; ``reason`` is one word for machines, ``message`` says it to people."""

    reason: str
    message: Both

    def __init__(self) -> None:
        super().__init__(self.reason)


class Malformed(TokenRefused):
    """Not a token at all."""

    reason = "malformed"
    message = Both("This link is damaged. Open the film's page again.", "链接已损坏。请重新打开影片页面。")


class Forged(TokenRefused):
    """A token that this house did not sign, or that was changed."""

    reason = "forged"
    message = Both(
        "This link was not made by this house. Open the film's page again.",
        "链接并非由本站签发。请重新打开影片页面。",
    )


class Expired(TokenRefused):
    """A token whose time is over."""

    reason = "expired"
    message = Both("This link has expired. Reload the page to go on.", "链接已过期。请刷新页面继续观看。")


class Foreign(TokenRefused):
    """A good token, but for another film, another visitor or another place."""

    reason = "foreign"
    message = Both(
        "This link was made for another film, visitor or place. Open the film's page yourself.",
        "此链接属于其他影片、访客或地区。请自行打开影片页面。",
    )


class Revoked(TokenRefused):
    """A good token under a licence that has been withdrawn."""

    reason = "revoked"
    message = Both("The right to show this film here has been withdrawn.", "此影片在本地的放映授权已被撤回。")


@dataclass(frozen=True, slots=True)
class PathToken:
    """What a path token allows: one asset, for one session, in one territory, under one licence, for a time.

    session_mark: ``mark_session`` of the viewer's session; the session itself is not in the token.
    expires_s, issued_s: seconds since 1970; the token holds before ``expires_s``, not at it.
    """

    asset: AssetId
    territory: Territory | None
    session_mark: str
    licence: str
    expires_s: int
    issued_s: int


def sign_path(token: PathToken, key: str) -> str:
    """Return the text of a path token.

    Raises ValueError when a field holds a character that may not stand in a path.
    """
    return sign_fields(
        "path",
        (
            token.asset,
            token.territory or NOWHERE,
            token.session_mark,
            token.licence or NOWHERE,
            str(token.expires_s),
            str(token.issued_s),
        ),
        key,
    )


def read_path(text: str, key: str, *, now_s: float) -> PathToken:
    """Return what a path token says, if it is ours and its time is not over.

    Raises Malformed, Forged or Expired.
    """
    asset, territory, mark, licence, expires, issued = read_fields("path", text, key, count=6)
    token = PathToken(
        AssetId(asset),
        None if territory == NOWHERE else Territory(territory),
        mark,
        "" if licence == NOWHERE else licence,
        _number(expires),
        _number(issued),
    )
    if now_s >= token.expires_s:
        raise Expired
    return token


def mark_session(session: str, key: str) -> str:
    """Return 16 letters that stand for a session, from which it cannot be told."""
    return hmac.digest(key.encode(), b"session:" + session.encode(), sha256).hex()[:16]


def sign_fields(kind: str, fields: Sequence[str], key: str) -> str:
    """Return fields and their signature as one token; a token of one kind is never read as another.

    Raises ValueError when a field is empty, too long, or holds anything but letters, digits, ``-`` and ``_``.
    """
    for each in fields:
        if not _FIELD.fullmatch(each):
            raise ValueError(f"cannot stand in a token: {each!r}")
    said = ".".join((_VERSION, *fields))
    return f"{said}.{_mac(kind, said, key)}"


def read_fields(kind: str, text: str, key: str, *, count: int) -> list[str]:
    """Return the fields of a token.

    Raises Malformed when it has another shape, Forged when the signature is not ours.
    """
    said, _, mac = text.rpartition(".")
    parts = said.split(".")
    if len(text) > _LONGEST or len(parts) != count + 1 or parts[0] != _VERSION or not text.isascii():
        raise Malformed
    if not all(map(_FIELD.fullmatch, parts)):
        raise Malformed
    if not hmac.compare_digest(mac.encode(), _mac(kind, said, key).encode()):
        raise Forged
    return parts[1:]


def _mac(kind: str, said: str, key: str) -> str:
    digest = hmac.digest(key.encode(), f"{kind}:{said}".encode(), sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Malformed
    return int(text)
