"""The DASH manifest of the same files that the HLS playlists name.

Source: ISO/IEC 23009-1:2022 (5.3.9.4 SegmentTemplate, 5.3.9.6 SegmentTimeline), and its profile isoff-live:2011.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from footlights.kernel.media.playlists import Segment, Track, peak_bandwidth

from .commands import INIT

NAME: Final = "manifest.mpd"
_TICKS: Final = 1_000_000  # a second
_AAC_RATE, _AAC_CHANNELS = "48000", "2"


def manifest(videos: Sequence[Track], audio: Track | None) -> str:
    """Return the manifest: every rung in one set that players may switch within, the sound in another.

    Raises ValueError when there is no video.
    """
    if not videos:
        raise ValueError("a manifest needs a video")
    seconds = max(sum(s.seconds for s in track.segments) for track in (*videos, *([audio] if audio else [])))
    longest = max(s.seconds for track in videos for s in track.segments)
    root = Element(
        "MPD",
        {
            "xmlns": "urn:mpeg:dash:schema:mpd:2011",
            "profiles": "urn:mpeg:dash:profile:isoff-live:2011",
            "type": "static",
            "mediaPresentationDuration": f"PT{seconds:.3f}S",
            "minBufferTime": f"PT{longest:.3f}S",
        },
    )
    period = SubElement(root, "Period", {"id": "0", "start": "PT0S"})
    pictures = SubElement(
        period, "AdaptationSet", {"contentType": "video", "mimeType": "video/mp4", "segmentAlignment": "true", "startWithSAP": "1"}
    )  # fmt: skip
    for track in sorted(videos, key=lambda v: (v.width * v.height, v.uri)):
        _representation(
            pictures, track, width=str(track.width), height=str(track.height), frameRate=_rate(track)
        )
    if audio:
        language = {"lang": audio.language} if audio.language else {}
        sounds = SubElement(
            period, "AdaptationSet", {"contentType": "audio", "mimeType": "audio/mp4", "segmentAlignment": "true", "startWithSAP": "1", **language}
        )  # fmt: skip
        described = _representation(sounds, audio, audioSamplingRate=_AAC_RATE)
        described.insert(
            0,
            Element(
                "AudioChannelConfiguration",
                {
                    "schemeIdUri": "urn:mpeg:dash:23003:3:audio_channel_configuration:2011",
                    "value": _AAC_CHANNELS,
                },
            ),
        )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _representation(parent: Element, track: Track, **more: str) -> Element:
    name = track.uri.partition("/")[0]
    bandwidth = str(peak_bandwidth(track.segments))
    described = SubElement(
        parent, "Representation", {"id": name, "codecs": track.codecs, "bandwidth": bandwidth, **more}
    )
    template = SubElement(
        described,
        "SegmentTemplate",
        {
            "timescale": str(_TICKS),
            "initialization": f"$RepresentationID$/{INIT}",
            "media": "$RepresentationID$/$Number%05d$.m4s",
            "startNumber": "0",
        },
    )
    timeline = SubElement(template, "SegmentTimeline")
    for length, times in _runs(track.segments):
        SubElement(timeline, "S", {"d": str(length), **({"r": str(times - 1)} if times > 1 else {})})
    return described


def _runs(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return lengths in ticks and how often each follows itself; their sums never drift from the film's time."""
    runs: list[tuple[int, int]] = []
    end_seconds, end = 0.0, 0
    for segment in segments:
        end_seconds += segment.seconds
        length = round(end_seconds * _TICKS) - end
        end += length
        if runs and runs[-1][0] == length:
            runs[-1] = (length, runs[-1][1] + 1)
        else:
            runs.append((length, 1))
    return runs


def _rate(track: Track) -> str:
    nearest = round(track.frame_rate)
    return (
        str(nearest) if abs(track.frame_rate - nearest) < 0.005 else f"{round(track.frame_rate * 1001)}/1001"
    )
