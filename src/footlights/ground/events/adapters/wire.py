"""How clients and the writer talk: four bytes of length, then JSON.

A request is an array with an event in each place: [id, name, at in microseconds, body].
An answer is {"kept": n} or {"refused": why}.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

import orjson

from footlights.ground.events.types import Event, Value
from footlights.kernel.clock import instant, microseconds
from footlights.kernel.ids import EventId

LARGEST_FRAME: Final = 16 << 20  # bytes

Told = tuple[str, str, int, Mapping[str, Value]]  # id, name, at in microseconds, body
Row = tuple[str, str, int, str]  # the same as it is stored: the body as JSON


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


def write_events(events: Sequence[Told]) -> bytes:
    """Return events as the payload of a request.

    Raises ValueError for a body that JSON can't tell.
    """
    try:
        return orjson.dumps(events)
    except TypeError as fault:
        raise ValueError(f"not events: {fault}") from fault


def read_rows(payload: bytes | bytearray) -> list[Row]:
    """Return the events of a request as they are to be stored.

    Raises Malformed.
    """
    try:
        told = orjson.loads(payload)
        if not isinstance(told, list):
            raise TypeError("something else")
        return [(id_, name, at_us, _text_of(body)) for id_, name, at_us, body in told]
    except (ValueError, TypeError) as fault:
        raise Malformed(f"not an array of events: {fault}") from fault


def write_answer(answer: dict[str, int | str]) -> bytes:
    """Return an answer as one frame."""
    return frame(orjson.dumps(answer))


def read_answer(payload: bytes | bytearray) -> dict[str, Any]:
    """Return an answer."""
    answer: dict[str, Any] = orjson.loads(payload)
    return answer


def told_of(event: Event) -> Told:
    """Return an event as it is sent.

    Raises ValueError for an id or name that is empty or not plain ASCII, and for a body with NaN or infinity.
    """
    for word in (event.id, event.name):
        if not word or not word.isascii() or not word.isprintable():
            raise ValueError(f"not an event's id or name: {word!r}")
    for value in event.body.values():
        if value.__class__ is float and not isfinite(value):  # JSON has no word for it
            raise ValueError(f"not a number that JSON can tell: {value}")
    return event.id, event.name, microseconds(event.at), event.body


def row_of(event: Event) -> Row:
    """Return an event as the row that is stored. Raises ValueError like ``told_of``."""
    id_, name, at_us, body = told_of(event)
    return id_, name, at_us, _text_of(body)


def event_of(row: Sequence[Any]) -> Event:
    """Return the event that a row tells of."""
    return Event(EventId(row[0]), row[1], instant(row[2]), orjson.loads(row[3]))


def _text_of(body: object) -> str:
    if not isinstance(body, dict):
        raise TypeError("its body is no object")
    return orjson.dumps(body).decode()
