"""How clients and the writer talk: four bytes of length, then text.

A request is one line for each event: id, name, at in microseconds and body as JSON, with tabs between; none
of these holds a tab or a line's end. An answer is JSON: {"kept": n} or {"refused": why}.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable, Sequence
from typing import Any, Final

from footlights.ground.events.types import Event
from footlights.kernel.clock import instant, microseconds
from footlights.kernel.ids import EventId

LARGEST_FRAME: Final = 16 << 20  # bytes

Row = tuple[str, str, int, str]  # id, name, at in microseconds, body as JSON

# JSON's encoder, made once; json.dumps makes one for each call, which costs as much as the encoding.
_encode = json.encoder.c_make_encoder(  # type: ignore[attr-defined]  # the stubs leave out the one in C
    None,
    json.JSONEncoder().default,
    json.encoder.encode_basestring_ascii,
    None,
    ":",
    ",",
    False,
    False,
    False,
)


class Malformed(ValueError):
    """A frame is not what a client of ours sends."""


def frame(payload: bytes) -> bytes:
    """Return a payload as one frame."""
    return len(payload).to_bytes(4, "big") + payload


def read_frame(line: socket.socket, most: int) -> bytearray | None:
    """Return the payload of the next frame; None when the other side has left or it is longer than ``most``."""
    head = _receive(line, 4)
    length = int.from_bytes(head or b"", "big")
    return _receive(line, length) if head is not None and length <= most else None


def _receive(line: socket.socket, length: int) -> bytearray | None:
    received = bytearray(length)
    view, filled = memoryview(received), 0
    while filled < length:
        count = line.recv_into(view[filled:])
        if count == 0:
            return None
        filled += count
    return received


def write_rows(rows: Iterable[Row]) -> bytes:
    """Return rows as the payload of a request."""
    return "\n".join([f"{id_}\t{name}\t{at_us}\t{body}" for id_, name, at_us, body in rows]).encode()


def read_rows(payload: bytes | bytearray) -> list[Row]:
    """Return the rows of a request.

    Raises Malformed.
    """
    if not payload:
        return []
    try:
        lines = [line.split("\t") for line in payload.decode().split("\n")]
        return [(id_, name, int(at_us), body) for id_, name, at_us, body in lines]
    except ValueError as fault:
        raise Malformed(f"not an event on each line: {fault}") from fault


def write_answer(answer: dict[str, int | str]) -> bytes:
    """Return an answer as one frame."""
    return frame(json.dumps(answer).encode())


def read_answer(payload: bytes | bytearray) -> dict[str, Any]:
    """Return an answer."""
    answer: dict[str, Any] = json.loads(payload)
    return answer


def row_of(event: Event) -> Row:
    """Return an event as the row that is sent and stored.

    Raises ValueError for an id or name that is empty or not plain ASCII, and for a body with NaN or infinity.
    """
    for word in (event.id, event.name):
        if not word or not word.isascii() or not word.isprintable():
            raise ValueError(f"not an event's id or name: {word!r}")
    return event.id, event.name, microseconds(event.at), "".join(_encode(event.body, 0))


def event_of(row: Sequence[Any]) -> Event:
    """Return the event that a row tells of."""
    return Event(EventId(row[0]), row[1], instant(row[2]), json.loads(row[3]))
