"""The slate: what is seen and heard for want of a contributor, made once for each event."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .program import program

SECONDS = 4
RATE = 25


def make_slate(card: Path, path: Path, *, width: int, height: int) -> None:
    """Write a loop of a card with silence, H.264 and AAC in FLV, a key frame each second.

    Raises subprocess.CalledProcessError when the encoder fails.
    """
    draft = path.with_suffix(".draft")
    fit = (
        f"scale={width}:{height}:force_original_aspect_ratio=decrease:flags=lanczos,"
        f"pad={width}:{height}:-1:-1:color=0x14110d,setsar=1,format=yuv420p"
    )
    subprocess.run(
        [
            program(), "-v", "error", "-y", "-nostdin", "-loop", "1", "-framerate", str(RATE), "-i", str(card),
            "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", str(SECONDS), "-vf", fit,
            "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-bf", "0", "-g", str(RATE),
            "-keyint_min", str(RATE), "-sc_threshold", "0", "-c:a", "aac", "-b:a", "64k", "-f", "flv", str(draft),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    draft.replace(path)
