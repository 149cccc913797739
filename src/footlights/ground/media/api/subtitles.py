"""Subtitles of a film: one text for each language, replaced whole."""

from __future__ import annotations

from typing import Final

from footlights.ground.media.adapters import store
from footlights.ground.media.core import subtitles as rule
from footlights.ground.media.types import FileRefused
from footlights.kernel.ids import AssetId
from footlights.kernel.text import Both, Language

from .assets import get_asset

LARGEST: Final = 4 << 20  # bytes
_TOO_LARGE = Both("Subtitles have at most 4 MB.", "字幕文件最大为 4 MB。")


def set_subtitles(asset: AssetId, language: Language, content: bytes) -> int:
    """Give a film its subtitles in a language, in place of what it had, and return how many there are.

    Raises NoSuchAsset, FileRefused; then what it had stays.
    """
    get_asset(asset)
    if len(content) > LARGEST:
        raise FileRefused(_TOO_LARGE)
    try:
        cues = rule.read(rule.decode(content))
    except rule.BadSubtitles as bad:
        raise FileRefused(bad.message) from bad
    store.write_on_show(rule.write(cues), asset, _name(language))
    return len(cues)


def remove_subtitles(asset: AssetId, language: Language) -> None:
    """Take a film's subtitles in a language away; where there are none, nothing happens."""
    (store.show_folder(asset) / _name(language)).unlink(missing_ok=True)


def list_subtitles(asset: AssetId) -> list[Language]:
    """Return the languages in which a film has subtitles."""
    show = store.show_folder(asset)
    return [language for language in Language if (show / _name(language)).is_file()]


def copy_texts(source: AssetId, target: AssetId) -> None:
    """Give a film the subtitles and chapters of another: the same film from a better file."""
    show = store.show_folder(source)
    for pattern in ("subtitles-*.vtt", "chapters-*.vtt"):
        for path in sorted(show.glob(pattern)):
            store.write_on_show(path.read_text("utf-8"), target, path.name)


def subtitles_url(master_url: str, language: Language) -> str:
    """Return where a playing's subtitles are, beside its master playlist."""
    return f"{master_url.rpartition('/')[0]}/{_name(language)}"


def _name(language: Language) -> str:
    return f"subtitles-{language.value}.vtt"
