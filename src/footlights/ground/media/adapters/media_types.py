"""The type of every kind of file we serve; browsers ignore a stylesheet that is sent as anything else."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

UNKNOWN: Final = b"application/octet-stream"
_TYPES: Final = {
    ".m3u8": b"application/vnd.apple.mpegurl",
    ".mpd": b"application/dash+xml",
    ".m4s": b"video/iso.segment",
    ".mp4": b"video/mp4",
    ".m4a": b"audio/mp4",
    ".webm": b"video/webm",
    ".ts": b"video/mp2t",
    ".vtt": b"text/vtt; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".mjs": b"text/javascript; charset=utf-8",
    ".json": b"application/json",
    ".map": b"application/json",
    ".webmanifest": b"application/manifest+json",
    ".html": b"text/html; charset=utf-8",
    ".txt": b"text/plain; charset=utf-8",
    ".csv": b"text/csv; charset=utf-8",
    ".xml": b"application/xml",
    ".pdf": b"application/pdf",
    ".wasm": b"application/wasm",
    ".svg": b"image/svg+xml",
    ".png": b"image/png",
    ".jpg": b"image/jpeg",
    ".jpeg": b"image/jpeg",
    ".webp": b"image/webp",
    ".avif": b"image/avif",
    ".gif": b"image/gif",
    ".ico": b"image/x-icon",
    ".woff2": b"font/woff2",
    ".woff": b"font/woff",
    ".ttf": b"font/ttf",
    ".glb": b"model/gltf-binary",
    ".gltf": b"model/gltf+json",
    ".mp3": b"audio/mpeg",
    ".ogg": b"audio/ogg",
    ".zip": b"application/zip",
}


def type_of(name: str) -> bytes:
    """Return the media type for a file's name."""
    return _TYPES.get(PurePath(name).suffix.lower(), UNKNOWN)
