"""The encoder's command lines: one decoding, a few rungs, segments of equal length that begin with a key frame."""

from __future__ import annotations

from collections.abc import Sequence

from .ladder import SEGMENT_SECONDS, Plan, PlannedRung

INIT = "init.mp4"
SEGMENT_NAMES = "%05d.m4s"
LISTING = "made.m3u8"
AUDIO = "sound"

# Only files, and only what films come in; a playlist that names other addresses is none of these.
CONTAINERS = (
    "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska,webm",
    "mpegts",
    "mpeg",
    "avi",
    "ogg",
    "flv",
    "asf",
    "mxf",
    "wav",
    "mp3",
    "flac",
    "aac",
)

# Wide colour and brightness to what every screen shows. Source: ffmpeg's tonemap and zscale filters.
_TONE_MAP = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv,"
)


def encode_command(
    program: str, source: str, folder: str, plan: Plan, rungs: Sequence[PlannedRung], *, with_audio: bool
) -> list[str]:
    """Return the command that makes some rungs, and the sound if asked, each in a folder of its own.

    The names of the folders are those of the rungs, and ``sound``; progress goes to standard output.
    """
    command = [program, "-hide_banner", "-nostdin", "-v", "error", "-y", *safe_input(source)]
    command += ["-filter_complex", _filters(plan, rungs), "-progress", "pipe:1", "-stats_period", "0.5"]
    for number, rung in enumerate(rungs):
        command += ["-map", f"[out{number}]", *_video(plan, rung), *_segments(f"{folder}/{rung.name}")]
    if with_audio:
        command += ["-map", "0:a:0", *_AUDIO, *_segments(f"{folder}/{AUDIO}")]
    return command


def safe_input(source: str, *, at_seconds: float | None = None) -> list[str]:
    """Return the arguments that open a file as a file, and nothing that it may point at."""
    seek = [] if at_seconds is None else ["-ss", f"{at_seconds:.3f}"]
    return [
        *seek,
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        ",".join(CONTAINERS),
        "-i",
        f"file:{source}",
    ]


def still_command(program: str, source: str, at_seconds: float, size: str, form: Sequence[str]) -> list[str]:
    """Return the command that writes one picture of a film to standard output or a file."""
    return [
        program, "-hide_banner", "-nostdin", "-v", "error", "-y", *safe_input(source, at_seconds=at_seconds),
        "-map", "0:V:0", "-frames:v", "1", "-vf", f"scale={size}:flags=area,setsar=1", *form,
    ]  # fmt: skip


def _filters(plan: Plan, rungs: Sequence[PlannedRung]) -> str:
    interlaced = "bwdif=mode=send_frame," if plan.is_interlaced else ""
    # Wide pictures are made smaller first: mapping their tones costs most.
    biggest = max(rungs, key=lambda r: r.width * r.height)
    hdr = f"scale={biggest.width}:{biggest.height}:flags=bicubic,{_TONE_MAP}" if plan.is_hdr else ""
    ends = "".join(f"[in{number}]" for number in range(len(rungs)))
    chains = [f"[0:V:0]{interlaced}fps={plan.frame_rate},{hdr}split={len(rungs)}{ends}"]
    chains += [
        f"[in{number}]scale={rung.width}:{rung.height}:flags=bicubic,setsar=1,format=yuv420p[out{number}]"
        for number, rung in enumerate(rungs)
    ]
    return ";".join(chains)


def _video(plan: Plan, rung: PlannedRung) -> list[str]:
    pictures = str(plan.pictures_a_segment)
    return [
        "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", "22",
        "-maxrate", f"{rung.kilobits}k", "-bufsize", f"{rung.kilobits * 2}k",
        "-g", pictures, "-keyint_min", pictures, "-sc_threshold", "0", "-flags", "+cgop",
        "-map_metadata", "-1", "-map_chapters", "-1",
    ]  # fmt: skip


_AUDIO = [
    "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", "128k",
    "-af", "aresample=async=1000:first_pts=0", "-map_metadata", "-1", "-map_chapters", "-1",
]  # fmt: skip


def _segments(folder: str) -> list[str]:
    return [
        "-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_list_size", "0", "-hls_playlist_type", "vod",
        "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments", "-hls_fmp4_init_filename", INIT,
        # Pictures begin at 0 without an edit list, which browsers' players pass over: sound and picture stay together.
        "-hls_segment_options", "use_editlist=0:movflags=+frag_custom+dash+delay_moov+negative_cts_offsets",
        "-hls_segment_filename", f"{folder}/{SEGMENT_NAMES}", f"{folder}/{LISTING}",
    ]  # fmt: skip
