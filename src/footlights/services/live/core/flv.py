"""FLV tags, the form in which pictures and sound travel from a contributor's encoder to the switcher.

Source: Adobe Flash Video File Format Specification 10.1, annex E.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

_HEADER: Final = 11
_LARGEST: Final = 8 << 20  # bytes of one tag; a picture of 8 MiB is no live picture
_AVC, _AAC = 7, 10
_VIDEO_CODECS: Final = {2: "Sorenson H.263", 4: "VP6", 5: "VP6", 12: "HEVC"}
_AUDIO_CODECS: Final = {2: "MP3", 3: "PCM", 6: "Nellymoser", 7: "G.711", 8: "G.711", 11: "Speex", 14: "MP3"}
FILE_HEADER: Final = b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00"


class Garbage(ValueError):
    """Bytes that are no tags."""


class TagKind(IntEnum):
    """What a tag carries."""

    AUDIO = 8
    VIDEO = 9
    SCRIPT = 18


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. at_ms: the moment of decoding by the sender's clock, 0 to 2^32 - 1."""

    kind: TagKind
    at_ms: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """What a tag of sound or picture says.

    codec: "" for what the house takes (H.264 and AAC), else the codec's name.
    is_config: the body is the codec's configuration, not a sample.
    shift_ms: by how much a picture is shown later than it is decoded.
    """

    codec: str
    is_config: bool
    is_key: bool
    shift_ms: int
    body: bytes


def write_tag(tag: Tag) -> bytes:
    """Return a tag as it stands in a file, its length after it."""
    size = len(tag.body)
    at = tag.at_ms & 0xFFFFFFFF
    head = (
        bytes([tag.kind])
        + size.to_bytes(3, "big")
        + (at & 0xFFFFFF).to_bytes(3, "big")
        + bytes([at >> 24, 0, 0, 0])
    )
    return head + tag.body + (size + _HEADER).to_bytes(4, "big")


def read_tags(buffer: bytearray) -> list[Tag]:
    """Take the whole tags from the front of a buffer; what is not whole yet stays.

    A file's own header is passed over. Raises Garbage for what is no tag.
    """
    tags: list[Tag] = []
    while len(buffer) >= _HEADER:
        if buffer[:3] == b"FLV":
            if len(buffer) < len(FILE_HEADER):
                break
            del buffer[: len(FILE_HEADER)]
            continue
        size = int.from_bytes(buffer[1:4], "big")
        if buffer[0] not in (8, 9, 18) or size > _LARGEST or any(buffer[8:11]):
            raise Garbage("no tag")
        if len(buffer) < _HEADER + size + 4:
            break
        if int.from_bytes(buffer[_HEADER + size : _HEADER + size + 4], "big") not in (size + _HEADER, 0):
            raise Garbage("a tag of another length")
        at = int.from_bytes(buffer[4:7], "big") | buffer[7] << 24
        tags.append(Tag(TagKind(buffer[0]), at, bytes(buffer[_HEADER : _HEADER + size])))
        del buffer[: _HEADER + size + 4]
    return tags


def read_sample(tag: Tag) -> Sample | None:
    """Return what a tag of sound or picture says; None for a script, an end of sequence or an empty tag.

    Raises Garbage for a body too short to be anything.
    """
    body = tag.body
    if tag.kind is TagKind.SCRIPT or not body:
        return None
    if tag.kind is TagKind.VIDEO:
        return _picture(body)
    codec = body[0] >> 4
    if codec != _AAC:
        return Sample(_AUDIO_CODECS.get(codec, f"sound {codec}"), False, False, 0, b"")
    if len(body) < 2:
        raise Garbage("a sound without a body")
    return Sample("", body[1] == 0, True, 0, body[2:]) if len(body) > 2 else None


def _picture(body: bytes) -> Sample | None:
    if body[0] & 0x80:  # Enhanced RTMP v1: a four-letter code instead of a number
        name = body[1:5].decode("latin-1")
        return Sample({"hvc1": "HEVC", "av01": "AV1", "vp09": "VP9"}.get(name, name), False, False, 0, b"")
    codec = body[0] & 0x0F
    if codec != _AVC:
        return Sample(_VIDEO_CODECS.get(codec, f"picture {codec}"), False, False, 0, b"")
    if len(body) < 5:
        raise Garbage("a picture without a body")
    if body[1] > 1 or len(body) == 5:  # the end of a sequence
        return None
    shift = int.from_bytes(body[2:5], "big", signed=True)
    return Sample("", body[1] == 0, body[0] >> 4 == 1, shift, body[5:])


def video_tag(at_ms: int, body: bytes, *, is_key: bool, shift_ms: int = 0, is_config: bool = False) -> Tag:
    """Return a tag of H.264: a configuration (avcC) or an access unit with lengths."""
    head = bytes([(1 if is_key else 2) << 4 | _AVC, 0 if is_config else 1])
    return Tag(TagKind.VIDEO, at_ms, head + shift_ms.to_bytes(3, "big", signed=True) + body)


def audio_tag(at_ms: int, body: bytes, *, is_config: bool = False) -> Tag:
    """Return a tag of AAC: a configuration or a frame."""
    return Tag(TagKind.AUDIO, at_ms, bytes([_AAC << 4 | 0x0F, 0 if is_config else 1]) + body)
