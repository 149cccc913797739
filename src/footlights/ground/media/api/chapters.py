"""Chapters of a film: its parts by name, replaced whole."""

from __future__ import annotations

from collections.abc import Sequence

from footlights.ground.media.adapters import store
from footlights.ground.media.core import chapters as rule
from footlights.ground.media.types import Asset, Chapter, FileRefused
from footlights.kernel.ids import AssetId
from footlights.kernel.text import Language

from .assets import get_asset


def set_chapters(asset: AssetId, chapters: Sequence[Chapter]) -> None:
    """Give a film its chapters, in place of what it had; none takes them away.

    Raises NoSuchAsset, or FileRefused when they do not follow one another within the film; then what it had stays.
    """
    length = _length(get_asset(asset))
    try:
        rule.check(chapters, length)
    except rule.BadChapters as bad:
        raise FileRefused(bad.message) from bad
    for language in Language:
        if chapters:
            store.write_on_show(rule.write(chapters, length, language), asset, _name(language))
        else:
            (store.show_folder(asset) / _name(language)).unlink(missing_ok=True)


def read_chapters(asset: AssetId, text: str) -> list[Chapter]:
    """Return the chapters that somebody wrote, a line each: ``1:30 The harbour | 港口``.

    Raises NoSuchAsset, or FileRefused naming the line that is wrong.
    """
    try:
        return rule.parse(text, _length(get_asset(asset)))
    except rule.BadChapters as bad:
        raise FileRefused(bad.message) from bad


def write_chapters(chapters: Sequence[Chapter]) -> str:
    """Return chapters as somebody would write them, to be changed."""
    return rule.lines(chapters)


def list_chapters(asset: AssetId) -> list[Chapter]:
    """Return a film's chapters, in their order."""
    show = store.show_folder(asset)
    english, chinese = (show / _name(language) for language in Language)
    if not english.is_file() or not chinese.is_file():
        return []
    return rule.join(english.read_text("utf-8"), chinese.read_text("utf-8"))


def chapters_url(master_url: str, language: Language) -> str:
    """Return where a playing's chapters are, beside its master playlist."""
    return f"{master_url.rpartition('/')[0]}/{_name(language)}"


def _length(asset: Asset) -> float:
    return asset.duration_seconds or float("inf")


def _name(language: Language) -> str:
    return f"chapters-{language.value}.vtt"
