"""A text as it may be kept: what can't be seen, or would turn the lines around it, is taken out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Characters that turn the direction of what follows, or can't be seen; a joiner inside an emoji may stay.
_HIDDEN: Final = re.compile(
    r"[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_MARKS: Final = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean(text: str, *, lines: bool) -> str:
    """Return a text in NFC without control characters, hidden ones and towers of accents.

    lines: whether it may have several; blank ones are at most one together.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(
        each for each in text if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs", "Co", "Cn")
    )
    text = _MARKS.sub(r"\1", _HIDDEN.sub("", text))
    if not lines:
        return re.sub(r"\s+", " ", text).strip()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[^\S\n]+", " ", text)).strip()
