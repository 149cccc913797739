"""From a file to a ladder: looked into, first rung on show early, the others after it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import Task
from footlights.ground.media import models
from footlights.ground.media.adapters import encoder, measure, poster, store, storyboard
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.core import dash
from footlights.ground.media.core import storyboard as board
from footlights.ground.media.core import verdict as verdicts
from footlights.ground.media.core.commands import AUDIO
from footlights.ground.media.core.ladder import Plan, PlannedRung, plan_ladder, share_of_passes
from footlights.ground.media.types import AssetState, FileRefused, NoSuchAsset, Rung, Verdict, VideoStream
from footlights.kernel.ids import AssetId
from footlights.kernel.media.playlists import Track, average_bandwidth, master_playlist, peak_bandwidth
from footlights.kernel.text import Both

_LOOKING = Both("Looking at the film", "正在检查影片")
_FIRST = Both("Making the first picture size", "正在制作第一档画面")
_REST = Both("Plays already; making the finer pictures", "已可播放；正在制作更清晰的画面")
_DONE = Both("Ready", "已就绪")
_PROBE_SHARE = 0.02


def prepare_asset(asset: AssetId, task: Task, *, at: datetime) -> None:
    """Make a film ready for browsers; segments that an earlier attempt finished are not made again.

    Raises NoSuchAsset, FileRefused when the file turns out to be bad, adapters' EncodingFailed or EncoderStopped.
    """
    row = models.Asset.objects.filter(id=asset).first()
    if row is None:
        raise NoSuchAsset(asset)
    source = store.asset_folder(asset) / row.file
    _move(asset, AssetState.PROBING)
    task.report(0.0, _LOOKING)
    verdict = probe_file(source)
    if not verdict.ok or verdict.video is None or verdict.duration_seconds is None:
        raise _refused(asset, verdict.reason)
    models.Asset.objects.filter(id=asset).update(
        duration_seconds=verdict.duration_seconds, width=verdict.video.width, height=verdict.video.height
    )
    plan = plan_ladder(verdict.video, has_audio=bool(verdict.audio), container=verdict.container)
    _move(asset, AssetState.ENCODING)
    name = f"{task.job}-{task.attempt}-{os.getpid()}"
    with store.workshop(asset, name, encoder.EncoderStopped) as (workshop, earlier):
        _climb(asset, source, verdict, plan, workshop, earlier, task, at)
    task.report(1.0, _DONE)


def fail_asset(asset: AssetId, why: Both) -> None:
    """Note that a film cannot be prepared, unless part of it plays already."""
    playable = AssetState.PLAYABLE.value
    rows = models.Asset.objects.filter(id=asset).exclude(state=playable)
    rows.update(state=AssetState.FAILED.value, verdict_en=why.en, verdict_zh=why.zh)


def _climb(
    asset: AssetId,
    source: Path,
    verdict: Verdict,
    plan: Plan,
    workshop: Path,
    earlier: Sequence[Path],
    task: Task,
    at: datetime,
) -> None:
    assert verdict.video is not None
    assert verdict.duration_seconds is not None
    length = verdict.duration_seconds
    turn = _PROBE_SHARE + (1 - _PROBE_SHARE) * share_of_passes(
        plan, verdict.video.width * verdict.video.height
    )
    first = _progress(task, _FIRST, _PROBE_SHARE, turn, length)
    _make(asset, source, workshop, earlier, plan, [plan.first], first, task)
    tracks, sound = _on_show(asset, plan, verdict)
    made_seconds = sum(segment.seconds for segment in tracks[0].segments)
    if length - made_seconds > max(verdicts.CUT_TOLERANCE_SECONDS, length * verdicts.CUT_TOLERANCE_SHARE):
        cut = verdicts.CUT_OFF.filled(told=verdicts.clock(length), found=verdicts.clock(made_seconds))
        store.remove(asset)
        raise _refused(asset, cut)
    _picture(asset, source, length, verdict.video, workshop)
    _lay_out(asset, next(track for track in tracks if track.uri.startswith(plan.first.name)), workshop)
    _publish(asset, tracks, sound, AssetState.PLAYABLE)
    _tell(asset, at)
    _make(asset, source, workshop, earlier, plan, plan.rest, _progress(task, _REST, turn, 1.0, length), task)
    _publish(asset, *_on_show(asset, plan, verdict), AssetState.READY)


def _picture(asset: AssetId, source: Path, length: float, video: VideoStream, workshop: Path) -> None:
    """Make the stills to choose a poster from, and the poster of the best, unless there is one."""
    if models.Asset.objects.filter(id=asset, has_poster=True).exists():
        return
    moments = poster.make_stills(source, length, video, workshop / poster.STILLS)
    store.put_beside(workshop / poster.STILLS, asset)
    best, still = poster.choose(source, length, moments, video), workshop / poster.POSTER
    if best is not None and poster.write_still(source, best / 1000, video, still, longest=1280):
        store.put_on_show(still, asset, poster.POSTER)
        models.Asset.objects.filter(id=asset).update(has_poster=True)


def _lay_out(asset: AssetId, track: Track, workshop: Path) -> None:
    """Make the storyboard, unless there is one; its listing comes last, when every sheet stands."""
    show = store.show_folder(asset)
    if not (show / board.LISTING).is_file():
        for path in storyboard.draw(show, track, workshop):
            store.put_on_show(path, asset, path.name)


def _make(
    asset: AssetId,
    source: Path,
    workshop: Path,
    earlier: Sequence[Path],
    plan: Plan,
    rungs: Sequence[PlannedRung],
    on_progress: Callable[[float], None],
    task: Task,
) -> None:
    """Encode those rungs that are not on show yet, and the sound with the first."""
    show = store.show_folder(asset)
    missing = [rung for rung in rungs if not (show / rung.name).is_dir()]
    with_audio = plan.has_audio and plan.first in rungs
    if with_audio and not (show / AUDIO).is_dir() and not missing:
        missing = list(rungs)
    if not missing:
        return
    made = encoder.encode(
        source, workshop, plan, missing, with_audio=with_audio,
        on_progress=on_progress, should_stop=task.should_stop, earlier=earlier,
    )  # fmt: skip
    for folder in made:
        store.put_on_show(folder, asset, folder.name)


def _on_show(asset: AssetId, plan: Plan, verdict: Verdict) -> tuple[list[Track], Track | None]:
    """Return every finished rung, lightest first, and the sound."""
    show, rate = store.show_folder(asset), float(plan.frame_rate)
    tracks = [
        measure.read_rendition(show / rung.name, width=rung.width, height=rung.height, frame_rate=rate)
        for rung in plan.rungs
        if (show / rung.name).is_dir()
    ]
    language = verdict.audio[0].language if verdict.audio else None
    return tracks, measure.read_rendition(show / AUDIO, language=language) if plan.has_audio else None


def _publish(asset: AssetId, tracks: Sequence[Track], sound: Track | None, state: AssetState) -> None:
    store.write_on_show(dash.manifest(tracks, sound), asset, dash.NAME)
    store.write_on_show(master_playlist(tracks, sound), asset, "master.m3u8")
    rungs = [
        Rung(
            name=track.uri.partition("/")[0],
            width=track.width,
            height=track.height,
            bandwidth=peak_bandwidth(track.segments),
            average_bandwidth=average_bandwidth(track.segments),
        )
        for track in tracks
    ]
    models.Asset.objects.filter(id=asset).update(
        state=state.value, rungs=[asdict(rung) for rung in rungs], verdict_en="", verdict_zh=""
    )


def _tell(asset: AssetId, at: datetime) -> None:
    wanted = models.Asset.objects.values_list("when_playable", flat=True).get(id=asset)
    if wanted:
        name, arguments = wanted
        jobs.enqueue(name, arguments, at=at, key=f"{name}:{asset}")


def _refused(asset: AssetId, why: Both) -> FileRefused:
    models.Asset.objects.filter(id=asset).update(
        state=AssetState.REFUSED.value, verdict_en=why.en, verdict_zh=why.zh
    )
    return FileRefused(why)


def _move(asset: AssetId, state: AssetState) -> None:
    """Move an asset on, but never take away from viewers what plays already."""
    models.Asset.objects.filter(id=asset).exclude(state=AssetState.PLAYABLE.value).update(state=state.value)


def _progress(task: Task, note: Both, begin: float, end: float, length: float) -> Callable[[float], None]:
    def report(seconds: float) -> None:
        task.report(begin + (end - begin) * min(seconds / length, 1.0), note)

    return report
