"""A picture from the middle of a relay, and what its initialisation says."""

from __future__ import annotations

import subprocess
from pathlib import Path

from footlights.services.live.core.codecs import read_picture, read_sound
from footlights.services.live.core.playlist import SegmentLine, init_name

from .program import program


def take_still(folder: Path, segment: SegmentLine, to: Path) -> Path | None:
    """Write the first picture of a segment as JPEG; return where it is, None when that went wrong."""
    names = sorted(path for path in folder.glob("*.m4s"))
    film = (folder / init_name(segment.init)).read_bytes() + names[len(names) // 2].read_bytes()
    done = subprocess.run(
        [
            program(), "-v", "error", "-y", "-f", "mp4", "-i", "pipe:0", "-frames:v", "1",
            "-vf", "scale=1280:-2", "-q:v", "4", "-f", "mjpeg", str(to),
        ],
        input=film, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    return to if done.returncode == 0 and to.exists() and to.stat().st_size else None


def read_init(path: Path) -> tuple[str, int, int]:
    """Return the codecs, width and height of an initialisation that the packager wrote."""
    body = path.read_bytes()
    at = body.index(b"avcC")
    size = int.from_bytes(body[at - 4 : at], "big")
    picture = read_picture(body[at + 4 : at - 4 + size])
    config = body.index(b"\x05\x80\x80\x80", body.index(b"esds"))
    sound = read_sound(body[config + 5 : config + 5 + body[config + 4]])
    return f"{picture.codec},{sound.codec}", picture.width, picture.height
