"""Word lists: which texts are refused at once, and which wait for a moderator.

A list is a text: a line for each word, ``refuse`` or ``hold`` before it, ``#`` for remarks. English words match
whole words in any case, and through the usual disguises (l33t, s p a c e d, doubled letters); Chinese ones match
anywhere, whatever stands between their characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_DISGUISES: Final = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
)


class Ruling(StrEnum):
    """What a list says of a text."""

    FINE = "fine"
    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of both languages, as patterns; ``held`` and ``refused`` pair each with the word it is for."""

    refused: tuple[tuple[re.Pattern[str], str], ...] = ()
    held: tuple[tuple[re.Pattern[str], str], ...] = ()


def read_words(texts: Iterable[str]) -> Words:
    """Return the lists that stand in these texts.

    Raises ValueError naming the line that is neither a word nor a remark.
    """
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {"refuse": [], "hold": []}
    for text in texts:
        for number, line in enumerate(text.splitlines(), start=1):
            line = line.partition("#")[0].strip()
            if not line:
                continue
            what, _, word = line.partition(" ")
            if what not in found or not fold(word.strip()):
                raise ValueError(f"line {number}: {line!r}; write 'refuse WORD' or 'hold WORD'")
            found[what].append((_pattern(word.strip()), word.strip()))
    return Words(tuple(found["refuse"]), tuple(found["hold"]))


def rule(text: str, words: Words) -> tuple[Ruling, str]:
    """Return what the lists say of a text, and the word by which."""
    faces = {fold(text), fold(text).translate(_DISGUISES)}
    for ruling, listed in ((Ruling.REFUSE, words.refused), (Ruling.HOLD, words.held)):
        for pattern, word in listed:
            if any(pattern.search(face) for face in faces):
                return ruling, word
    return Ruling.FINE, ""


def fold(text: str) -> str:
    """Return a text as the lists see it: full-width made narrow, no case, no accents, nothing that can't be seen."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        each for each in plain if unicodedata.category(each) not in ("Mn", "Cf", "Cc") or each in "\n\t"
    )


def _pattern(word: str) -> re.Pattern[str]:
    letters = [each for each in fold(word) if not each.isspace()]
    if _HAN.search(word):
        return re.compile(r"[^\w\u3400-\u9fff]*".join(re.escape(each) for each in letters))
    # Letters doubled, or all set apart by one sign; never across the words of a plain sentence.
    whole = r"[\W_]+".join("".join(f"{re.escape(each)}+" for each in part) for part in fold(word).split())
    apart = r"[\W_]".join(f"{re.escape(each)}+" for each in letters)
    return re.compile(rf"(?<![a-z0-9])(?:{whole}|{apart})(?![a-z0-9])")
