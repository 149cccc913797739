"""Draw a film's storyboard from the key frames of one of its own rungs: one picture a segment is decoded, no more."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from footlights.ground.media.core.commands import INIT, sheets_command
from footlights.ground.media.core.storyboard import LISTING, SHEET, lay_out, write
from footlights.kernel.media.playlists import Track

from . import children
from .encoder import program

_LIMITS: Final = children.Limits(memory=4 << 30, cpu_seconds=600, file_bytes=4 << 30, files=64, nice=10)
_PATIENCE_SECONDS: Final = 600


def draw(show: Path, track: Track, workshop: Path) -> list[Path]:
    """Return the sheets and their listing, made in the workshop from a rung on show; nothing when it cannot be."""
    segments = track.segments
    board = lay_out(len(segments), segments[0].seconds, track.width, track.height)
    rung = show / track.uri.partition("/")[0]
    pieces = workshop / "pieces.mp4"
    with pieces.open("wb") as file:
        file.write((rung / INIT).read_bytes())
        for segment in segments[:: board.every]:
            file.write((rung / segment.uri).read_bytes())
    size = (board.width, board.height)
    pattern = str(workshop / SHEET)
    child = children.start(
        sheets_command(program(), str(pieces), pattern, size, board.grid), _LIMITS, errors=subprocess.DEVNULL
    )
    try:
        child.communicate(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        return []
    finally:
        children.end(child)
        pieces.unlink()
    sheets = [workshop / (SHEET % (number + 1)) for number in range(board.sheets)]
    if not all(sheet.is_file() for sheet in sheets):
        return []
    listing = workshop / LISTING
    listing.write_text(write(board, sum(segment.seconds for segment in segments)), "utf-8")
    return [*sheets, listing]
