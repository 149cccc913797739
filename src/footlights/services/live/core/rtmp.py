"""RTMP as a server reads and writes it: chunks into messages, messages into chunks.

Source: Adobe RTMP specification 1.0 (2012), 5.3 (chunks) and 7 (messages).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

_LARGEST: Final = 8 << 20
_MOST_STREAMS: Final = 64


class BadChunk(ValueError):
    """Bytes that are no RTMP, or too much of it."""


class MessageKind(IntEnum):
    """The messages that matter here."""

    CHUNK_SIZE = 1
    ABORT = 2
    ACKNOWLEDGEMENT = 3
    CONTROL = 4
    WINDOW = 5
    BANDWIDTH = 6
    AUDIO = 8
    VIDEO = 9
    DATA = 18
    COMMAND = 20


@dataclass(frozen=True, slots=True)
class Message:
    """One message. at_ms: by the sender's clock."""

    kind: int
    at_ms: int
    stream: int
    body: bytes


@dataclass(slots=True)
class _Lane:
    at_ms: int = 0
    delta: int = 0
    size: int = 0
    kind: int = 0
    stream: int = 0
    extended: bool = False
    body: bytearray = field(default_factory=bytearray)


class Chunks:
    """Reads what a client sends."""

    def __init__(self) -> None:
        """Begin after the handshake."""
        self.chunk_size = 128
        self.lanes: dict[int, _Lane] = {}
        self.buffer = bytearray()

    def feed(self, block: bytes) -> list[Message]:
        """Return the messages that are whole now.

        Raises BadChunk.
        """
        self.buffer += block
        messages: list[Message] = []
        while (taken := self._chunk(messages)) > 0:
            del self.buffer[:taken]
        return messages

    def _chunk(self, messages: list[Message]) -> int:
        """Read one chunk; return how long it is, 0 when it is not whole yet."""
        buffer = self.buffer
        if not buffer:
            return 0
        shape, number, at = buffer[0] >> 6, buffer[0] & 0x3F, 1
        more = {0: 1, 1: 2}.get(number, 0)
        head = (11, 7, 3, 0)[shape]
        if len(buffer) < at + more + head:
            return 0
        if more:
            number = 64 + int.from_bytes(buffer[1 : 1 + more], "little")
            at += more
        lane = self.lanes.get(number)
        if lane is None:
            if shape == 3 or len(self.lanes) >= _MOST_STREAMS:
                raise BadChunk("a chunk without a beginning")
            lane = _Lane()
        time = lane.at_ms if shape == 3 else int.from_bytes(buffer[at : at + 3], "big")
        extended = lane.extended if shape == 3 else time == 0xFFFFFF
        size = int.from_bytes(buffer[at + 3 : at + 6], "big") if shape < 2 else lane.size
        kind = buffer[at + 6] if shape < 2 else lane.kind
        stream = int.from_bytes(buffer[at + 7 : at + 11], "little") if shape == 0 else lane.stream
        at += head
        if extended:
            if len(buffer) < at + 4:
                return 0
            time = int.from_bytes(buffer[at : at + 4], "big") if shape != 3 else time
            at += 4
        if size > _LARGEST:
            raise BadChunk("too large a message")
        take = min(self.chunk_size, size - len(lane.body))
        if len(buffer) < at + take:
            return 0
        self.lanes[number] = lane
        if not lane.body:
            lane.size, lane.kind, lane.stream, lane.extended = size, kind, stream, extended
            if shape == 0:
                lane.at_ms = lane.delta = time
            else:
                lane.delta = time if shape != 3 else lane.delta
                lane.at_ms = (lane.at_ms + lane.delta) & 0xFFFFFFFF
        lane.body += buffer[at : at + take]
        if len(lane.body) >= lane.size:
            self._whole(lane, messages)
        return at + take

    def _whole(self, lane: _Lane, messages: list[Message]) -> None:
        message = Message(lane.kind, lane.at_ms, lane.stream, bytes(lane.body))
        lane.body.clear()
        if message.kind == MessageKind.CHUNK_SIZE and len(message.body) >= 4:
            size = int.from_bytes(message.body[:4], "big") & 0x7FFFFFFF
            if not 1 <= size <= 1 << 24:
                raise BadChunk("no such size")
            self.chunk_size = size
        messages.append(message)


def write_message(message: Message, *, lane: int = 3, chunk_size: int = 128) -> bytes:
    """Return a message as chunks. lane: 2 to 63. Times of 2^24 - 1 ms and more take four bytes more a chunk."""
    at = message.at_ms & 0xFFFFFFFF
    long = at.to_bytes(4, "big") if at >= 0xFFFFFF else b""
    head = bytes([lane]) + min(at, 0xFFFFFF).to_bytes(3, "big") + len(message.body).to_bytes(3, "big")
    out = bytearray(head + bytes([message.kind]) + message.stream.to_bytes(4, "little") + long)
    for begin in range(0, max(len(message.body), 1), chunk_size):
        if begin:
            out += bytes([0xC0 | lane]) + long
        out += message.body[begin : begin + chunk_size]
    return bytes(out)
