"""What tus 1.0 requests say, pure. Source: the tus resumable upload protocol 1.0.0, with creation, checksum,
termination and expiration.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from footlights.kernel.text import Both

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,checksum,termination,expiration"
ALGORITHMS: Final = ("sha256", "sha1")
BLOCK: Final = 4 << 20  # bytes of a block of the tree hash
_LONGEST_METADATA: Final = 4_096


class BadUpload(Exception):
    """A request that is not taken: its status and why."""

    def __init__(self, status: int, message: Both) -> None:
        super().__init__(message.en)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a part of an upload must hash to."""

    algorithm: str
    digest: bytes


def check_version(headers: Mapping[str, str]) -> None:
    """Raise BadUpload with 412 unless the client speaks our version."""
    if headers.get("tus-resumable") != VERSION:
        raise BadUpload(412, Both(f"This house speaks tus {VERSION}.", f"本站使用 tus {VERSION} 协议。"))


def read_number(headers: Mapping[str, str], name: str) -> int:
    """Return a header that is a number of bytes.

    Raises BadUpload with 400.
    """
    text = headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise BadUpload(400, Both(f"{name} must be a number of bytes.", f"{name} 须为字节数。"))
    return int(text)


def read_metadata(text: str) -> dict[str, str]:
    """Return what Upload-Metadata tells, by key.

    Raises BadUpload with 400.
    """
    wrong = BadUpload(400, Both("Upload-Metadata makes no sense.", "Upload-Metadata 无法解析。"))
    if len(text) > _LONGEST_METADATA:
        raise wrong
    found: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in text.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError) as fault:
            raise wrong from fault
        if not key.isascii():
            raise wrong
    return found


def read_checksum(text: str | None) -> Checksum | None:
    """Return what Upload-Checksum asks for, None where it is not sent.

    Raises BadUpload with 400 for an algorithm that we don't know, or no digest.
    """
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error:
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm).digest_size:
        raise BadUpload(400, Both("Upload-Checksum makes no sense.", "Upload-Checksum 无法解析。"))
    return Checksum(algorithm, digest)


def tree_hash(blocks: Iterable[bytes]) -> str:
    """Return the hash of a file by blocks: SHA-256 of the SHA-256 of each 4 MiB, in hexadecimal.

    A browser's own crypto takes whole buffers only; block by block it can hash a file of any size.
    """
    whole = hashlib.sha256()
    for block in blocks:
        whole.update(hashlib.sha256(block).digest())
    return whole.hexdigest()
