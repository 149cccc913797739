"""A chain of hashes: each link names all before it, so that a changed record breaks every later one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

GENESIS: Final = hashlib.sha256(b"footlights").hexdigest()


def link(previous: str, record: bytes) -> str:
    """Return the link that joins a record to the chain: SHA-256 of the previous link and the record."""
    return hashlib.sha256(bytes.fromhex(previous) + record).hexdigest()


def find_break(records: Iterable[tuple[bytes, str]], previous: str = GENESIS) -> int | None:
    """Return the index of the first record whose link does not follow, or None when the chain is whole."""
    for index, (record, claimed) in enumerate(records):
        if link(previous, record) != claimed:
            return index
        previous = claimed
    return None
