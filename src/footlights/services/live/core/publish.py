"""The talk with an RTMP publisher: it names itself by its key before any media is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from footlights.kernel.text import Both

from . import amf
from .flv import Tag, TagKind
from .rtmp import BadChunk, Chunks, Message, MessageKind, write_message

APP: Final = "live"
_WINDOW: Final = 2_500_000  # bytes until an acknowledgement is due
_OUT_CHUNK: Final = 4096


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a block of bytes led to: what to answer, what media came, and whether to hang up."""

    reply: bytes
    tags: tuple[Tag, ...]
    hang_up: bool


class Publisher:
    """One connection after its handshake.

    admit: called once with the key; returns None to let it in, or why not.
    """

    def __init__(self, admit: Callable[[str], Both | None]) -> None:
        """Begin after the handshake."""
        self.chunks = Chunks()
        self.admit = admit
        self.is_publishing = False
        self.received = self.acknowledged = 0

    def feed(self, block: bytes) -> Outcome:
        """Take what came and return what it led to.

        Raises BadChunk for what is no RTMP, and for media before a key.
        """
        self.received += len(block)
        reply, tags, hang_up = bytearray(), [], False
        for message in self.chunks.feed(block):
            if message.kind in (MessageKind.AUDIO, MessageKind.VIDEO):
                if not self.is_publishing:
                    raise BadChunk("media before a key")
                tags.append(Tag(TagKind(message.kind), message.at_ms, message.body))
            elif message.kind == MessageKind.COMMAND:
                said, hang_up = self._answer(message)
                reply += said
            if hang_up:
                break
        if self.received - self.acknowledged >= _WINDOW:
            self.acknowledged = self.received
            count = (self.received & 0xFFFFFFFF).to_bytes(4, "big")
            reply += write_message(Message(MessageKind.ACKNOWLEDGEMENT, 0, 0, count), lane=2)
        return Outcome(bytes(reply), tuple(tags), hang_up)

    def _answer(self, message: Message) -> tuple[bytes, bool]:
        try:
            name, number, *rest = amf.read(message.body)
        except (amf.BadAmf, ValueError) as fault:
            raise BadChunk("no command") from fault
        if name == "connect":
            return self._connect(number, rest)
        if name == "createStream":
            return _command("_result", number, None, 1), False
        if name == "publish":
            return self._publish(rest)
        if name in ("deleteStream", "closeStream", "FCUnpublish"):
            return b"", self.is_publishing
        if name == "play":
            return _status("error", "NetStream.Play.Failed", "This door is for contributors."), True
        return b"", False  # releaseStream, FCPublish: nothing depends on an answer

    def _connect(self, number: float, rest: list[Any]) -> tuple[bytes, bool]:
        asked = rest[0].get("app", "") if rest and isinstance(rest[0], dict) else ""
        if str(asked).strip("/").partition("?")[0] != APP:
            told = {"level": "error", "code": "NetConnection.Connect.Rejected", "description": "no such app"}
            return _command("_error", number, None, told), True
        size = _WINDOW.to_bytes(4, "big")
        opening = (
            Message(MessageKind.WINDOW, 0, 0, size),
            Message(MessageKind.BANDWIDTH, 0, 0, size + b"\x02"),
            Message(MessageKind.CHUNK_SIZE, 0, 0, _OUT_CHUNK.to_bytes(4, "big")),
        )
        told = {"level": "status", "code": "NetConnection.Connect.Success", "description": "Welcome."}
        properties = {"fmsVer": "FMS/3,0,1,123", "capabilities": 31}
        return b"".join(write_message(m, lane=2) for m in opening) + _command(
            "_result", number, properties, told
        ), False

    def _publish(self, rest: list[Any]) -> tuple[bytes, bool]:
        key = str(rest[1]) if len(rest) > 1 else ""
        refusal = self.admit(key) if not self.is_publishing else None
        if refusal is not None:
            return _status("error", "NetStream.Publish.BadName", f"{refusal.en} {refusal.zh}"), True
        self.is_publishing = True
        return _status("status", "NetStream.Publish.Start", "On."), False


def _command(*values: Any) -> bytes:
    body = amf.write(*values)
    return write_message(Message(MessageKind.COMMAND, 0, 0, body), chunk_size=_OUT_CHUNK)


def _status(level: str, code: str, description: str) -> bytes:
    body = amf.write("onStatus", 0, None, {"level": level, "code": code, "description": description})
    return write_message(Message(MessageKind.COMMAND, 0, 1, body), lane=5, chunk_size=_OUT_CHUNK)


def handshake_reply(c0c1: bytes) -> bytes:
    """Return S0, S1 and S2 for a client's C0 and C1 (1,537 bytes).

    Raises BadChunk for another version. Source: RTMP 1.0, 5.2.
    """
    if c0c1[0] != 3:
        raise BadChunk("no RTMP")
    return b"\x03" + bytes(8) + b"footlights".ljust(1528, b"\0") + c0c1[1:]
