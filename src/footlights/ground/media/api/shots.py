"""Shots of a film: found in the worker, kept beside the film, offered as chapters and as candidates for its poster."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from footlights.ground.jobs import api as jobs
from footlights.ground.media import models
from footlights.ground.media.adapters import grey_frames, store
from footlights.ground.media.types import AssetState, FilmShot, NoSuchAsset
from footlights.kernel.ids import AssetId

from .pictures import draw_stills

_FILE: Final = "shots.json"
_LEAST_CHAPTER: Final = 30.0  # seconds
_PLAYS: Final = (AssetState.PLAYABLE.value, AssetState.READY.value)


def find_shots(asset: AssetId) -> list[FilmShot]:
    """Look for a film's shots and keep them in place of what was kept. Raises NoSuchAsset.

    Takes about a hundredth of the film's length; for workers.
    """
    from footlights.ground.media.core import shots as rule  # noqa: PLC0415  # NumPy, which only workers load

    row = models.Asset.objects.filter(id=asset).first()
    if row is None or row.duration_seconds is None:
        raise NoSuchAsset(asset)
    folder = store.asset_folder(asset)
    frames, rate = grey_frames.read_grey_frames(folder / row.file, row.duration_seconds)
    cut = rule.cut_into_shots(frames, rule.find_boundaries(frames, rate)) if len(frames) else []
    worth = rule.picture_worth(frames) if len(frames) else ()
    found = [
        FilmShot(
            round(each.start / rate, 3),
            round(each.end / rate, 3),
            round(each.key / rate, 3),
            round(float(worth[each.key]), 3),
        )
        for each in cut
    ]
    draft = folder / f".{_FILE}"
    draft.write_text(json.dumps([[s.start_seconds, s.end_seconds, s.key_seconds, s.worth] for s in found]))
    store.sync(draft)
    draft.rename(folder / _FILE)
    draw_stills(asset, suggest_posters(found))
    return found


def list_shots(asset: AssetId) -> list[FilmShot]:
    """Return a film's shots in their order; none while they have not been looked for."""
    path = store.asset_folder(asset) / _FILE
    return [FilmShot(*each) for each in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def suggest_chapters(shots: Sequence[FilmShot], *, most: int = 12) -> list[float]:
    """Return where chapters may begin, in seconds: 0, then shots' beginnings spread evenly, none shorter than 30 s."""
    if not shots:
        return []
    length = shots[-1].end_seconds
    number = min(most, int(length // _LEAST_CHAPTER))
    starts = [each.start_seconds for each in shots]
    chosen = [0.0]
    for part in range(1, number):
        wanted = length * part / number
        nearest = min(starts, key=lambda start: abs(start - wanted))
        if nearest - chosen[-1] >= _LEAST_CHAPTER and length - nearest >= _LEAST_CHAPTER:
            chosen.append(nearest)
    return chosen


def suggest_posters(shots: Sequence[FilmShot], *, most: int = 6) -> list[float]:
    """Return the moments, in seconds, of the pictures that may stand for a film, the best first.

    The first and last twentieth are left out: there stand titles.
    """
    if not shots:
        return []
    edge = shots[-1].end_seconds / 20
    inside = [each for each in shots if edge <= each.key_seconds <= shots[-1].end_seconds - edge] or list(
        shots
    )
    return [each.key_seconds for each in sorted(inside, key=lambda each: -each.worth)[:most]]


def seek_shots(at: datetime) -> int:
    """Queue a look for the shots of every film that plays and has not been looked at; return how many were queued."""
    names = models.Asset.objects.filter(state__in=_PLAYS).values_list("id", flat=True)
    lacking = [name for name in names if not (store.asset_folder(AssetId(name)) / _FILE).is_file()]
    for name in lacking:
        jobs.enqueue("media.find_shots", {"asset": name}, at=at, key=f"media.find_shots:{name}")
    return len(lacking)
