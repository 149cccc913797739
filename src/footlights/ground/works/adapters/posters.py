"""Picture files of works, kept in the house's folder under names that only we choose."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from django.conf import settings

LARGEST: Final = 8 << 20  # bytes
# First bytes -> ending (PNG 1.2 section 3.1, JPEG T.81 B.1, WebP container RIFF....WEBP).
_SIGNS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
TYPES: Final = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def folder() -> Path:
    """Return where posters are kept."""
    return Path(settings.HOME) / "posters"


def keep(source: Path) -> str | None:
    """Keep a copy of a picture; return its name, or None when it is no PNG, JPEG or WebP of at most 8 MiB.

    Raises OSError when the file can't be read.
    """
    if source.stat().st_size > LARGEST:
        return None
    content = source.read_bytes()
    ending = next((e for sign, e in _SIGNS if content.startswith(sign)), None)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        ending = "webp"
    if ending is None:
        return None
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"
    folder().mkdir(mode=0o700, exist_ok=True)
    draft = folder() / f".{name}"
    draft.write_bytes(content)
    draft.replace(folder() / name)
    return name
