"""What H.264's and AAC's configurations say of a stream.

Sources: ISO/IEC 14496-15, 5.3.3 (avcC); ITU-T H.264, 7.3.2.1 (SPS); ISO/IEC 14496-3, 1.6.2.1 (AudioSpecificConfig).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_RATES: Final = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_HIGH_PROFILES: Final = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})


class BadConfig(ValueError):
    """A configuration that cannot be read."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a stream: codec as in RFC 6381, size in pixels."""

    codec: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound of a stream: codec as in RFC 6381, samples a second, channels."""

    codec: str
    rate: int
    channels: int


class _Bits:
    def __init__(self, payload: bytes) -> None:
        self.text = "".join(f"{byte:08b}" for byte in payload)
        self.at = 0

    def take(self, count: int) -> int:
        """Return the number that the next bits are."""
        end = self.at + count
        if end > len(self.text):
            raise BadConfig("cut off")
        taken = int(self.text[self.at : end] or "0", 2)
        self.at = end
        return taken

    def ue(self) -> int:
        """Return the next Exp-Golomb number (H.264, 9.1)."""
        zeros = 0
        while self.take(1) == 0:
            zeros += 1
            if zeros > 31:
                raise BadConfig("no number")
        return (1 << zeros) - 1 + (self.take(zeros) if zeros else 0)

    def se(self) -> int:
        """Return the next signed Exp-Golomb number (H.264, 9.1.1)."""
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)


def read_picture(avcc: bytes) -> Picture:
    """Return what an avcC record says.

    Raises BadConfig.
    """
    if len(avcc) < 8 or avcc[0] != 1 or avcc[5] & 0x1F == 0:
        raise BadConfig("no avcC")
    if avcc[4] & 3 != 3:
        raise BadConfig("lengths of another size than four bytes")
    size = int.from_bytes(avcc[6:8], "big")
    sps = avcc[8 : 8 + size].replace(b"\x00\x00\x03", b"\x00\x00")
    width, height = _size(_Bits(sps[1:]))
    return Picture(f"avc1.{avcc[1]:02x}{avcc[2]:02x}{avcc[3]:02x}", width, height)


def _size(bits: _Bits) -> tuple[int, int]:
    profile = bits.take(8)
    bits.take(16)
    bits.ue()
    chroma = 1
    if profile in _HIGH_PROFILES:
        chroma = bits.ue()
        if chroma == 3:
            bits.take(1)
        bits.ue()
        bits.ue()
        bits.take(1)
        if bits.take(1):
            for number in range(8 if chroma != 3 else 12):
                if bits.take(1):
                    _pass_list(bits, 16 if number < 6 else 64)
    bits.ue()
    order = bits.ue()
    if order == 0:
        bits.ue()
    elif order == 1:
        bits.take(1)
        bits.se()
        bits.se()
        for _ in range(bits.ue()):
            bits.se()
    bits.ue()
    bits.take(1)
    across = bits.ue() + 1
    down = bits.ue() + 1
    frames_only = bits.take(1)
    if not frames_only:
        bits.take(1)
    bits.take(1)
    width, height = across * 16, down * 16 * (2 - frames_only)
    if bits.take(1):
        left, right, top, bottom = (bits.ue() for _ in range(4))
        step_x = 2 if chroma in (1, 2) else 1
        step_y = (2 if chroma == 1 else 1) * (2 - frames_only)
        width, height = width - (left + right) * step_x, height - (top + bottom) * step_y
    if not (0 < width <= 8192 and 0 < height <= 8192):
        raise BadConfig("no such size")
    return width, height


def _pass_list(bits: _Bits, count: int) -> None:
    last = following = 8
    for _ in range(count):
        if following:
            following = (last + bits.se()) % 256
        last = following or last


def read_sound(config: bytes) -> Sound:
    """Return what an AudioSpecificConfig says.

    Raises BadConfig.
    """
    if len(config) < 2:
        raise BadConfig("no AudioSpecificConfig")
    bits = _Bits(config)
    kind = bits.take(5)
    index = bits.take(4)
    rate = bits.take(24) if index == 15 else (_RATES[index] if index < len(_RATES) else 0)
    channels = bits.take(4)
    if kind not in (2, 5, 29) or not rate:
        raise BadConfig("no AAC that browsers play")
    return Sound(f"mp4a.40.{kind}", rate, channels or 2)


def are_units(body: bytes) -> bool:
    """Return whether a picture's body is a row of H.264 units, each with its length before it.

    Source: ITU-T H.264, 7.3.1 (a unit begins with a zero bit and its kind, 1 to 23 here).
    """
    at, end, found = 0, len(body), False
    while at + 5 <= end:
        size = int.from_bytes(body[at : at + 4], "big")
        head = body[at + 4]
        if size == 0 or at + 4 + size > end or head & 0x80 or not 1 <= head & 0x1F <= 23:
            return False
        at, found = at + 4 + size, True
    return found and at == end
