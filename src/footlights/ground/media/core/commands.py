"""The encoder's command lines: one decoding, a few rungs, segments of equal length that begin with a key frame."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction

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

# Wide colour and brightness to what every screen shows; files often name the curve and forget the rest. Below
# half of full brightness nothing changes, above it the highlights are folded in.
# Source: ITU-R BT.2100 for what PQ and HLG must mean, BT.2408 (5.1) for white at 203 cd/m²; ffmpeg's tonemap.
_TONE_MAP = (
    "setparams=color_primaries=bt2020:colorspace=bt2020nc,"
    "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:param=0.5:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv,"
)
# Formats that find a moment only roughly: decoding begins this long before it, and what comes too early is dropped.
_ROUGH = ("mpegts", "mpeg", "flv", "asf", "ogg", "avi", "mxf")
_ROUGH_SECONDS = 20


def encode_command(
    program: str,
    source: str,
    folder: str,
    plan: Plan,
    rungs: Sequence[PlannedRung],
    *,
    with_audio: bool,
    first_segment: int = 0,
) -> list[str]:
    """Return the command that makes some rungs, and the sound if asked, each in a folder of its own.

    first_segment: where the pictures go on; the sound is always made whole, as its codec cannot begin in the middle.
    The names of the folders are those of the rungs, and ``sound``; progress goes to standard output.
    """
    begins_at = first_segment * plan.segment_length
    command = [program, "-hide_banner", "-nostdin", "-v", "error", "-y"]
    seek = max(Fraction(0), begins_at - (_ROUGH_SECONDS if plan.container.startswith(_ROUGH) else 0))
    if first_segment:
        # From the key frame before: a picture that is held across the seam is then known.
        command += ["-noaccurate_seek", *safe_input(source, at_seconds=float(seek))]
    else:
        command += safe_input(source)
    sound_input = 0
    if first_segment and with_audio:
        command += safe_input(source)
        sound_input = 1
    command += ["-filter_complex", _filters(plan, rungs, begins_at - seek)]
    command += ["-progress", "pipe:1", "-stats_period", "0.5"]
    for number, rung in enumerate(rungs):
        command += ["-map", f"[out{number}]", *_video(plan, rung)]
        command += _segments(f"{folder}/{rung.name}", first_segment)
    if with_audio:
        command += ["-map", f"{sound_input}:a:0", *_AUDIO, *_segments(f"{folder}/{AUDIO}", 0)]
    return command


def recipe(program: str, plan: Plan, rungs: Sequence[PlannedRung]) -> str:
    """Return a mark of how segments are made: those of the same mark fit together."""
    command = encode_command(program, "", "", plan, rungs, with_audio=False)
    return hashlib.sha256("\0".join(command).encode()).hexdigest()


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


def still_command(
    program: str, source: str, at_seconds: float, size: tuple[int, int], form: Sequence[str], *, is_hdr: bool
) -> list[str]:
    """Return the command that writes one picture of a film, upright and of a size, to standard output or a file."""
    scale = f"scale={size[0]}:{size[1]}:flags=area"
    return [
        program, "-hide_banner", "-nostdin", "-v", "error", "-y", *safe_input(source, at_seconds=at_seconds),
        "-map", "0:V:0", "-frames:v", "1", "-vf", f"{scale},{_TONE_MAP if is_hdr else ''}setsar=1", *form,
    ]  # fmt: skip


def sheets_command(
    program: str, pieces: str, pattern: str, size: tuple[int, int], grid: tuple[int, int]
) -> list[str]:
    """Return the command that sets the key frames of a file into sheets of small pictures, decoding nothing else."""
    return [
        program, "-hide_banner", "-nostdin", "-v", "error", "-y", "-skip_frame", "nokey", *safe_input(pieces),
        "-map", "0:v:0", "-fps_mode", "passthrough",
        "-vf", f"scale={size[0]}:{size[1]}:flags=area,setsar=1,tile={grid[0]}x{grid[1]}",
        "-q:v", "5", "-f", "image2", pattern,
    ]  # fmt: skip


def _filters(plan: Plan, rungs: Sequence[PlannedRung], begins_at: Fraction) -> str:
    interlaced = "bwdif=mode=send_frame," if plan.is_interlaced else ""
    # Wide pictures are made smaller first: mapping their tones costs most.
    biggest = max(rungs, key=lambda r: r.width * r.height)
    hdr = f"scale={biggest.width}:{biggest.height}:flags=bicubic,{_TONE_MAP}" if plan.is_hdr else ""
    ends = "".join(f"[in{number}]" for number in range(len(rungs)))
    # A picture that comes late is shown from the beginning on, so that it stays with its sound.
    rate = f"fps={plan.frame_rate}:start_time={float(begins_at):.6f}"
    again = "setpts=PTS-STARTPTS," if begins_at else ""
    chains = [f"[0:V:0]{interlaced}{rate},{again}{hdr}split={len(rungs)}{ends}"]
    chains += [
        f"[in{number}]scale={rung.width}:{rung.height}:flags=bicubic,setsar=1,format=yuv420p[out{number}]"
        for number, rung in enumerate(rungs)
    ]
    return ";".join(chains)


_LARGE = 720  # short side in pixels


def _video(plan: Plan, rung: PlannedRung) -> list[str]:
    pictures = str(plan.pictures_a_segment)
    # Measured by `./footlights bench ring`: quicker presets cost quality that more bits do not buy back.
    preset = "fast" if min(rung.width, rung.height) < _LARGE else "faster"
    return [
        "-c:v", "libx264", "-preset", preset, "-profile:v", "high", "-crf", "23.5",
        "-maxrate", f"{rung.kilobits}k", "-bufsize", f"{rung.kilobits * 2}k",
        "-g", pictures, "-keyint_min", pictures, "-sc_threshold", "0", "-flags", "+cgop",
        "-map_metadata", "-1", "-map_chapters", "-1",
    ]  # fmt: skip


# Surround becomes stereo by ITU-R BS.775-3 (centre and surrounds at -3 dB) without being made quieter as a whole:
# speech stays as loud as it was, and a limiter holds the few peaks that would not fit.
_STEREO = (
    "aresample=async=1000:first_pts=0:ochl=stereo:osf=fltp:rematrix_maxval=8,alimiter=limit=0.97:level=0"
)
_AUDIO = [
    "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", "128k",
    "-af", _STEREO, "-map_metadata", "-1", "-map_chapters", "-1",
]  # fmt: skip


def _segments(folder: str, first: int) -> list[str]:
    return [
        "-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_list_size", "0", "-hls_playlist_type", "vod",
        # A file gets its name when it is whole.
        "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments+temp_file", "-hls_fmp4_init_filename", INIT,
        # Pictures begin at 0 without an edit list, which browsers' players pass over: sound and picture stay together.
        "-hls_segment_options", "use_editlist=0:movflags=+frag_custom+dash+delay_moov+negative_cts_offsets",
        "-start_number", str(first),
        "-hls_segment_filename", f"{folder}/{SEGMENT_NAMES}", f"{folder}/{LISTING}",
    ]  # fmt: skip
