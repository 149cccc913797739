"""AMF 0, the values of RTMP's commands. Source: Adobe AMF 0 specification (2007)."""

from __future__ import annotations

import struct
from typing import Any, Final

_DEEPEST: Final = 16


class BadAmf(ValueError):
    """Bytes that are no AMF 0."""


def write(*values: Any) -> bytes:
    """Return values one after the other: None, bool, number, str and dict.

    Raises TypeError for anything else.
    """
    return b"".join(map(_write, values))


def _write(value: Any) -> bytes:
    if value is None:
        return b"\x05"
    if isinstance(value, bool):
        return bytes([1, value])
    if isinstance(value, int | float):
        return b"\x00" + struct.pack(">d", value)
    if isinstance(value, str):
        return b"\x02" + _name(value)
    if isinstance(value, dict):
        return b"\x03" + b"".join(_name(k) + _write(v) for k, v in value.items()) + b"\x00\x00\x09"
    raise TypeError(f"no AMF 0: {value!r}")


def _name(text: str) -> bytes:
    encoded = text.encode()[:65535]
    return len(encoded).to_bytes(2, "big") + encoded


def read(body: bytes) -> list[Any]:
    """Return the values that stand in a body.

    Raises BadAmf.
    """
    values, at = [], 0
    try:
        while at < len(body):
            value, at = _read(body, at, 0)
            values.append(value)
    except (IndexError, struct.error, UnicodeDecodeError) as fault:
        raise BadAmf("cut off") from fault
    return values


def _read(body: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > _DEEPEST:
        raise BadAmf("too deep")
    kind, at = body[at], at + 1
    if kind == 0:
        return struct.unpack_from(">d", body, at)[0], at + 8
    if kind == 1:
        return body[at] != 0, at + 1
    if kind == 2:
        return _text(body, at, 2)
    if kind == 12:
        return _text(body, at, 4)
    if kind in (3, 8):
        return _object(body, at + (4 if kind == 8 else 0), depth)
    if kind in (5, 6):
        return None, at
    if kind == 10:
        count, at = int.from_bytes(body[at : at + 4], "big"), at + 4
        items = []
        for _ in range(min(count, len(body))):
            item, at = _read(body, at, depth + 1)
            items.append(item)
        return items, at
    if kind == 11:
        return struct.unpack_from(">d", body, at)[0], at + 10
    raise BadAmf(f"no value of kind {kind}")


def _object(body: bytes, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while body[at : at + 3] != b"\x00\x00\x09":
        name, at = _text(body, at, 2)
        found[name], at = _read(body, at, depth + 1)
    return found, at + 3


def _text(body: bytes, at: int, size: int) -> tuple[str, int]:
    length = int.from_bytes(body[at : at + size], "big")
    end = at + size + length
    if end > len(body):
        raise BadAmf("cut off")
    return body[at + size : end].decode(), end
