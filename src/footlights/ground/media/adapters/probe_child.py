"""Look into a file with PyAV, in a process of its own: prints what it saw as one JSON line.

Only this module imports PyAV, and only ``probe.py`` starts it, bounded and offline.
"""

from __future__ import annotations

import json
import math
import sys
from fractions import Fraction
from typing import Any

import av
from av.error import FFmpegError

from footlights.ground.media.core.commands import CONTAINERS

_TAIL_SECONDS = 4
_PACKETS_TO_FIRST_PICTURE = 600
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": ",".join(CONTAINERS)}
_TOO_MANY_PIXELS = 8192 * 8192


def look_into(path: str) -> dict[str, Any]:
    """Return what there is to see: container, length, streams, and where reading stops."""
    try:
        container = av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace")
    except FFmpegError as fault:
        return {"fault": "broken" if _looks_like_film(path) else "not_media", "detail": str(fault)[:200]}
    with container:
        sight: dict[str, Any] = {"fault": "", "container": container.format.name, "audio": _sounds(container)}
        stream = next((s for s in container.streams.video if not _is_cover(s)), None)
        sight["duration_seconds"] = _length(container, stream)
        if stream is None or stream.codec_context is None:
            return sight
        sight["video"] = _picture(stream, None)
        if stream.codec_context.width * stream.codec_context.height > _TOO_MANY_PIXELS:
            return sight
        frame = _first_picture(container, stream)
        if frame is None:
            return {**sight, "fault": "undecodable"}
        sight["video"] = _picture(stream, frame)
        sight["end_seconds"] = _end(container, stream, sight["duration_seconds"])
        return sight


def _looks_like_film(path: str) -> bool:
    with open(path, "rb") as file:  # noqa: PTH123  # pathlib adds nothing in this small process
        head = file.read(16)
    return head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free") or head[:4] in (
        b"\x1aE\xdf\xa3",
        b"RIFF",
        b"OggS",
    )


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _length(container: Any, stream: Any) -> float | None:
    if stream is not None and stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if not container.duration:
        return None
    # Matroska's duration is counted from zero, wherever the first picture stands.
    before = (container.start_time or 0) if "matroska" in container.format.name else 0
    return float(max(0, container.duration - max(0, before)) / av.time_base)


def _first_picture(container: Any, stream: Any) -> Any:
    stream.thread_type = "NONE"
    try:
        for number, packet in enumerate(container.demux(stream)):
            for frame in packet.decode():
                return frame
            if number > _PACKETS_TO_FIRST_PICTURE:
                break
    except FFmpegError:
        pass
    return None


def _end(container: Any, stream: Any, told: float | None) -> float | None:
    """Return where the last readable packet near the end ends, in seconds from the stream's beginning."""
    begin = float((stream.start_time or 0) * stream.time_base)
    found = None
    try:
        container.seek(int(max(0.0, begin + (told or 0.0) - _TAIL_SECONDS) * av.time_base), backward=True)
        for packet in container.demux(stream):
            if packet.pts is not None and not packet.is_corrupt:
                end = float((packet.pts + (packet.duration or 0)) * stream.time_base) - begin
                found = end if found is None else max(found, end)
    except FFmpegError:
        pass
    return found if found is not None else (0.0 if told else None)


def _picture(stream: Any, frame: Any) -> dict[str, Any]:
    context = stream.codec_context
    aspect = stream.sample_aspect_ratio or Fraction(1)
    ratio = float(aspect) if 0.1 < float(aspect) < 10 else 1.0
    width, height = round(context.width * ratio), context.height
    rotation = int(getattr(frame, "rotation", 0) or 0) % 360 if frame is not None else 0
    if rotation % 180:
        width, height = height, width
    rate = float(stream.guessed_rate or stream.average_rate or 25)
    return {
        "codec": context.name,
        "width": width,
        "height": height,
        "frame_rate": rate if math.isfinite(rate) else 25.0,
        "pixel_format": str(context.pix_fmt or ""),
        "is_interlaced": bool(frame is not None and frame.interlaced_frame),
        "is_hdr": getattr(context, "color_trc", 0)
        in (16, 18),  # SMPTE ST 2084, ARIB STD-B67 (ISO/IEC 23091-2)
        "rotation": rotation,
    }


def _sounds(container: Any) -> list[dict[str, Any]]:
    return [
        {
            "codec": s.codec_context.name,
            "channels": s.codec_context.channels,
            "sample_rate": s.codec_context.sample_rate or 0,
            "language": s.language if s.language != "und" else None,
        }
        for s in container.streams.audio[:16]
        if s.codec_context is not None
    ]


if __name__ == "__main__":
    print(json.dumps(look_into(sys.argv[1])))
