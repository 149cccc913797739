"""Streams: assets that are still growing, and what they are once they have ended."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings

from footlights.ground.media import models
from footlights.ground.media.adapters import poster as posters
from footlights.ground.media.adapters import store
from footlights.ground.media.adapters.file_app import send_short, serve_file
from footlights.ground.media.adapters.gate import Gate
from footlights.ground.media.adapters.revocations import Revocations
from footlights.ground.media.types import AssetState, NoSuchAsset, Rung
from footlights.kernel.ids import AssetId, new_id

__all__ = ["close_stream", "make_gate", "open_stream", "send_short", "serve_file", "stream_workshop"]


def open_stream(name: str, *, duration_seconds: float, at: datetime) -> AssetId:
    """Return a new asset that is played while it grows; whoever makes it serves it until it is closed.

    duration_seconds: how long it is meant to last, by which views are counted.
    """
    asset = AssetId(new_id("ast"))
    store.asset_folder(asset).mkdir(mode=0o700, parents=True)
    models.Asset.objects.create(
        id=asset,
        name=name[:200],
        file="",
        state=AssetState.LIVE.value,
        duration_seconds=duration_seconds,
        created_at=at,
    )
    return asset


def stream_workshop(asset: AssetId) -> Path:
    """Return an empty folder on the asset's own disk in which its show can be put together.

    Raises NoSuchAsset.
    """
    if not store.asset_folder(asset).is_dir():
        raise NoSuchAsset(asset)
    store.clear_workshops(asset)
    folder = store.asset_folder(asset) / ".work-stream"
    folder.mkdir(mode=0o700)
    return folder


def close_stream(
    asset: AssetId,
    made: Path,
    *,
    rungs: Sequence[Rung],
    master: str,
    duration_seconds: float,
    poster: Path | None,
) -> None:
    """Put what was made of a stream on show as it is; each rung lies in a folder of its name. Again is no fault."""
    if not models.Asset.objects.filter(id=asset).exists():
        raise NoSuchAsset(asset)
    for rung in rungs:
        store.put_on_show(made / rung.name, asset, rung.name)
    if poster is not None:
        store.put_on_show(poster, asset, posters.POSTER)
    store.write_on_show(master, asset, "master.m3u8")
    models.Asset.objects.filter(id=asset).update(
        state=AssetState.READY.value,
        duration_seconds=duration_seconds,
        width=rungs[0].width if rungs else None,
        height=rungs[0].height if rungs else None,
        rungs=[asdict(rung) for rung in rungs],
        has_poster=poster is not None,
    )
    shutil.rmtree(made, ignore_errors=True)


def make_gate(read_revoked: Callable[[], frozenset[str]]) -> Gate:
    """Return a gate that lets in whoever holds a token of this house, for an app that serves a stream itself.

    read_revoked: asks, in a thread, for the licences withdrawn of late.
    """
    return Gate(settings.MEDIA_KEY, Revocations(read_revoked))
