"""The tokens by which a title is found, and how a query is cut into the same tokens.

A title gives: its words, folded; for writing without spaces each character and each pair of neighbours;
and for Chinese the pinyin and the initials from every character on, so that a prefix of any of them is
the prefix of one token. No token holds a space, quote or sign, so none can be read as query syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

QUERY_CHARACTERS: Final = 100  # the rest of a query is not read
QUERY_PARTS: Final = 8
FOLDED_CHARACTERS: Final = 300
WORD_CHARACTERS: Final = 40
PINYIN_CHARACTERS: Final = 24
INITIALS: Final = 8

# Scripts written without spaces: Han with its extensions, kana, Hangul.
_UNSPACED: Final = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS: Final = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_IS_UNSPACED: Final = re.compile(rf"[{_UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be there: neighbouring tokens; a single one may be the prefix of a token."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader looks for: every part, in any order; ``folded`` is the text as titles are folded."""

    folded: str
    parts: tuple[Part, ...]


def fold(text: str) -> str:
    """Return a text without case, accents, width, punctuation or double spaces: how titles are compared.

    At most 300 characters, whatever the compatibility forms spread to: it is a key of an index.
    """
    return " ".join(_RUNS.findall(_plain(text)))[:FOLDED_CHARACTERS]


def tokens_of_title(text: str, syllables: Sequence[str] = ()) -> list[str]:
    """Return the tokens of one title, in the order in which they neighbour one another.

    syllables: the pinyin of its Han characters, in order, without tones; () when it has none.
    """
    tokens: list[str] = []
    for run in _RUNS.findall(_plain(text)):
        if _IS_UNSPACED.match(run):
            tokens += [*run, *_pairs(run)]
        else:
            tokens.append(run[:WORD_CHARACTERS])
    return [*tokens, *_readings(syllables)]


def tokens_of_work(titles: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return the tokens of a work's titles, each once for each title, with spaces between.

    titles: (text, syllables) of each.
    """
    return " ".join(token for text, syllables in titles for token in tokens_of_title(text, syllables))


def parse_query(text: str) -> Query:
    """Return what a reader looks for; nothing they can type is a mistake, some of it just finds nothing."""
    plain = _plain(text[:QUERY_CHARACTERS])
    parts: dict[Part, None] = {}
    for run in _RUNS.findall(plain):
        if not _IS_UNSPACED.match(run):
            parts[Part((run[:WORD_CHARACTERS],), is_prefix=True)] = None
        elif len(run) == 1:
            parts[Part((run,))] = None
        else:
            parts[Part(tuple(_pairs(run)))] = None
    return Query(fold(plain), tuple(parts)[:QUERY_PARTS])


def matches(query: Query, tokens: str) -> bool:
    """Return whether a work with these tokens is found by a query: the law that every index keeps."""
    padded = f" {tokens} "
    return bool(query.parts) and all(
        f" {' '.join(part.tokens)}" + ("" if part.is_prefix else " ") in padded for part in query.parts
    )


def has_prefix(query: Query) -> bool:
    """Return whether some part of a query may be the mere beginning of a word."""
    return any(part.is_prefix for part in query.parts)


def exactness(query: Query, titles: str) -> int:
    """Return how well the best of some folded titles, one a line, fits a query.

    3: it is a title. 2: a title begins so. 1: each word stands whole in the titles. 0: less than that.
    """
    lines = f"\n{titles}\n"
    if f"\n{query.folded}\n" in lines:
        return 3
    ends_a_word = "" if _IS_UNSPACED.match(query.folded[-1:]) else " "
    if f"\n{query.folded}{ends_a_word}" in lines:
        return 2
    words = lines.replace("\n", " ")
    return int(
        all(f" {part.tokens[0]} " in words if part.is_prefix else _run(part) in words for part in query.parts)
    )


def _run(part: Part) -> str:
    """Return the characters that a part's pairs were cut from."""
    return part.tokens[0] + "".join(pair[-1] for pair in part.tokens[1:])


def _plain(text: str) -> str:
    """Return a text in compatibility form and lower case, without accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", bare).casefold()


def _pairs(run: str) -> Iterator[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))


def _readings(syllables: Sequence[str]) -> Iterator[str]:
    """Yield pinyin and initials from every syllable on; ü can be typed v or u."""
    spellings = (
        {tuple(syllables): None, tuple(s.replace("v", "u") for s in syllables): None} if syllables else {}
    )
    for spelling in spellings:
        for start in range(len(spelling)):
            yield "".join(spelling[start:])[:PINYIN_CHARACTERS]
    initials = "".join(s[0] for s in syllables)
    yield from (initials[start : start + INITIALS] for start in range(len(initials)))
