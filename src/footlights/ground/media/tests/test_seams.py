"""An encoder killed in the middle is gone on after, at the last whole segment, and nobody sees the seam."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.media.adapters import encoder
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.core import boxes
from footlights.ground.media.core.ladder import SEGMENT_SECONDS, Plan, plan_ladder
from footlights.ground.media.tests.fakes import convert, make_with_sound

LENGTH_SECONDS = 40
SEGMENTS_LOST = 3  # of two seconds: the one being written, the last before it, and what the encoder held back
# Pictures at uneven distances, key frames where no segment begins.
UNEVEN = (
    "-vf",
    "select='not(mod(n,3))+not(mod(n,7))'",
    "-fps_mode",
    "vfr",
    "-g",
    "70",
    "-preset",
    "ultrafast",
)
WORKER = """
import json, sys
import django
django.setup()
from footlights.ground.media.adapters import encoder
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.core.ladder import plan_ladder
from pathlib import Path
source, workshop = map(Path, sys.argv[1:])
verdict = probe_file(source)
plan = plan_ladder(verdict.video, has_audio=True, container=verdict.container)
def told(seconds):
    print(seconds, flush=True)
encoder.encode(source, workshop, plan, plan.rungs, with_audio=True, on_progress=told, should_stop=lambda: False)
"""


def plan_of(film: Path) -> Plan:
    verdict = probe_file(film)
    assert verdict.video is not None
    return plan_ladder(verdict.video, has_audio=True, container=verdict.container)


def encode(film: Path, workshop: Path, *earlier: Path) -> tuple[list[Path], list[float]]:
    """Encode to the end, and return the folders and what was told of the progress."""
    workshop.mkdir()
    told: list[float] = []
    plan = plan_of(film)
    made = encoder.encode(
        film, workshop, plan, plan.rungs, with_audio=True,
        on_progress=told.append, should_stop=lambda: False, earlier=earlier,
    )  # fmt: skip
    return made, told


def kill_in_the_middle(film: Path, workshop: Path, at_seconds: float) -> float:
    """Have another process encode, kill it once it has come so far, and return how far it said it was."""
    workshop.mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(film), str(workshop)], stdout=subprocess.PIPE, env=environment
    )
    assert worker.stdout is not None
    done = 0.0
    while done < at_seconds:
        line = worker.stdout.readline()
        assert line, "the worker ended before it could be killed"
        done = float(line)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    return done


def pictures(folder: Path, scratch: Path) -> list[tuple[int, str]]:
    """Return (time, digest) of every decoded picture or sound of a rendition."""
    whole = scratch / f"{folder.parent.parent.name}-{folder.name}.mp4"
    parts = sorted(folder.glob("*.m4s"))
    whole.write_bytes((folder / "init.mp4").read_bytes() + b"".join(p.read_bytes() for p in parts))
    told = convert(
        whole, whole.with_suffix(".md5"), "-f", "framemd5", before=("-xerror", "-err_detect", "explode")
    )
    rows = [line.split(",") for line in told.read_text().splitlines() if not line.startswith("#")]
    return [(int(row[2]), row[5].strip()) for row in rows]


def test_a_film_without_an_index_is_made_from_its_beginning_again(tmp_path):
    film = make_with_sound(tmp_path / "film.ts", *UNEVEN, size="480x270", seconds=60)
    once, _ = encode(film, tmp_path / "once")
    killed_at = kill_in_the_middle(film, tmp_path / "killed", 30)
    again, told = encode(film, tmp_path / "again", tmp_path / "killed")

    assert told[0] < killed_at / 2  # progress is told twice a second, which is some way into a film
    for before, after in zip(once, again, strict=True):
        assert (before / "index.m3u8").read_text() == (after / "index.m3u8").read_text()


def test_what_a_killed_encoder_finished_is_not_made_again(tmp_path):
    film = make_with_sound(tmp_path / "film.mp4", *UNEVEN, size="480x270", seconds=LENGTH_SECONDS)
    once, _ = encode(film, tmp_path / "once")
    killed_at = kill_in_the_middle(film, tmp_path / "killed", 12)
    again_at = kill_in_the_middle_of_the_rest(film, tmp_path, killed_at)
    twice, told = encode(film, tmp_path / "third", tmp_path / "killed", tmp_path / "second")

    assert told[0] >= again_at - (SEGMENTS_LOST + 1) * SEGMENT_SECONDS
    for before, after in zip(once, twice, strict=True):
        assert re.findall(r"#EXTINF:[^,]+", (before / "index.m3u8").read_text()) == re.findall(
            r"#EXTINF:[^,]+", (after / "index.m3u8").read_text()
        )
        unbroken, sewn = pictures(before, tmp_path), pictures(after, tmp_path)
        assert [at for at, _ in unbroken] == [at for at, _ in sewn]
        kept = int(len(sewn) * (killed_at - (SEGMENTS_LOST + 1) * SEGMENT_SECONDS) / LENGTH_SECONDS)
        assert unbroken[:kept] == sewn[:kept]
        assert kept > len(sewn) * 0.1


def kill_in_the_middle_of_the_rest(film: Path, tmp_path: Path, killed_at: float) -> float:
    """Go on after a kill, be stopped once more, and return how far it came."""
    workshop = tmp_path / "second"
    workshop.mkdir()
    plan, told = plan_of(film), []
    with pytest.raises(encoder.EncoderStopped):
        encoder.encode(
            film, workshop, plan, plan.rungs, with_audio=True, on_progress=told.append,
            should_stop=lambda: bool(told) and told[-1] > killed_at + 8, earlier=[tmp_path / "killed"],
        )  # fmt: skip
    assert told[0] >= killed_at - SEGMENTS_LOST * SEGMENT_SECONDS
    return float(told[-1])


def test_what_was_made_in_another_way_is_made_again(tmp_path):
    film = make_with_sound(tmp_path / "film.mp4", "-preset", "ultrafast", size="480x270", seconds=30)
    kill_in_the_middle(film, tmp_path / "killed", 12)
    for note in (tmp_path / "killed").glob("recipe-*"):
        note.write_text("an older way")
    _, told = encode(film, tmp_path / "again", tmp_path / "killed")
    assert told[0] < 12


def test_a_torn_segment_is_no_whole_one():
    def box(kind: bytes, content: bytes = b"") -> bytes:
        return (8 + len(content)).to_bytes(4, "big") + kind + content

    whole = box(b"styp") + box(b"moof", box(b"mfhd", bytes(8))) + box(b"mdat", b"pictures")
    assert boxes.is_whole(whole)
    for end in range(len(whole)):
        assert not boxes.is_whole(whole[:end])


@given(st.binary(max_size=200))
def test_any_bytes_are_judged_without_a_fault(content):
    assert boxes.is_whole(content) in (True, False)
