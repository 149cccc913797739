"""A real film becomes a ladder; whatever is interrupted is done again, and half of it is never shown."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import Refused, Stopped
from footlights.ground.media import api, models
from footlights.ground.media.adapters import children
from footlights.ground.media.jobs import prepare
from footlights.ground.media.tests.fakes import FakeTask, convert, make, make_with_sound
from footlights.ground.media.types import AssetState

pytestmark = pytest.mark.django_db
AT = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    return make_with_sound(
        tmp_path_factory.mktemp("films") / "film.mp4", size="640x480", seconds=5, channels=6
    )


def show(asset: str) -> Path:
    return Path(settings.HOME) / "media" / asset / "show"


def duration_of(path: Path) -> float:
    return sum(map(float, re.findall(r"#EXTINF:([0-9.]+)", path.read_text())))


def test_a_film_becomes_a_ladder_and_a_poster(film):
    asset = api.add_asset(film, "film.mp4", at=AT, when_playable=("watch.hang_poster", {"film": "fil-1"}))
    task = FakeTask({"asset": asset})
    prepare(task)
    found = api.get_asset(asset)
    assert (found.state, found.verdict) == (AssetState.READY, None)
    assert [rung.name for rung in found.rungs] == ["v240", "v360", "v480"]
    assert all(rung.bandwidth >= rung.average_bandwidth > 0 for rung in found.rungs)
    assert found.poster_path is not None
    assert found.poster_path.read_bytes()[:2] == b"\xff\xd8"
    assert api.poster_url(asset) == f"/m/poster/{asset}.jpg"
    shares = [share for share, _ in task.told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    master = (show(asset) / "master.m3u8").read_text()
    assert re.findall(r"RESOLUTION=(\S+?),", master) == ["320x240", "480x360", "640x480"]
    assert 'CODECS="avc1.' in master
    for name in ("v240", "v360", "v480", "sound"):
        assert duration_of(show(asset) / name / "index.m3u8") == pytest.approx(5, abs=0.15)
    lengths = {
        name: re.findall(r"#EXTINF:([0-9.]+)", (show(asset) / name / "index.m3u8").read_text())
        for name in ("v240", "v360", "v480")
    }
    assert lengths["v240"] == lengths["v360"] == lengths["v480"]
    assert {path.name for path in (Path(settings.HOME) / "media" / asset).iterdir()} == {
        "source.mp4",
        "show",
        "stills",
    }
    assert [job.name for job in jobs.list_jobs(name="watch.hang_poster")] == ["watch.hang_poster"]


def test_every_segment_plays_to_its_end(film, tmp_path):
    asset = api.add_asset(film, "film.mp4", at=AT)
    prepare(FakeTask({"asset": asset}))
    for name in ("v240", "v480", "sound"):
        parts = sorted((show(asset) / name).glob("*.m4s"))
        whole = tmp_path / f"{name}.mp4"
        whole.write_bytes(
            (show(asset) / name / "init.mp4").read_bytes() + b"".join(p.read_bytes() for p in parts)
        )
        convert(whole, tmp_path / f"{name}.null", "-f", "null", before=("-xerror", "-err_detect", "explode"))


def test_films_upright_silent_tiny_or_of_odd_sizes_are_prepared(tmp_path):
    base = make(tmp_path / "base.mp4", size="322x242", seconds=2)
    turned = convert(base, tmp_path / "turned.mp4", "-c", "copy", before=("-display_rotation", "90"))
    odd = make(tmp_path / "odd.mkv", "-c:v", "ffv1", size="101x75", seconds=1, rate="15")
    for path, size in ((turned, (240, 320)), (odd, (100, 74))):
        asset = api.add_asset(path, path.name, at=AT)
        prepare(FakeTask({"asset": asset}))
        rung = api.get_asset(asset).rungs[0]
        assert abs(rung.width - size[0]) <= 2
        assert abs(rung.height - size[1]) <= 2


def test_a_stopped_film_keeps_its_first_rung_and_is_finished_by_the_next_worker(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    with pytest.raises(Stopped):
        prepare(FakeTask({"asset": asset}, stop_at=0.5))
    assert api.get_asset(asset).state is AssetState.PLAYABLE
    assert {path.name for path in show(asset).iterdir()} == {
        "manifest.mpd", "master.m3u8", "poster.jpg", "sound", "storyboard-1.jpg", "storyboard.vtt", "v360",
    }  # fmt: skip
    made_at = (show(asset) / "v360").stat().st_mtime_ns
    prepare(FakeTask({"asset": asset}, attempt=2))
    assert api.get_asset(asset).state is AssetState.READY
    assert (show(asset) / "v360").stat().st_mtime_ns == made_at


def test_a_film_stopped_at_once_shows_nothing(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    with pytest.raises(Stopped):
        prepare(FakeTask({"asset": asset}, stop_at=0.0))
    assert not show(asset).exists()
    assert api.get_asset(asset).state is AssetState.ENCODING


def test_a_file_that_went_bad_on_the_way_is_refused_for_good(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    (Path(settings.HOME) / "media" / asset / "source.mp4").write_text("not a film any more")
    with pytest.raises(Refused) as refusal:
        prepare(FakeTask({"asset": asset}))
    found = api.get_asset(asset)
    assert (found.state, found.verdict) == (AssetState.REFUSED, refusal.value.message)


def test_an_asset_that_is_gone_is_no_endless_job():
    with pytest.raises(Refused):
        prepare(FakeTask({"asset": "ast-0000000000000000-0"}))


_WORKER = """
import json, sys
import django
django.setup()
from footlights.ground.media.adapters import encoder
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.core.ladder import plan_ladder
from pathlib import Path
source, workshop = map(Path, sys.argv[1:])
verdict = probe_file(source)
plan = plan_ladder(verdict.video, has_audio=False)
def told(seconds):
    print(seconds, flush=True)
