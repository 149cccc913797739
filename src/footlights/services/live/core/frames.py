"""How the switcher hands packets to the packager: a head of 18 bytes, then the body."""

from __future__ import annotations

import json
import struct
from typing import Final

from .switch import Change, Format, Packet

_HEAD: Final = struct.Struct(">BIqiB")
HEAD_BYTES: Final = _HEAD.size
_CHANGE, _VIDEO, _AUDIO, _END = range(4)


def write_frame(item: Packet | Change | None) -> bytes:
    """Return an item as bytes; None says that there is no more."""
    if item is None:
        return _HEAD.pack(_END, 0, 0, 0, 0)
    if isinstance(item, Packet):
        kind = _VIDEO if item.is_video else _AUDIO
        return _HEAD.pack(kind, len(item.body), item.at_ms, item.shift_ms, item.is_key) + item.body
    told = {
        "source": item.source, "slot": item.slot, "why": item.why,
        "video": item.format.video.hex(), "audio": item.format.audio.hex(),
    }  # fmt: skip
    body = json.dumps(told).encode()
    return _HEAD.pack(_CHANGE, len(body), item.at_ms, 0, 0) + body


def body_size(head: bytes) -> int:
    """Return how long the body after a head is."""
    return int(_HEAD.unpack(head)[1])


def read_frame(head: bytes, body: bytes) -> Packet | Change | None:
    """Return what ``write_frame`` was given."""
    kind, _, at, shift, is_key = _HEAD.unpack(head)
    if kind == _END:
        return None
    if kind == _CHANGE:
        told = json.loads(body)
        form = Format(bytes.fromhex(told["video"]), bytes.fromhex(told["audio"]))
        return Change(told["source"], told["slot"], told["why"], at, form)
    return Packet(kind == _VIDEO, at, body, bool(is_key), shift)
