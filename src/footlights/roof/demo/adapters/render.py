"""Render the house's own films: frames and sound go to ffmpeg, and the file appears whole."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from footlights.roof.demo.core import sea


class RenderFailed(Exception):
    """ffmpeg did not make the film."""


class Drawn(Protocol):
    """A module that draws a film: its still part, a frame for each instant, its sound."""

    def make_stage(self) -> Any:
        """Return what stays the same from frame to frame."""

    def draw(self, stage: Any, seconds: float, /) -> sea.Bytes:
        """Return one frame: (rows, columns, 3) bytes."""

    def sound(self, seconds: int, /) -> NDArray[np.int16]:
        """Return its sound: (samples, 2)."""


def render(drawn: Drawn, target: Path, seconds: int, tell: Callable[[float], None]) -> None:
    """Write a film, 854 × 480 with sound; ``tell`` hears how much is done, and may raise to stop.

    Raises RenderFailed with ffmpeg's last words.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    track, draft = target.with_suffix(".wav"), target.with_suffix(".draft.mp4")
    with wave.open(str(track), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(sea.RATE)
        file.writeframes(drawn.sound(seconds).tobytes())
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{sea.WIDTH}x{sea.HEIGHT}", "-r", str(sea.FRAMES_PER_SECOND),
        "-i", "-", "-i", str(track), "-vf", "scale=854:480:flags=lanczos,setsar=1", "-c:v", "libx264",
        "-preset", "veryfast", "-crf", "19", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "160k", "-shortest",
        "-movflags", "+faststart", str(draft),
    ]  # fmt: skip
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert encoder.stdin is not None
    stage, frames = drawn.make_stage(), seconds * sea.FRAMES_PER_SECOND
    try:
        for frame in range(frames):
            if frame % 12 == 0:
                tell(frame / frames)
            encoder.stdin.write(drawn.draw(stage, frame / sea.FRAMES_PER_SECOND).tobytes())
        _, said = encoder.communicate()
    except BrokenPipeError:
        said = encoder.stderr.read() if encoder.stderr else b""
        encoder.wait()
    finally:
        if encoder.poll() is None:
            encoder.kill()
            encoder.wait()
        track.unlink(missing_ok=True)
    if encoder.returncode != 0:
        draft.unlink(missing_ok=True)
        raise RenderFailed(said.decode(errors="replace").strip()[-300:])
    draft.rename(target)
