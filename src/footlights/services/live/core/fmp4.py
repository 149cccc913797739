"""Fragmented MP4: an initialisation and fragments of pictures and sound, ready for a browser.

Source: ISO/IEC 14496-12 (boxes), 14496-14 (esds), 14496-15 (avcC); CMAF, ISO/IEC 23000-19.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .codecs import read_picture, read_sound

VIDEO_SCALE: Final = 90_000  # ticks a second of pictures
VIDEO, AUDIO = 1, 2  # track numbers
AAC_FRAME: Final = 1024  # samples of sound in a frame
_UNITY: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_KEY_FLAGS, _OTHER_FLAGS = 0x02000000, 0x01010000  # depends on none; depends, and no place to begin


@dataclass(frozen=True, slots=True)
class Piece:
    """One sample of a fragment. ticks: in the track's own scale; shift: shown later than decoded by that."""

    ticks: int
    body: bytes
    is_key: bool = True
    shift: int = 0


def box(name: str, *parts: bytes) -> bytes:
    """Return a box of that name."""
    size = 8 + sum(map(len, parts))
    return size.to_bytes(4, "big") + name.encode() + b"".join(parts)


def _full(name: str, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(name, bytes([version]) + flags.to_bytes(3, "big"), *parts)


def write_init(avcc: bytes, audio_config: bytes) -> bytes:
    """Return the initialisation (ftyp and moov) of a stream of H.264 and AAC.

    Raises BadConfig.
    """
    picture, sound = read_picture(avcc), read_sound(audio_config)
    stsd_video = box(
        "avc1",
        struct.pack(">6xH16x2H", 1, picture.width, picture.height),
        struct.pack(">2IIH32xHh", 0x480000, 0x480000, 0, 1, 24, -1),
        box("avcC", avcc),
    )
    stsd_audio = box(
        "mp4a",
        struct.pack(">6xH8x2H4x", 1, sound.channels, 16),
        struct.pack(">I", (sound.rate & 0xFFFF) << 16),
        _full("esds", _descriptors(audio_config)),
    )
    tracks = (
        _track(
            VIDEO,
            VIDEO_SCALE,
            "vide",
            _full("vmhd", bytes(8), flags=1),
            stsd_video,
            picture.width,
            picture.height,
        ),
        _track(AUDIO, sound.rate, "soun", _full("smhd", bytes(4)), stsd_audio, 0, 0),
    )
    extends = [_full("trex", struct.pack(">5I", number, 1, 0, 0, 0)) for number in (VIDEO, AUDIO)]
    header = _full(
        "mvhd", struct.pack(">4IIH10x", 0, 0, 1000, 0, 0x10000, 0x100), _UNITY, bytes(24), b"\0\0\0\3"
    )
    return box("ftyp", b"iso6", bytes(4), b"iso6cmfcisomdash") + box(
        "moov", header, *tracks, box("mvex", *extends)
    )


def _track(number: int, scale: int, kind: str, media: bytes, entry: bytes, width: int, height: int) -> bytes:
    volume = 0x0100 if kind == "soun" else 0
    head = _full(
        "tkhd",
        struct.pack(">5I8x4H", 0, 0, number, 0, 0, 0, 0, volume, 0),
        _UNITY,
        struct.pack(">2I", width << 16, height << 16),
        flags=7,
    )
    empty = [_full(name, bytes(size)) for name, size in (("stts", 4), ("stsc", 4), ("stsz", 8), ("stco", 4))]
    table = box("stbl", _full("stsd", b"\0\0\0\1", entry), *empty)
    return box(
        "trak",
        head,
        box(
            "mdia",
            _full("mdhd", struct.pack(">4IHH", 0, 0, scale, 0, 0x55C4, 0)),
            _full("hdlr", struct.pack(">I4s12x", 0, kind.encode()), b"footlights\0"),
            box("minf", media, box("dinf", _full("dref", b"\0\0\0\1", _full("url ", flags=1))), table),
        ),
    )


def _descriptors(config: bytes) -> bytes:
    def descriptor(tag: int, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return bytes([tag, 0x80, 0x80, 0x80, len(body)]) + body

    decoder = descriptor(4, b"\x40\x15", bytes(3), bytes(8), descriptor(5, config))
    return descriptor(3, b"\0\0\0", decoder, descriptor(6, b"\x02"))


def write_fragment(
    number: int, video: tuple[int, Sequence[Piece]], audio: tuple[int, Sequence[Piece]]
) -> bytes:
    """Return one fragment (moof and mdat).

    number: 1 for the first. video, audio: when the first sample is decoded, in the track's scale, and the samples.
    """
    tracks = [(track, start, pieces) for track, (start, pieces) in ((VIDEO, video), (AUDIO, audio)) if pieces]
    size = 8 + 16 + sum(_traf_size(track, pieces) for track, _, pieces in tracks)
    offset = size + 8
    boxes = []
    for track, start, pieces in tracks:
        boxes.append(_traf(track, start, pieces, offset))
        offset += sum(len(piece.body) for piece in pieces)
    moof = box("moof", _full("mfhd", struct.pack(">I", number)), *boxes)
    return moof + box("mdat", *(piece.body for _, _, pieces in tracks for piece in pieces))


def _traf_size(track: int, pieces: Sequence[Piece]) -> int:
    return 8 + 16 + 20 + 20 + len(pieces) * (16 if track == VIDEO else 8)


def _traf(track: int, start: int, pieces: Sequence[Piece], offset: int) -> bytes:
    if track == VIDEO:
        rows = b"".join(
            struct.pack(">3Ii", p.ticks, len(p.body), _KEY_FLAGS if p.is_key else _OTHER_FLAGS, p.shift)
            for p in pieces
        )
        run = _full("trun", struct.pack(">II", len(pieces), offset), rows, version=1, flags=0xF01)
    else:
        rows = b"".join(struct.pack(">2I", p.ticks, len(p.body)) for p in pieces)
        run = _full("trun", struct.pack(">II", len(pieces), offset), rows, flags=0x301)
    return box(
        "traf",
        _full("tfhd", struct.pack(">I", track), flags=0x020000),  # offsets count from the moof
        _full("tfdt", struct.pack(">Q", start), version=1),
        run,
    )
