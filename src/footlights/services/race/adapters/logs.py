"""Inputs as they come in: one file for each race, which only grows, every piece with when the house received it."""

from __future__ import annotations

import fcntl
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from footlights.services.race.types import BadPiece, StartId

_HEAD: Final = struct.Struct(
    "<4sQIII"
)  # mark, received in ms since 1970, first tick, bytes, CRC-32 of the bytes
_MARK: Final = b"RACE"
_MOST_MARKS: Final = 60  # pieces without a tick, in a race


def append(start: StartId, first: int, inputs: bytes, received_ms: int) -> int:
    """Put a piece behind what is held and return how many ticks are held now, durably.

    A piece that is held already changes nothing. One without a tick says that the race stood still up to now; so many
    of them are kept, no more. Raises BadPiece where ticks between are missing.
    """
    path = _path(start)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held, end, marks = _measure(file)
        if first > held:
            raise BadPiece(held)
        fresh = inputs[held - first :]
        if not fresh and (inputs or first < held or marks >= _MOST_MARKS):
            return held
        file.truncate(end)  # a piece cut short by a crash was never acknowledged
        head = _HEAD.pack(_MARK, received_ms, held, len(fresh), zlib.crc32(fresh))
        file.write(head + fresh)
        file.flush()
        os.fsync(file.fileno())
        return held + len(fresh)


def read(start: StartId) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """Return the inputs of a race and its pieces as (received_ms, ticks held after it); nothing for one without a file."""
    try:
        with _path(start).open("rb") as file:
            pieces = list(_pieces(file))
    except FileNotFoundError:
        return b"", ()
    inputs, told = bytearray(), []
    for received_ms, fresh in pieces:
        inputs += fresh
        told.append((received_ms, len(inputs)))
    return bytes(inputs), tuple(told)


def forget(start: StartId) -> None:
    """Remove the inputs of a race."""
    _path(start).unlink(missing_ok=True)


def _path(start: StartId) -> Path:
    return Path(settings.HOME) / "race" / start[-3:-2] / f"{start}.inputs"


def _measure(file: BinaryIO) -> tuple[int, int, int]:
    """Return the ticks held, where the last whole piece ends, and how many pieces have no tick."""
    file.seek(0)
    held = end = marks = 0
    for _, fresh in _pieces(file):
        held += len(fresh)
        end += _HEAD.size + len(fresh)
        marks += not fresh
    return held, end, marks


def _pieces(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        mark, received_ms, _first, size, check = _HEAD.unpack(head)
        fresh = file.read(size)
        if mark != _MARK or len(fresh) != size or zlib.crc32(fresh) != check:
            return
        yield received_ms, fresh
