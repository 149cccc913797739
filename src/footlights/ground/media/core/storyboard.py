"""A storyboard: small pictures of a film at equal distances, on a few sheets, and the text that says which is where.

Source: WebVTT with media fragments (W3C Media Fragments URI 1.0, 4.2.2), as players read it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

COLUMNS, ROWS = 10, 10
LISTING: Final = "storyboard.vtt"
SHEET: Final = "storyboard-%d.jpg"
_LONG_SIDE: Final = 160  # pixels
_MOST_PICTURES: Final = 400


@dataclass(frozen=True, slots=True)
class Board:
    """How a film is laid out: every so many segments a picture, each of a size, in rows on sheets."""

    every: int
    seconds: float
    width: int
    height: int
    pictures: int

    @property
    def sheets(self) -> int:
        """Return how many sheets there are."""
        return math.ceil(self.pictures / (COLUMNS * ROWS))

    @property
    def grid(self) -> tuple[int, int]:
        """Return the columns and rows of each sheet: a short film's one sheet is no longer than need be."""
        return (min(COLUMNS, self.pictures), min(ROWS, math.ceil(self.pictures / COLUMNS)))


def lay_out(segments: int, segment_seconds: float, width: int, height: int) -> Board:
    """Return the board of a film of so many segments and such pictures: at most 400, one a segment at best.

    Raises ValueError when there is nothing to lay out.
    """
    if segments < 1 or width < 1 or height < 1:
        raise ValueError("a storyboard needs a picture")
    every = math.ceil(segments / _MOST_PICTURES)
    scale = _LONG_SIDE / max(width, height)
    return Board(
        every=every,
        seconds=every * segment_seconds,
        width=max(2, round(width * scale / 2) * 2),
        height=max(2, round(height * scale / 2) * 2),
        pictures=math.ceil(segments / every),
    )


def write(board: Board, duration_seconds: float) -> str:
    """Return the board's WebVTT; the last picture stands until the film's end."""
    cues = ["WEBVTT"]
    for number in range(board.pictures):
        sheet, place = divmod(number, COLUMNS * ROWS)
        row, column = divmod(place, COLUMNS)
        begin = number * board.seconds
        end = (
            (number + 1) * board.seconds
            if number + 1 < board.pictures
            else max(duration_seconds, begin + 0.001)
        )
        where = f"xywh={column * board.width},{row * board.height},{board.width},{board.height}"
        cues.append(f"{_clock(begin)} --> {_clock(end)}\n{SHEET % (sheet + 1)}#{where}")
    return "\n\n".join(cues) + "\n"


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"
