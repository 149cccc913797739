"""Films in the house: taking them in, looking them up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import transaction

from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import JobState
from footlights.ground.media import models
from footlights.ground.media.adapters import poster, store
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.types import Asset, AssetState, FileRefused, NoSuchAsset, Rung, Verdict
from footlights.kernel.ids import AssetId, JobId, new_id
from footlights.kernel.text import Both

_UNKNOWN_FAULT = Both(
    "The film could not be prepared. The file that you sent is kept; ask the operator to look at the log.",
    "影片制作失败。您提交的文件已保留，请联系运维人员查看日志。",
)


def probe(path: Path) -> Verdict:
    """Return whether a file can go on stage, and if not, why; takes at most ten seconds."""
    return probe_file(path)


def add_asset(
    source: Path | IO[bytes],
    name: str,
    *,
    at: datetime,
    copy: bool = True,
    when_playable: tuple[str, Mapping[str, Any]] | None = None,
) -> AssetId:
    """Take a film in and have it prepared; return its id once the file is safely on the disk.

    copy: False lets a file of the same disk be moved instead of copied.
    when_playable: name and arguments of a job to enqueue once the film plays.
    Raises FileRefused when it cannot go on stage or there is no room; then nothing is kept.
    """
    asset = AssetId(new_id("ast"))
    kept = store.keep_file(asset, name, source, copy=copy)
    try:
        verdict = probe_file(kept)
        if not verdict.ok:
            raise FileRefused(verdict.reason)
        with transaction.atomic():
            job = jobs.enqueue("media.prepare", {"asset": asset}, at=at, key=f"prepare:{asset}")
            models.Asset.objects.create(
                id=asset,
                name=_clean(name),
                file=kept.name,
                duration_seconds=verdict.duration_seconds,
                width=verdict.video.width if verdict.video else None,
                height=verdict.video.height if verdict.video else None,
                job=job,
                when_playable=list(when_playable) if when_playable else None,
                created_at=at,
            )
    except BaseException:
        store.remove(asset)
        raise
    return asset


def discard_asset(asset: AssetId) -> None:
    """Remove a film and everything made from it; one that is not there is no fault."""
    models.Asset.objects.filter(id=asset).delete()
    store.remove(asset)


def get_asset(asset: AssetId, *, at: datetime | None = None) -> Asset:
    """Return a film as it stands; with ``at``, with an estimate of the seconds left.

    Raises NoSuchAsset.
    """
    found = find_asset(asset, at=at)
    if found is None:
        raise NoSuchAsset(asset)
    return found


def find_asset(asset: AssetId, *, at: datetime | None = None) -> Asset | None:
    """Return a film as it stands, or None."""
    row = models.Asset.objects.filter(id=asset).first()
    return _asset(row, at) if row else None


def list_assets(ids: Iterable[AssetId] | None = None, *, at: datetime | None = None) -> list[Asset]:
    """Return films, the newest first: those named, or all."""
    rows = models.Asset.objects.order_by("-created_at")
    return [_asset(row, at) for row in (rows if ids is None else rows.filter(id__in=list(ids)))]


def poster_url(asset: AssetId) -> str | None:
    """Return the address of a film's poster, if it has one."""
    has_one = models.Asset.objects.filter(id=asset, has_poster=True).exists()
    return f"/m/poster/{asset}.jpg" if has_one else None


def _asset(row: models.Asset, at: datetime | None) -> Asset:
    state, share, left = AssetState(row.state), 1.0, None
    verdict = Both(row.verdict_en, row.verdict_zh) if row.verdict_en else None
    if not state.is_final and row.job:
        job = jobs.get_job(JobId(row.job), at=at)
        share, left = job.share, job.seconds_left
        if job.state in (JobState.FAILED, JobState.CANCELLED) and not state.can_play:
            state, verdict = AssetState.FAILED, job.error or _UNKNOWN_FAULT
    return Asset(
        id=AssetId(row.id),
        name=row.name,
        state=state,
        duration_seconds=row.duration_seconds,
        width=row.width,
        height=row.height,
        rungs=tuple(Rung(**rung) for rung in row.rungs),
        verdict=verdict,
        share=share,
        seconds_left=left,
        poster_path=store.show_folder(AssetId(row.id)) / poster.POSTER if row.has_poster else None,
        job=row.job or None,
        created_at=row.created_at,
    )


def _clean(name: str) -> str:
    """Return a file's name without folders and control characters, for people to recognise it by."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    return plain[:200] or "film"
