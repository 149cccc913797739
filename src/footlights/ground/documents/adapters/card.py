"""A card with words on it, for links shared elsewhere, by Pillow."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .fonts import Faces

_WIDE, _HIGH, _MARGIN = 1200, 630, 84
_NIGHT: Final = (20, 17, 13)
_PAPER: Final = (247, 241, 230)
_GOLD: Final = (232, 197, 71)
_DIM: Final = (190, 180, 165)
_ELLIPSIS: Final = "…"


def draw(eyebrow: str, title: str, lines: tuple[str, ...], faces: Faces) -> bytes:
    """Return the card as PNG: a dark house, five lamps, words that are cut rather than let out of it."""
    image = Image.new("RGB", (_WIDE, _HIGH), _NIGHT)
    pen = ImageDraw.Draw(image)
    for place in range(5):
        x = _MARGIN + place * 44
        pen.pieslice((x, _HIGH - 92, x + 32, _HIGH - 60), 180, 360, fill=_GOLD)
    pen.line((_MARGIN, _HIGH - 74, _WIDE - _MARGIN, _HIGH - 74), fill=_DIM, width=2)
    y = _write(pen, eyebrow, 72, 28, _GOLD, faces, is_bold=False, most=1)
    y = _write(pen, title, y + 18, 64, _PAPER, faces, is_bold=True, most=3)
    for each in lines:
        y = _write(pen, each, y + 14, 32, _DIM, faces, is_bold=False, most=1)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    y: int,
    size: int,
    colour: tuple[int, int, int],
    faces: Faces,
    *,
    is_bold: bool,
    most: int,
) -> int:
    """Write a text in at most so many lines and return where the next may begin."""
    latin = ImageFont.truetype(str(faces.latin_bold if is_bold else faces.latin), size)
    chinese = ImageFont.truetype(str(faces.chinese_bold if is_bold else faces.chinese), size)

    def face(letter: str) -> ImageFont.FreeTypeFont:
        return latin if ord(letter) < 0x2E80 and letter not in "“”‘’…—" else chinese

    def width(said: str) -> float:
        return sum(face(letter).getlength(letter) for letter in said)

    for line in _wrap(text, _WIDE - 2 * _MARGIN, width, most):
        x = float(_MARGIN)
        for letter in line:
            pen.text((x, y + size), letter, font=face(letter), fill=colour, anchor="ls")
            x += face(letter).getlength(letter)
        y += int(size * 1.3)
    return y


def _wrap(text: str, room: int, width: Callable[[str], float], most: int) -> list[str]:
    """Break a text between words, and between any two Chinese letters; end with an ellipsis when it is too long."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most:
        end = len(rest)
        while end > 1 and width(rest[:end]) > room:
            end -= 1
        if end < len(rest) and len(lines) + 1 < most:
            space = rest.rfind(" ", 0, end + 1)
            end = space if space > 0 and rest[end].isascii() else end
        elif end < len(rest):
            lines.append(rest[: max(1, end - 1)].rstrip() + _ELLIPSIS)
            return lines
        lines.append(rest[:end].strip())
        rest = rest[end:].strip()
    return lines
