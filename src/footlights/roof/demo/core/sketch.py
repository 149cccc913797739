"""A small drawing afloat: lines and areas in metres, over their own reflection, laid on a frame of the sea."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Point = tuple[float, float]
Colour = tuple[float, float, float]
Bytes = NDArray[np.uint8]

_FINE: Final = 3  # drawn so much larger, then made small: edges are soft


class Sketch:
    """What is drawn, in metres: x along the water, y above it; the whole may be tilted.

    size: (columns, rows) of the patch, in pixels of the frame. scale: pixels for a metre.
    waterline: the row of the patch where y is 0.
    """

    def __init__(
        self, size: tuple[int, int], scale: float, waterline: int, tilt: float, light: float
    ) -> None:
        self._scale, self._waterline, self._middle = scale * _FINE, waterline * _FINE, size[0] * _FINE / 2
        self._tilt, self._light, self._size = (math.cos(tilt), math.sin(tilt)), light, size
        self._image = Image.new("RGBA", (size[0] * _FINE, size[1] * _FINE))
        self._pen = ImageDraw.Draw(self._image)

    def area(self, points: Sequence[Point], colour: Colour, light: float = 1.0) -> None:
        """Fill an area."""
        self._pen.polygon([self._at(point) for point in points], fill=self._ink(colour, light))

    def rod(self, begin: Point, end: Point, width: float, colour: Colour, light: float = 1.0) -> None:
        """Draw a straight rod with round ends, some metres wide."""
        ink, thick = self._ink(colour, light), max(1, round(width * self._scale))
        self._pen.line([self._at(begin), self._at(end)], fill=ink, width=thick)
        for point in (begin, end):
            self.disc(point, width / 2, colour, light)

    def disc(self, centre: Point, radius: float, colour: Colour, light: float = 1.0) -> None:
        """Fill a disc."""
        (x, y), reach = self._at(centre), radius * self._scale
        self._pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=self._ink(colour, light))

    def drawn(self) -> NDArray[np.float32]:
        """Return the patch: (rows, columns, 4), 0–1."""
        small = np.asarray(self._image.resize(self._size, Image.Resampling.BOX))
        return small.astype(np.float32) / np.float32(255)

    def _at(self, point: Point) -> Point:
        cosine, sine = self._tilt
        x, y = point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine
        return self._middle + x * self._scale, self._waterline - y * self._scale

    def _ink(self, colour: Colour, light: float) -> tuple[int, int, int, int]:
        red, green, blue = (round(255 * min(1.0, part * light * self._light)) for part in colour)
        return red, green, blue, 255


def lay(picture: Bytes, patch: NDArray[np.float32], left: int, top: int, waterline: int, at: float) -> None:
    """Lay a patch on a frame: what is above the waterline stands, and the water under it gives it back, broken.

    left, top: where the patch's corner lies in the frame. at: seconds, which move the ripples.
    """
    above = patch[:waterline]
    below = above[::-1][: min(waterline, picture.shape[0] - top - waterline)]
    shifts = np.round(2.6 * np.sin(np.arange(len(below)) / 2.3 - at * 3.1)).astype(int)
    ripples = np.stack([np.roll(row, shift, axis=0) for row, shift in zip(below, shifts, strict=True)])
    fade = np.linspace(0.62, 0.08, len(below), dtype=np.float32)[:, None]
    _blend(picture, ripples[..., :3] * np.float32(0.72), ripples[..., 3] * fade, left, top + waterline)
    _blend(picture, patch[..., :3], patch[..., 3], left, top)


def _blend(
    picture: Bytes, colours: NDArray[np.float32], cover: NDArray[np.float32], left: int, top: int
) -> None:
    """Lay colours on a part of the frame; what would lie beside it is left out."""
    begin, end = max(0, left), min(picture.shape[1], left + colours.shape[1])
    if begin >= end:
        return
    inside = slice(begin - left, end - left)
    share = cover[:, inside, None]
    under = picture[top : top + len(colours), begin:end]
    under[:] = (under * (1 - share) + 255 * colours[:, inside] * share + 0.5).astype(np.uint8)
