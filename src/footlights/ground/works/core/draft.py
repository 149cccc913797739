"""What makes a draft a work: every text whole, every code known, every number possible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from footlights.ground.works.types import BadWork, Credit, Title, WorkDraft
from footlights.kernel.text import Both

from .identifiers import tidy_identifier
from .readings import tidy_reading
from .vocabulary import GENRES, SUBJECTS

TITLE_CHARACTERS: Final = 300
SUMMARY_CHARACTERS: Final = 4_000
NAME_CHARACTERS: Final = 200
MOST: Final = {"titles": 40, "genres": 12, "subjects": 24, "credits": 400, "made_by": 12}
LONGEST_SECONDS: Final = 2_000_000  # about 23 days; a relay is hours, a series is its episodes
_TAG: Final = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?"
)  # the part of BCP 47 that titles need
_BREAKS: Final = frozenset("\n\t")


def check_draft(draft: WorkDraft) -> WorkDraft:
    """Return the draft with its texts trimmed and its identifiers and readings as their schemes write them.

    Raises BadWork with the field, and what to do about it in both languages.
    """
    for field, most in MOST.items():
        if len(getattr(draft, field)) > most:
            raise BadWork(field, Both(f"At most {most} {field}.", f"{field} 最多 {most} 项。"))
    _check_numbers(draft)
    _check_tag("original_language", draft.original_language)
    title = Both(_line("title", draft.title.en), _line("title", draft.title.zh))
    titles = tuple(_title(each) for each in draft.titles)
    summary = Both(_prose(draft.summary.en), _prose(draft.summary.zh))
    _check_codes("genres", draft.genres, GENRES)
    _check_codes("subjects", draft.subjects, SUBJECTS)
    return replace(
        draft,
        title=title,
        titles=titles,
        summary=summary,
        genres=tuple(dict.fromkeys(draft.genres)),
        subjects=tuple(dict.fromkeys(draft.subjects)),
        credits=tuple(map(_credit, draft.credits)),
        identifiers={scheme: tidy_identifier(scheme, value) for scheme, value in draft.identifiers.items()},
        made_by=tuple(dict.fromkeys(draft.made_by)),
        pinyin={
            unicodedata.normalize("NFC", text.strip()): tidy_reading(text, reading)
            for text, reading in draft.pinyin.items()
        },
    )


def every_title(draft: WorkDraft) -> tuple[Title, ...]:
    """Return every title of a checked draft once: English, Chinese, then the others in their order."""
    given = {(t.language, t.text): t for t in draft.titles}
    known = {
        (language, text): Title(
            language, text, is_original=language.split("-")[0] == draft.original_language.split("-")[0]
        )
        for language, text in (("en", draft.title.en), ("zh-Hans", draft.title.zh))
    }
    return tuple((known | given).values())


def _check_numbers(draft: WorkDraft) -> None:
    if draft.year is not None and not 1 <= draft.year <= 2_200:
        raise BadWork("year", Both("The year is a number from 1 to 2200.", "年份应在 1 至 2200 之间。"))
    if draft.runtime_seconds is not None and not 1 <= draft.runtime_seconds <= LONGEST_SECONDS:
        raise BadWork(
            "runtime_seconds",
            Both(
                f"The running time is 1 to {LONGEST_SECONDS} seconds.",
                f"时长应为 1 至 {LONGEST_SECONDS} 秒。",
            ),
        )


def _check_codes(field: str, codes: Iterable[str], known: Mapping[str, Both]) -> None:
    for code in codes:
        if code not in known:
            shown = ascii(code[:40])
            raise BadWork(
                field,
                Both(
                    f"There is nothing called {shown} in {field}: {', '.join(known)}.",
                    f"{field} 中没有 {shown}，可用：{', '.join(known)}。",
                ),
            )


def _check_tag(field: str, tag: str) -> None:
    if not _TAG.fullmatch(tag):
        shown = ascii(tag[:40])
        raise BadWork(
            field,
            Both(
                f"{shown} is not a language tag such as en, zh-Hans or cy.",
                f"{shown} 不是语言标签，例如 en、zh-Hans 或 cy。",
            ),
        )


def _title(title: Title) -> Title:
    _check_tag("titles", title.language)
    return replace(title, text=_line("titles", title.text))


def _credit(credit: Credit) -> Credit:
    names = (_line("credits", name, NAME_CHARACTERS) for name in (credit.name.en, credit.name.zh))
    return replace(credit, name=Both(*names))


def _line(field: str, text: str, longest: int = TITLE_CHARACTERS) -> str:
    """Return one line of text without outer spaces."""
    tidy = _clean(field, text.strip(), frozenset())
    if not tidy:
        raise BadWork(
            field, Both(f"{field}: write it in English and in Chinese.", f"{field}：请填写中文和英文。")
        )
    if len(tidy) > longest:
        raise BadWork(
            field, Both(f"{field}: at most {longest} characters.", f"{field}：最多 {longest} 个字符。")
        )
    return tidy


def _prose(text: str) -> str:
    tidy = _clean("summary", text.strip().replace("\r\n", "\n"), _BREAKS)
    if len(tidy) > SUMMARY_CHARACTERS:
        raise BadWork(
            "summary",
            Both(
                f"The summary has at most {SUMMARY_CHARACTERS} characters.",
                f"简介最多 {SUMMARY_CHARACTERS} 个字符。",
            ),
        )
    return tidy


def _clean(field: str, text: str, allowed: frozenset[str]) -> str:
    """Return the text in composed form, when none of its characters hides or turns the others round."""
    if any(_is_hidden(c) and c not in allowed for c in text):
        raise BadWork(
            field,
            Both(
                f"{field}: it holds characters that can't be seen. Type it again.",
                f"{field}：含有不可见字符，请重新输入。",
            ),
        )
    return unicodedata.normalize("NFC", text)


def _is_hidden(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Co")
        or character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    )
