"""Look into a file that someone sent, without letting it harm the house."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from footlights.ground.media.core.verdict import Sight, judge
from footlights.ground.media.types import AudioStream, Verdict, VideoStream

from . import children

WALL_SECONDS: Final = 10.0
_LIMITS: Final = children.Limits(memory=3 << 29, cpu_seconds=9, file_bytes=1 << 20, files=64, nice=5)
_PLAYLISTS: Final = (b"#EXTM3U", b"ffconcat", b"[playlist]", b"<MPD", b"<?xml", b"v=0\r\n", b"v=0\n")


def probe_file(path: Path) -> Verdict:
    """Return whether a file can go on stage; takes at most ten seconds."""
    return judge(_look(path))


def _look(path: Path) -> Sight:
    if not path.is_file():
        return Sight(fault="missing")
    if path.stat().st_size == 0:
        return Sight(fault="empty")
    with path.open("rb") as file:
        head = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_PLAYLISTS):
        return Sight(fault="playlist")
    child = children.start(
        [sys.executable, "-m", f"{__package__}.probe_child", str(path.resolve())],
        _LIMITS,
        errors=subprocess.DEVNULL,
    )
    try:
        said, _ = child.communicate(timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        return Sight(fault="too_hard")
    finally:
        children.end(child)
    return _read(said) if child.returncode == 0 else Sight(fault="too_hard")


def _read(said: bytes) -> Sight:
    seen: dict[str, Any] = json.loads(said)
    return Sight(
        fault=seen.get("fault", ""),
        container=seen.get("container", ""),
        duration_seconds=seen.get("duration_seconds"),
        end_seconds=seen.get("end_seconds"),
        video=VideoStream(**seen["video"]) if seen.get("video") else None,
        audio=tuple(AudioStream(**each) for each in seen.get("audio", ())),
    )
