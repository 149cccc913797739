"""A film as small grey frames, from the encoder's own process."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footlights.ground.media.core.commands import safe_input

from . import children
from .encoder import program

if TYPE_CHECKING:
    from footlights.ground.media.core.shots import Frames

WIDTH: Final = 32
HEIGHT: Final = 18
_RATE: Final = 25.0
_MOST: Final = 270_000  # frames kept in memory: three hours at 25 a second, 156 MB
_LIMITS: Final = children.Limits(memory=4 << 30, nice=15)


def read_grey_frames(source: Path, duration_seconds: float) -> tuple[Frames, float]:
    """Return a film's frames (frames, 18, 32) and how many there are of a second; fewer when it is very long."""
    import numpy as np  # noqa: PLC0415  # a quarter of a second to load, and only the worker needs it

    rate = min(_RATE, _MOST / max(duration_seconds, 1.0))
    filters = f"fps={rate:.4f},scale={WIDTH}:{HEIGHT}:flags=area,format=gray"
    command = [program(), "-hide_banner", "-nostdin", "-v", "error", *safe_input(str(source))]
    command += ["-map", "0:V:0", "-vf", filters, "-f", "rawvideo", "pipe:1"]
    child = children.start(command, _LIMITS, errors=subprocess.DEVNULL)
    try:
        raw, _ = child.communicate()
    finally:
        children.end(child)
    size = WIDTH * HEIGHT
    whole = len(raw) // size * size
    return np.frombuffer(raw[:whole], np.uint8).reshape(-1, HEIGHT, WIDTH), rate
