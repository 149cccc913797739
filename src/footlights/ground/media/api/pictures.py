"""Pictures of a film: the stills to choose a poster from, and the storyboard."""

from __future__ import annotations

from collections.abc import Iterable

from footlights.ground.media import models
from footlights.ground.media.adapters import poster, store
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.core.storyboard import LISTING
from footlights.ground.media.types import FileRefused, NoSuchAsset, Still
from footlights.kernel.ids import AssetId
from footlights.kernel.text import Both

_NO_STILL = Both(
    "There is no picture of that moment. Choose one of those shown.", "没有该时刻的画面。请从所示画面中选择。"
)


def list_stills(asset: AssetId) -> list[Still]:
    """Return the pictures that a producer may choose the poster from, in the order of the film."""
    folder = store.asset_folder(asset) / poster.STILLS
    found = [Still(int(path.stem), path) for path in folder.glob("*.jpg") if path.stem.isdigit()]
    return sorted(found, key=lambda still: still.milliseconds)


def draw_stills(asset: AssetId, moments: Iterable[float]) -> None:
    """Add pictures of these moments, in seconds, to those that a poster may be chosen from; for workers.

    Raises NoSuchAsset.
    """
    row = models.Asset.objects.filter(id=asset).first()
    if row is None:
        raise NoSuchAsset(asset)
    source, folder = store.asset_folder(asset) / row.file, store.asset_folder(asset) / poster.STILLS
    video = probe_file(source).video
    folder.mkdir(exist_ok=True)
    for moment in moments:
        picture = folder / f"{round(moment * 1000)}.jpg"
        if video is not None and not picture.exists():
            poster.write_still(source, moment, video, picture, longest=poster.STILL_LONGEST)


def choose_poster(asset: AssetId, milliseconds: int) -> None:
    """Make the picture of a moment the film's poster, in place of what it had.

    Raises NoSuchAsset, or FileRefused when the moment is none of ``list_stills`` or its source is gone.
    """
    row = models.Asset.objects.filter(id=asset).first()
    if row is None:
        raise NoSuchAsset(asset)
    source = store.asset_folder(asset) / row.file
    if milliseconds not in {still.milliseconds for still in list_stills(asset)}:
        raise FileRefused(_NO_STILL)
    video = probe_file(source).video
    with store.draft(asset, poster.POSTER) as made:
        if video is None or not poster.write_still(source, milliseconds / 1000, video, made, longest=1280):
            raise FileRefused(_NO_STILL)
        store.put_on_show(made, asset, poster.POSTER)
    models.Asset.objects.filter(id=asset).update(has_poster=True)


def has_storyboard(asset: AssetId) -> bool:
    """Return whether a film has small pictures of all its parts."""
    return (store.show_folder(asset) / LISTING).is_file()


def storyboard_url(master_url: str) -> str:
    """Return where a playing's storyboard is, beside its master playlist."""
    return f"{master_url.rpartition('/')[0]}/{LISTING}"
