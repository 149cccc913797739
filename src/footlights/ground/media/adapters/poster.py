"""Stills of a film: a few to choose from, the best chosen by light and sharpness, and the poster made of one."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from footlights.ground.media.core.commands import still_command
from footlights.ground.media.core.ladder import choose_poster
from footlights.ground.media.types import VideoStream

from . import children
from .encoder import program

POSTER: Final = "poster.jpg"
STILLS: Final = "stills"
STILL_LONGEST: Final = 480  # pixels
_SHARES: Final = (0.06, 0.1, 0.15, 0.2, 0.28, 0.36, 0.5, 0.65, 0.8)
_MAY_BE_CHOSEN: Final = 0.4  # what comes later may give the end away; a person may still choose it
_WIDTH, _HEIGHT = 160, 90  # pixels of the small grey still that is judged
_LIMITS: Final = children.Limits(memory=4 << 30, cpu_seconds=60, file_bytes=64 << 20, files=64, nice=10)
_PATIENCE_SECONDS: Final = 60


def make_stills(source: Path, duration_seconds: float, video: VideoStream, folder: Path) -> list[int]:
    """Write stills of a few moments, each named by its own, and return these in milliseconds."""
    folder.mkdir()
    moments = [round(duration_seconds * share * 1000) for share in _SHARES]
    written = [
        write_still(source, ms / 1000, video, folder / f"{ms}.jpg", longest=STILL_LONGEST) for ms in moments
    ]
    return [ms for ms, is_there in zip(moments, written, strict=True) if is_there]


def choose(source: Path, duration_seconds: float, moments: Sequence[int], video: VideoStream) -> int | None:
    """Return the moment that makes the best poster; None when none can be judged."""
    early = [ms for ms in moments if ms <= duration_seconds * 1000 * _MAY_BE_CHOSEN] or list(moments)
    looks = [(ms, look) for ms in early if (look := _look(source, ms / 1000, video)) is not None]
    return looks[choose_poster([look for _, look in looks])][0] if looks else None


def write_still(source: Path, at_seconds: float, video: VideoStream, path: Path, *, longest: int) -> bool:
    """Write one picture of a film as JPEG, and return whether there was one."""
    scale = min(1.0, longest / max(video.width, video.height))
    size = (max(2, round(video.width * scale / 2) * 2), max(2, round(video.height * scale / 2) * 2))
    form = ["-q:v", "3", "-f", "image2", "-update", "1", str(path)]
    _run(still_command(program(), str(source), at_seconds, size, form, is_hdr=video.is_hdr))
    return path.is_file() and path.stat().st_size > 0


def _look(source: Path, at_seconds: float, video: VideoStream) -> tuple[float, float] | None:
    """Return (brightness 0–1, sharpness) of a still: its mean, and the variance of its Laplacian."""
    import numpy as np  # noqa: PLC0415 - a quarter of a second to load, and only the worker needs it

    form = ["-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"]
    raw = _run(
        still_command(program(), str(source), at_seconds, (_WIDTH, _HEIGHT), form, is_hdr=video.is_hdr)
    )
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