encoder.encode(source, workshop, plan, plan.rungs, with_audio=False, on_progress=told, should_stop=lambda: False)
"""


def test_an_encoder_dies_with_its_killed_worker(tmp_path):
    long = make(tmp_path / "long.mp4", "-preset", "ultrafast", size="640x360", seconds=60)
    workshop = tmp_path / "workshop"
    workshop.mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(long), str(workshop)], stdout=subprocess.PIPE, env=environment
    )
    assert worker.stdout is not None
    worker.stdout.readline()
    encoders = _encoders(workshop)
    assert encoders
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    patience = time.monotonic() + 5
    while _encoders(workshop):
        assert time.monotonic() < patience
        time.sleep(0.05)


def _encoders(workshop: Path) -> list[int]:
    """Return the processes that write into a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(workshop).encode() in path.read_bytes() and b"libx264" in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_child_is_bound_in_memory_time_and_network(tmp_path):
    limits = children.Limits(memory=1 << 30, cpu_seconds=5, file_bytes=1 << 20, files=32, nice=5)
    look = "import json,resource as r,os; print(json.dumps([r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CPU)[0], r.getrlimit(r.RLIMIT_FSIZE)[0], r.getrlimit(r.RLIMIT_NOFILE)[0], os.nice(0), len(os.environ)]))"
    child = children.start([sys.executable, "-c", look], limits, errors=subprocess.DEVNULL)
    said, _ = child.communicate(timeout=20)
    children.end(child)
    memory, cpu, size, files, nice, variables = json.loads(said)
    assert (memory, cpu, size, files) == (1 << 30, 5, 1 << 20, 32)
    assert nice >= 5
    assert variables <= 5


def test_the_state_of_a_film_that_plays_is_never_taken_back(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    models.Asset.objects.filter(id=asset).update(state=AssetState.PLAYABLE.value)
    with pytest.raises(Stopped):
        prepare(FakeTask({"asset": asset}, stop_at=0.0))
    assert api.get_asset(asset).state is AssetState.PLAYABLE
