"""Chapters: a line for each, its moment and its two names; and the WebVTT that players read.

Source: W3C WebVTT (chapters text tracks).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise
from typing import Final

from footlights.ground.media.types import Chapter
from footlights.kernel.text import Both, Language

from .subtitles import Cue, read
from .subtitles import write as write_cues

MOST: Final = 200
LONGEST_NAME: Final = 120  # characters
_LINE: Final = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\s+(\S.*)")
_BETWEEN: Final = re.compile(r"\s*[|｜]\s*")


class BadChapters(Exception):
    """What was entered is no list of chapters; the message names the line."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


def parse(text: str, duration_seconds: float) -> list[Chapter]:
    """Return the chapters of lines such as ``1:30 The harbour | 港口``, in their order.

    One name stands for both languages. Raises BadChapters.
    """
    chapters: list[Chapter] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            chapters.append(_chapter(line.strip(), number))
    if len(chapters) > MOST:
        raise BadChapters(Both(f"A film has at most {MOST} chapters.", f"一部影片最多 {MOST} 个章节。"))
    check(chapters, duration_seconds)
    return chapters


def check(chapters: Sequence[Chapter], duration_seconds: float) -> None:
    """See to it that chapters follow one another within the film.

    Raises BadChapters.
    """
    for before, after in pairwise(chapters):
        if after.seconds <= before.seconds:
            raise BadChapters(
                Both(
                    f"“{after.title.en}” begins before the chapter above it ends.",
                    f"“{after.title.zh}”的开始时间早于上一章节。",
                )
            )
    if chapters and chapters[-1].seconds >= duration_seconds:
        last = chapters[-1].title
        raise BadChapters(
            Both(f"“{last.en}” begins after the film's end.", f"“{last.zh}”的开始时间晚于影片结尾。")
        )


def lines(chapters: Sequence[Chapter]) -> str:
    """Return chapters as the lines that ``parse`` reads."""
    return "\n".join(f"{_clock(c.seconds)} {c.title.en} | {c.title.zh}" for c in chapters)


def write(chapters: Sequence[Chapter], duration_seconds: float, language: Language) -> str:
    """Return chapters in one language as WebVTT."""
    ends = [*(c.seconds for c in chapters[1:]), max(duration_seconds, chapters[-1].seconds + 0.001)]
    return write_cues(
        [
            Cue(round(c.seconds * 1000), round(end * 1000), c.title.said_in(language))
            for c, end in zip(chapters, ends, strict=True)
        ]
    )


def join(english: str, chinese: str) -> list[Chapter]:
    """Return the chapters that two texts of ``write`` hold."""
    pairs = zip(read(english), read(chinese), strict=True)
    return [Chapter(en.start_ms / 1000, Both(unescape(en.text), unescape(zh.text))) for en, zh in pairs]


def _chapter(line: str, number: int) -> Chapter:
    found = _LINE.fullmatch(line)
    if not found or int(found[3]) > 59:
        raise BadChapters(
            Both(
                f"Line {number}: write a time, then a name: 1:30 The harbour | 港口",
                f"第 {number} 行：请先写时间，再写名称：1:30 The harbour | 港口",
            )
        )
    en, *more = _BETWEEN.split(found[4], maxsplit=1)
    zh = more[0] if more and more[0] else en
    if max(len(en), len(zh)) > LONGEST_NAME:
        raise BadChapters(
            Both(
                f"Line {number}: a name has at most {LONGEST_NAME} characters.",
                f"第 {number} 行：名称最多 {LONGEST_NAME} 个字符。",
            )
        )
    return Chapter(int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]), Both(en, zh))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
