"""Where the encoder is."""

from __future__ import annotations

import imageio_ffmpeg


def program() -> str:
    """Return the path of ffmpeg, which is only ever run as a process of its own."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())
