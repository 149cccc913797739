"""Subtitles: WebVTT and SRT are read strictly enough to say what is wrong, and written as plain WebVTT.

Source: W3C WebVTT (times, cues, escapes); SubRip as it is commonly written. Styling, regions and notes are left
out; so are tags other than i, b and u.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from footlights.kernel.text import Both

_TIME: Final = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s+.*)?\s*")
_KEPT: Final = re.compile(r"&lt;(/?[ibu])&gt;")
_TAG: Final = re.compile(r"</?[A-Za-z0-9][^<>]*>|\{\\[^{}]*\}")
MOST_CUES: Final = 20_000
LONGEST_CUE: Final = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Cue:
    """A text from one instant of the film to another, in milliseconds."""

    start_ms: int
    end_ms: int
    text: str


class BadSubtitles(Exception):
    """A file that holds no subtitles; the message names the line."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


def decode(content: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 with its mark, or GB 18030.

    Raises BadSubtitles.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadSubtitles(
        Both("This is not a text. Save the subtitles as UTF-8.", "这不是文本文件。请将字幕保存为 UTF-8。")
    )


def read(text: str) -> list[Cue]:
    """Return the cues of a WebVTT or SRT text, in the order of their times.

    Raises BadSubtitles.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[Cue] = []
    place = 0
    while place < len(lines):
        timing = _TIMING.fullmatch(lines[place])
        if "-->" in lines[place] and not timing:
            raise _wrong(place, "the times make no sense", "时间格式不正确")
        if timing:
            end = place + 1
            while end < len(lines) and lines[end].strip():
                end += 1
            cues.append(_cue(timing, lines[place + 1 : end], place))
            place = end
        place += 1
    if not cues:
        raise BadSubtitles(
            Both(
                "There are no subtitles in this file. Send WebVTT or SRT.",
                "文件中没有字幕。请提交 WebVTT 或 SRT。",
            )
        )
    if len(cues) > MOST_CUES:
        raise BadSubtitles(Both(f"More than {MOST_CUES} subtitles.", f"字幕超过 {MOST_CUES} 条。"))
    return sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def write(cues: Sequence[Cue]) -> str:
    """Return cues as WebVTT."""
    blocks = (f"{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}\n{_escaped(cue.text)}\n" for cue in cues)
    return "WEBVTT\n\n" + "\n".join(blocks)


def _cue(timing: re.Match[str], lines: Sequence[str], place: int) -> Cue:
    start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:])
    if start is None or end is None:
        raise _wrong(place, "a minute has 60 seconds", "每分钟只有60秒")
    if end <= start:
        raise _wrong(place, "it ends before it begins", "结束时间早于开始时间")
    text = "\n".join(line.strip() for line in lines)
    if len(text) > LONGEST_CUE:
        raise _wrong(place, f"it is longer than {LONGEST_CUE} characters", f"超过 {LONGEST_CUE} 个字符")
    return Cue(start, end, text)


def _milliseconds(parts: Sequence[str | None]) -> int | None:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _escaped(text: str) -> str:
    """Return a cue's text with its italics and nothing else that a browser would take for markup."""
    plain = html.escape(html.unescape(_without_tags(text)), quote=False)
    return _KEPT.sub(r"<\1>", plain).replace("--&gt;", "→")


def _without_tags(text: str) -> str:
    return _TAG.sub(lambda found: found[0] if re.fullmatch(r"</?[ibu]>", found[0]) else "", text)


def _wrong(place: int, en: str, zh: str) -> BadSubtitles:
    return BadSubtitles(Both(f"Line {place + 1}: {en}.", f"第 {place + 1} 行：{zh}。"))
