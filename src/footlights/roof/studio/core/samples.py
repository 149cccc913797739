"""What the page of components shows where a work is needed; none of them is in the catalogue."""

from __future__ import annotations

from typing import Final

from footlights.ground.works.types import Work, WorkKind
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both


def _sample(name: str, kind: WorkKind, en: str, zh: str, year: int) -> Work:
    return Work(
        id=WorkId(name),
        kind=kind,
        title=Both(en, zh),
        titles=(),
        original_language="en",
        year=year,
        runtime_seconds=None,
        summary=Both("", ""),
        genres=(),
        subjects=(),
        credits=(),
        identifiers={},
        poster_url=None,
        made_by=(),
        popularity=0,
    )


WORKS: Final = (
    _sample("a", WorkKind.STAGE, "The Lantern Ferry", "灯渡", 2025),
    _sample(
        "b",
        WorkKind.DOCUMENTARY,
        "Salt, Stone and the Long Road to the Northern Sea",
        "盐、石与通往北海的长路",
        2026,
    ),
    _sample("f", WorkKind.ALBUM, "Nocturnes", "夜曲集", 2024),
    _sample("d", WorkKind.GAME, "Kite Race", "纸鸢竞速", 2026),
    _sample("i", WorkKind.BOOK, "Two Rivers", "两江", 2023),
)
