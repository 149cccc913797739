"""The head of a plain spreadsheet: where it is, and which column seems to tell what, in English or Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from footlights.services.exchange.types import Field

# What people call each column, in both languages; the first match of the longest name wins.
_CALLED: Final[Mapping[Field, str]] = {
    Field.TITLE: "title|film|film title|work|programme|program|movie|片名|标题|名称|作品|作品名|作品名称|影片|影片名|影片名称|节目名称",
    Field.EIDR: "eidr|eidr id",
    Field.TERRITORIES: "territory|territories|country|countries|region|regions|market|markets|where|地区|区域|国家|国家地区|市场|授权地区|授权区域|地域",
    Field.OPENS: "start|start date|starts|from|first day|opens|licence start|license start|window start|valid from"
    "|开始|起始|开始日期|起始日|起始日期|授权开始|授权起始|生效日|生效日期|自",
    Field.CLOSES: "end|end date|ends|to|until|last day|closes|expiry|expires|expiry date|licence end|license end|window end|valid to"
    "|结束|截止|结束日期|截止日|截止日期|到期|到期日|授权结束|授权截止|终止日期|至",
    Field.MEDIUM: "medium|media|rights|right|platform|right type|rights type|kind of right|kind of use|licence type|license type"
    "|媒介|媒体|方式|播放方式|授权方式|使用方式|权利|权利类型|平台",
    Field.LANGUAGES: "language|languages|language version|语言|语种|语言版本",
    Field.EXCLUSIVITY: "exclusive|exclusivity|独家|独家性|是否独家|排他性|授权性质",
}  # fmt: skip


def guess(headers: Sequence[str]) -> dict[Field, int]:
    """Return which column seems to tell each field, by what people call it in English or Chinese; none is used twice."""
    scored = sorted(
        (
            (-_likeness(header, _CALLED[known]), place, known)
            for place, header in enumerate(headers)
            for known in Field
            if _likeness(header, _CALLED[known])
        ),
        key=lambda each: (each[0], each[1], list(Field).index(each[2])),
    )
    found: dict[Field, int] = {}
    for _, place, known in scored:
        if known not in found and place not in found.values():
            found[known] = place
    return {known: found[known] for known in Field if known in found}


def _likeness(header: str, called: str) -> int:
    """Return 0 when a header does not speak of a field, else more the more of it does."""
    names = called.split("|")
    whole = plain(header)
    parts = [
        plain(part)
        for part in re.split(r"[/|()（）\n:：]|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])", header)
    ]
    if whole in names or any(part in names for part in parts if part):
        return 1000
    return max((len(name.encode()) for name in names if _holds(whole, name)), default=0)


def _holds(text: str, name: str) -> bool:
    if re.fullmatch(r"[\u4e00-\u9fff]+", name):
        return len(name) > 1 and name in text
    return bool(re.search(rf"\b{re.escape(name)}\b", text)) and name not in (
        "to",
        "from",
        "right",
        "work",
        "end",
    )


def plain(text: str) -> str:
    """Return a text as it is compared: one space between words, no case."""
    return re.sub(r"[\s_\-.*#]+", " ", text).strip().casefold()


def find_header(rows: Sequence[Sequence[str]], within: int = 15) -> int | None:
    """Return the place of the row that names the columns: it tells the most fields; else the first with two texts."""
    told = [len(guess(row)) for row in rows[:within]]
    if told and max(told) >= 2:
        return told.index(max(told))
    return next((i for i, row in enumerate(rows[:within]) if sum(1 for text in row if text) >= 2), None)
