"""Forty odd files, good and bad: each gets the right verdict, soon, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from footlights.ground.media import api
from footlights.ground.media.adapters import probe
from footlights.ground.media.tests.fakes import convert, make, make_with_sound

MOST_MB = 512
SECONDS = 10
# Runs a program and prints [CPU seconds, peak memory as the system counts it].
MEASURE = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
PQ = ("-vf", "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")
HLG = ("-vf", "setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc")
TEN_BIT = ("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none")
VARIABLE = ("-vf", "select='not(mod(n,3))+not(mod(n,7))'", "-fps_mode", "vfr")


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """Return a plain film with sound, index at its end."""
    return make_with_sound(tmp_path_factory.mktemp("odd") / "film.mp4")


# What is unusual and must be taken: how it is made, and what the verdict must tell.
FINE: dict[str, tuple[Callable[[Path, Path], Path], Callable[[object], bool]]] = {
    "variable rate.mp4": (lambda film, path: convert(film, path, *VARIABLE), lambda v: v.video.width == 320),
    "turned by 90.mp4": (
        lambda film, path: convert(film, path, "-c", "copy", before=("-display_rotation", "90")),
        lambda v: (v.video.width, v.video.height) == (240, 320),
    ),
    "turned by 180.mp4": (
        lambda film, path: convert(film, path, "-c", "copy", before=("-display_rotation", "180")),
        lambda v: v.video.rotation == 180,
    ),
    "hdr pq.mp4": (lambda film, path: convert(film, path, *TEN_BIT, *PQ), lambda v: v.video.is_hdr),
    "hdr hlg.mp4": (lambda film, path: convert(film, path, *TEN_BIT, *HLG), lambda v: v.video.is_hdr),
    "ten bit.mkv": (lambda film, path: convert(film, path, *TEN_BIT), lambda v: not v.video.is_hdr),
    "surround.mkv": (lambda _, path: make_with_sound(path, channels=6), lambda v: v.audio[0].channels == 6),
    "silent.mp4": (lambda film, path: convert(film, path, "-an", "-c:v", "copy"), lambda v: v.audio == ()),
    "odd size.mkv": (lambda _, path: make(path, "-vf", "scale=321:241", "-c:v", "ffv1", "-pix_fmt", "yuv444p"), lambda v: v.video.width == 321),
    "upright.mp4": (lambda _, path: make(path, size="240x426"), lambda v: v.video.height == 426),
    "full chroma.mp4": (
        lambda film, path: convert(film, path, "-pix_fmt", "yuv444p"),
        lambda v: v.video.pixel_format == "yuv444p",
    ),
    "interlaced.mpg": (
        lambda film, path: convert(film, path, "-c:v", "mpeg2video", "-flags", "+ilme+ildct"),
        lambda v: v.video.codec == "mpeg2video",
    ),
    "ntsc rate.mov": (
        lambda _, path: make(path, rate="30000/1001"),
        lambda v: abs(v.video.frame_rate - 29.97) < 0.01,
    ),
    "vp9.webm": (
        lambda film, path: convert(film, path, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-c:a", "libopus"),
        lambda v: v.video.codec == "vp9",
    ),
    "prores.mov": (
        lambda film, path: convert(film, path, "-c:v", "prores_ks", "-c:a", "pcm_s16le"),
        lambda v: v.video.codec == "prores",
    ),
    "two languages.mkv": (
        lambda film, path: convert(
            film, path, "-map", "0", "-map", "0:a", "-c", "copy",
            "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=chi",
        ),
        lambda v: [track.language for track in v.audio] == ["eng", "chi"],
    ),
    "forty tracks.mkv": (
        lambda film, path: convert(film, path, *(["-map", "0:v"] + ["-map", "0:a"] * 40), "-c", "copy"),
        lambda v: len(v.audio) == 16,
    ),
    "attachment.mkv": (
        lambda film, path: convert(
            film, path, "-c", "copy", "-attach", __file__, "-metadata:s:t", "mimetype=text/html"
        ),
        lambda v: v.video.width == 320,
    ),
    "late start.mkv": (
        lambda film, path: convert(film, path, "-c", "copy", "-output_ts_offset", "500"),
        lambda v: abs(v.duration_seconds - 3) < 0.5,
    ),
    "transport stream.ts": (lambda film, path: convert(film, path, "-c", "copy"), lambda v: v.video.width == 320),
    "wrong name.txt": (
        lambda film, path: convert(film, path, "-c", "copy", "-f", "matroska"),
        lambda v: v.video.width == 320,
    ),
    "zip inside.mp4": (lambda film, path: polyglot(film, path), lambda v: v.video.width == 320),
}  # fmt: skip


def polyglot(film: Path, path: Path) -> Path:
    """Write a film that is a ZIP archive as well."""
    path.write_bytes(film.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("index.html", "<script>alert(1)</script>")
    return path


def patched(film: Path, path: Path, sign: bytes, offset: int, value: bytes) -> Path:
    """Write a film of which some bytes after a sign are others."""
    whole = bytearray(film.read_bytes())
    at = whole.index(sign) + offset
    whole[at : at + len(value)] = value
    path.write_bytes(whole)
    return path


def raw_bytes(content: bytes) -> Callable[[Path, Path], Path]:
    def write(_: Path, path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


# What must be refused: how it is made, and a word of the reason.
BAD: dict[str, tuple[Callable[[Path, Path], Path], str]] = {
    "empty.mp4": (raw_bytes(b""), "empty"),
    "zeros.mp4": (raw_bytes(bytes(1 << 20)), "not a film"),
    "noise.mkv": (raw_bytes(bytes(i * 7919 % 251 for i in range(1 << 16))), "not a film"),
    "svg.mp4": (raw_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://10.0.0.1/"/></svg>'), "film"),
    "shell.mp4": (raw_bytes(b"#!/bin/sh\ntouch /tmp/owned\n"), "not a film"),
    "subtitles.mp4": (raw_bytes(b"1\n00:00:01,000 --> 00:00:02,000\nHello\n" * 40), "not a film"),
    "gzip.mp4": (raw_bytes(b"\x1f\x8b\x08" + bytes(2000)), "not a film"),
    "half.mp4": (lambda film, path: raw_bytes(film.read_bytes()[: film.stat().st_size // 2])(film, path), "missing"),
    "sound.m4a": (lambda film, path: convert(film, path, "-vn", "-c:a", "copy"), "no picture"),
    "still.png": (lambda film, path: convert(film, path, "-frames:v", "1", "-update", "1"), "not a film"),
    "still.jpg": (lambda film, path: convert(film, path, "-frames:v", "1", "-update", "1"), "not a film"),
    "too small.mkv": (lambda _, path: make(path, "-c:v", "ffv1", size="8x8"), "smaller"),
    "one picture.mkv": (lambda _, path: make(path, "-frames:v", "1", "-c:v", "ffv1", seconds=1), "shorter"),
    "index of nonsense.mp4": (lambda film, path: patched(film, path, b"stsz", 4, b"\xff" * 64), ""),
    "playlist.mp4": (raw_bytes(b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/x\n"), "playlist"),
    "playlist in a zip name.mkv": (raw_bytes(b"\n\n#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), "playlist"),
    "wide header.avi": (
        lambda _, path: patched(
            make(path.with_suffix(".small.avi"), "-c:v", "rawvideo", size="64x64", seconds=1, rate="5"),
            path, b"strf", 12, (32_768).to_bytes(4, "little") * 2,
        ),
        "decoded",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FINE)
def test_what_is_only_unusual_is_taken(film, tmp_path, name):
    write, tells = FINE[name]
    path = write(film, tmp_path / name)
    verdict = api.probe(path)

    assert verdict.ok, verdict.reason
    assert tells(verdict), verdict


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_film_is_refused(film, tmp_path, name):
    write, word = BAD[name]
    path = write(film, tmp_path / name)
    verdict = api.probe(path)

    assert not verdict.ok, verdict
    assert word in verdict.reason.en
    assert verdict.reason.zh


@pytest.mark.parametrize("name", [*FINE, *BAD])
def test_no_file_takes_long_or_much(film, tmp_path, name):
    write = {**FINE, **BAD}[name][0]
    path = write(film, tmp_path / name)
    words = [sys.executable, "-m", probe.__package__ + ".probe_child", str(path)]
    # A forked child's peak memory begins at its parent's, so a small process starts the probe and measures it.
    told = subprocess.run([sys.executable, "-I", "-c", MEASURE, *words], capture_output=True, check=True)
    seconds, peak = json.loads(told.stdout)

    assert seconds < SECONDS
    assert peak / (1024 if sys.platform != "darwin" else 1024**2) < MOST_MB
