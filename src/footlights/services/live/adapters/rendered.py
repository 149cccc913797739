"""Contributors for a demonstration: encoders that send a rendered picture and a tone, and can be cut off."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from . import lifeline
from .program import program

AWAY_SECONDS: Final = 4.0  # for which a contributor that was cut off stays away
_SETTINGS: Final = (  # three ways to set an encoder: frame size and rate, key frames, profile
    ("640x360", "25", ("-profile:v", "baseline", "-g", "12")),
    ("854x480", "25", ("-profile:v", "high", "-bf", "2", "-g", "25")),
    ("640x360", "30", ("-profile:v", "main", "-g", "30")),
)


@dataclass
class Rendered:
    """One contributor. card: what its picture shows."""

    source: str
    address: str
    card: Path
    place: int
    process: subprocess.Popen[bytes] | None = None
    due: float = 0.0
    restarts: int = field(default=-1)

    def keep(self) -> None:
        """Start it when it is due and not running."""
        if (self.process is not None and self.process.poll() is None) or time.monotonic() < self.due:
            return
        self.restarts += 1
        self.due = time.monotonic() + 1
        self.process = subprocess.Popen(
            command(self.card, self.address, self.place), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def cut(self, seconds: float = 0.0) -> None:
        """Kill it, and let it stay away for some time."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.due = time.monotonic() + seconds


def command(card: Path, address: str, place: int) -> list[str]:
    """Return the encoder's command: the card with a lamp that moves, a quiet tone; settings differ by place."""
    size, rate, settings = _SETTINGS[place % len(_SETTINGS)]
    width, height = size.split("x")
    picture = (
        f"[0:v]scale={width}:{height}:flags=lanczos,setsar=1,format=yuv420p[card];"
        f"[card][1:v]overlay=x='mod(t*{60 + 25 * place},{width})':y={int(height) - 16}:shortest=1[v]"
    )
    target = ["-f", "mpegts"] if address.startswith("srt:") else ["-f", "flv"]
    return [
        program(), "-v", "error", "-nostdin", "-re", "-loop", "1", "-framerate", rate, "-i", str(card),
        "-f", "lavfi", "-i", f"color=c=0xe8c547:s=48x8:r={rate}",
        "-re", "-f", "lavfi", "-i", f"sine=frequency={196 + 49 * place}:sample_rate=48000",
        "-filter_complex", picture, "-map", "[v]", "-map", "2:a", "-af", "volume=0.15",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", *settings, "-keyint_min", "12",
        "-sc_threshold", "0", "-b:v", "700k", "-maxrate", "900k", "-bufsize", "900k",
        "-c:a", "aac", "-b:a", "64k", "-ac", "2", *target, address,
    ]  # fmt: skip


def wanted_cut(folder: Path) -> str | None:
    """Return which contributor the kill switch was pressed for, once."""
    path = folder / "kill.json"
    told = lifeline.read_json(path)
    if told is None:
        return None
    path.unlink(missing_ok=True)
    return str(told["source"])
