"""Read what the encoder made: each segment's length and weight, and the codec that its header names."""

from __future__ import annotations

import re
from pathlib import Path

from footlights.ground.media.core.commands import INIT, LISTING, SEGMENT_NAMES
from footlights.kernel.media.playlists import Segment, Track, media_playlist

INDEX = "index.m3u8"
_SEGMENT = re.compile(r"#EXTINF:([0-9.]+),[^\n]*\n([^#\n]+)")
_AAC_LC = "mp4a.40.2"  # RFC 6381 with ISO/IEC 14496-3 object type 2


class Unfinished(Exception):
    """A rendition lacks its header, a segment or its end."""


def finish_rendition(folder: Path, *, before: int = 0, seconds_each: float = 0.0) -> None:
    """Replace the encoder's own listing by our playlist, from the segments that are really there.

    before, seconds_each: how many segments stand before those listed, and how long each of these lasts.
    """
    listing = (folder / LISTING).read_text("utf-8")
    if "#EXT-X-ENDLIST" not in listing:
        raise Unfinished(folder.name)
    stood = "".join(f"#EXTINF:{seconds_each:.6f},\n{SEGMENT_NAMES % number}\n" for number in range(before))
    (folder / INDEX).write_text(media_playlist(_segments(folder, stood + listing), map_uri=INIT), "utf-8")
    (folder / LISTING).unlink()


def read_rendition(
    folder: Path, *, width: int = 0, height: int = 0, frame_rate: float = 0.0, language: str | None = None
) -> Track:
    """Return a finished rendition as the master playlist needs it."""
    segments = _segments(folder, (folder / INDEX).read_text("utf-8"))
    return Track(
        uri=f"{folder.name}/{INDEX}",
        codecs=_video_codec(folder / INIT) if width else _AAC_LC,
        segments=tuple(segments),
        width=width,
        height=height,
        frame_rate=frame_rate,
        language=language,
    )


def _segments(folder: Path, listing: str) -> list[Segment]:
    found = [
        Segment(name, float(seconds), (folder / name).stat().st_size)
        for seconds, name in _SEGMENT.findall(listing)
    ]
    if not found or not (folder / INIT).is_file() or not all(segment.size_bytes for segment in found):
        raise Unfinished(folder.name)
    return found


def _video_codec(init: Path) -> str:
    """Return avc1.PPCCLL from the header's avcC box. Source: ISO/IEC 14496-15, RFC 6381."""
    header = init.read_bytes()
    at = header.find(b"avcC")
    if at < 0 or len(header) < at + 8:
        raise Unfinished(init.parent.name)
    return "avc1." + header[at + 5 : at + 8].hex()
