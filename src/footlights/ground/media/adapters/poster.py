"""Choose a film's poster among a few stills by light and sharpness, and write it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from footlights.ground.media.core.commands import still_command
from footlights.ground.media.core.ladder import choose_poster

from . import children
from .encoder import program

POSTER: Final = "poster.jpg"
_SHARES: Final = (0.1, 0.15, 0.2, 0.28, 0.36)
_WIDTH, _HEIGHT = 160, 90  # pixels of the small grey still that is judged
_LIMITS: Final = children.Limits(memory=4 << 30, cpu_seconds=60, file_bytes=64 << 20, files=64, nice=10)
_PATIENCE_SECONDS: Final = 60


def make_poster(source: Path, duration_seconds: float, workshop: Path, width: int) -> Path | None:
    """Return a JPEG of the best of five stills around a fifth of the film; None when none can be read."""
    moments = [duration_seconds * share for share in _SHARES]
    looks = [(moment, look) for moment in moments if (look := _look(source, moment)) is not None]
    if not looks:
        return None
    moment = looks[choose_poster([look for _, look in looks])][0]
    poster = workshop / POSTER
    size = f"{min(width, 1280) // 2 * 2}:-2"
    _run(
        still_command(
            program(), str(source), moment, size, ["-q:v", "3", "-f", "image2", "-update", "1", str(poster)]
        )
    )
    return poster if poster.is_file() and poster.stat().st_size else None


def _look(source: Path, at_seconds: float) -> tuple[float, float] | None:
    """Return (brightness 0–1, sharpness) of a still: its mean, and the variance of its Laplacian."""
    import numpy as np  # noqa: PLC0415 - a quarter of a second to load, and only the worker needs it

    form = ["-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"]
    raw = _run(still_command(program(), str(source), at_seconds, f"{_WIDTH}:{_HEIGHT}", form))
    if len(raw) != _WIDTH * _HEIGHT:
        return None
    grey = np.frombuffer(raw, np.uint8).reshape(_HEIGHT, _WIDTH).astype(np.float64)
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    return float(grey.mean()) / 255, float(edges.var())


def _run(command: list[str]) -> bytes:
    child = children.start(command, _LIMITS, errors=subprocess.DEVNULL)
    try:
        said, _ = child.communicate(timeout=_PATIENCE_SECONDS)
        return said
    except subprocess.TimeoutExpired:
        return b""
    finally:
        children.end(child)
