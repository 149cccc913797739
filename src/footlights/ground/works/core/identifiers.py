"""Identifiers of works in other catalogues: their shapes, check characters, and one way to write each."""

from __future__ import annotations

import re
from typing import Final

from footlights.ground.works.types import BadWork
from footlights.kernel.ids import check_character
from footlights.kernel.text import Both

_PATTERNS: Final = {
    "imdb": re.compile(r"tt\d{7,10}"),
    "douban": re.compile(r"\d{5,10}"),
    "wikidata": re.compile(r"Q[1-9]\d{0,10}"),
    "goodreads": re.compile(r"\d{1,12}"),
    "letterboxd": re.compile(r"[A-Za-z0-9]{1,16}"),
}
SCHEMES: Final = ("eidr", "isbn", *_PATTERNS)
_EIDR: Final = re.compile(r"10\.5240/((?:[0-9A-F]{4}-){5})([0-9A-Z])")


def tidy_identifier(scheme: str, value: str) -> str:
    """Return an identifier as its scheme writes it: EIDR in capitals, ISBN as thirteen bare digits.

    Raises BadWork when the scheme is unknown, the shape wrong, or the check character does not agree.
    """
    text = value.strip()
    tidy = {"eidr": _eidr, "isbn": _isbn}.get(scheme)
    if tidy is None and scheme not in _PATTERNS:
        known = ", ".join(SCHEMES)
        raise BadWork(
            "identifiers",
            Both(
                f"There is no kind of identifier called {scheme[:40]!a}; use one of {known}.",
                f"没有名为 {scheme[:40]!a} 的标识；可用：{known}。",
            ),
        )
    found = tidy(text) if tidy else _plain(scheme, text)
    if found is None:
        shown = ascii(text[:60])
        raise BadWork(
            "identifiers",
            Both(
                f"{shown} is not a {scheme} identifier; check for a slip of the pen.",
                f"{shown} 不是有效的 {scheme} 标识，请检查是否有误。",
            ),
        )
    return found


def _plain(scheme: str, text: str) -> str | None:
    return text if _PATTERNS[scheme].fullmatch(text) else None


def _eidr(text: str) -> str | None:
    """EIDR content id: 20 hexadecimal digits, then ISO 7064 MOD 37,36 (EIDR ID Format 2.3)."""
    match = _EIDR.fullmatch(text.upper())
    if match is None:
        return None
    digits = match[1].replace("-", "").lower()
    return text.upper() if check_character(digits) == match[2].lower() else None


def _isbn(text: str) -> str | None:
    """ISBN of 13 digits, or of 10 turned into 13 (ISO 2108: mod 10, weights 1 and 3; ten by mod 11)."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        weighed = sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits))
        if weighed % 11:
            return None
        body = "978" + digits[:9]
        return body + str(-_thirteen(body) % 10)
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII) and _thirteen(digits) % 10 == 0:
        return digits
    return None


def _thirteen(digits: str) -> int:
    return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
