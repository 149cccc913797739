"""How Chinese titles are read: pinyin without tones, with own readings where the usual ones are wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from footlights.ground.works.types import BadWork
from footlights.kernel.text import Both

_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SYLLABLE: Final = re.compile(r"[a-zv]{1,6}")


def syllables_of(text: str, overrides: Mapping[str, str] | None = None) -> list[str]:
    """Return the pinyin of a text's Han characters, one syllable for each, ü written v.

    overrides: piece of text -> its reading, "chong qing"; the longest piece that fits wins.
    """
    found: list[str] = []
    pieces = sorted(overrides or {}, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, pieces))) if pieces else None
    at = 0
    for match in known.finditer(text) if known else ():
        found += [*_read(text[at : match.start()]), *(overrides or {})[match[0]].split()]
        at = match.end()
    return found + _read(text[at:])


def tidy_reading(text: str, reading: str) -> str:
    """Return a reading in lower case with single spaces, ü as v.

    Raises BadWork when it has not one syllable for each Han character of the text.
    """
    syllables = reading.lower().replace("ü", "v").replace("'", " ").split()
    characters = sum(map(len, _HAN.findall(text)))
    if not characters or len(syllables) != characters or not all(map(_SYLLABLE.fullmatch, syllables)):
        raise BadWork(
            "pinyin",
            Both(
                "Write one syllable of pinyin without tones for each character, with spaces between.",
                "请为每个汉字写一个不带声调的拼音，以空格分隔。",
            ),
        )
    return " ".join(syllables)


def _read(text: str) -> list[str]:
    runs = _HAN.findall(text)
    if not runs:
        return []
    return [
        s for run in runs for s in _pypinyin().lazy_pinyin(run, errors="ignore") if _SYLLABLE.fullmatch(s)
    ]


@cache
def _pypinyin() -> Any:
    """Load the readings when a Chinese title is first written: readers never need them."""
    import pypinyin  # noqa: PLC0415  # some tens of megabytes

    return pypinyin
