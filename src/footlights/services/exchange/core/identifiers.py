"""Identifiers of the trade and their check characters: EIDR in its four spellings, ISAN, and MovieLabs ids."""

from __future__ import annotations

import re
from typing import Final

from footlights.kernel.ids import check_character
from footlights.kernel.text import Both

# An EIDR content id is the DOI 10.5240/XXXX-XXXX-XXXX-XXXX-XXXX-C (EIDR ID Format 2.3); RFC 7972 writes it
# urn:eidr:10.5240:…, and MovieLabs ids hold its suffix after eidr-s: (or eidr-x:, with an extension behind).
_SUFFIX: Final = re.compile(r"((?:[0-9A-F]{4}-){5})([0-9A-Z])")
_SPELLINGS: Final = (
    re.compile(r"(?P<doi>10\.\d{4,9})/(?P<suffix>.*)", re.IGNORECASE),
    re.compile(r"urn:eidr:(?P<doi>10\.\d{4,9}):(?P<suffix>.*)", re.IGNORECASE),
    re.compile(r"(?:urn|md):.*?\beidr-s:(?P<suffix>.*)", re.IGNORECASE),
    re.compile(r"(?:urn|md):.*?\beidr-x:(?P<suffix>[^:]*)(?::.+)?", re.IGNORECASE),
)
_EIDR_CONTENT: Final = "10.5240"
_ISAN: Final = re.compile(
    r"(?:urn:isan:|isan[ :]\s*)([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-Z])"
    r"(?:-([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-Z]))?",
    re.IGNORECASE,
)
_MOVIELABS: Final = re.compile(r"md:(?:pseudo)?[a-z]+(?::[^:\s]+){2,}")

MALFORMED: Final = "identifier.form"
WRONG_CHECK: Final = "identifier.check"

Fault = tuple[str, Both]


def find_fault(text: str) -> Fault | None:
    """Return the rule that an identifier breaks and why, or None when it is sound or of a kind not known here.

    A check character is the ISO 7064 MOD 37,36 one of the digits before it, for EIDR as for ISAN.
    """
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match:
            return _eidr(text, match.groupdict().get("doi") or _EIDR_CONTENT, match["suffix"])
    if re.match(r"(?:urn:)?isan[: ]", text, re.IGNORECASE):
        return _isan(text)
    if text.startswith("md:") and not _MOVIELABS.fullmatch(text):
        return MALFORMED, Both(
            f"{_shown(text)} is not a MovieLabs id; write md:alid:scheme:id.",
            f"{_shown(text)} 不是有效的 MovieLabs 标识；格式为 md:alid:scheme:id。",
        )
    return None


def seems_eidr(text: str) -> bool:
    """Return whether a text was meant to be an EIDR, whatever column it stands in."""
    return bool(re.match(r"(10\.5240/|urn:eidr:)\S+$", text, re.IGNORECASE))


def find_eidr(text: str) -> str | None:
    """Return the EIDR content id that an identifier spells, as a DOI, or None when it spells no sound one."""
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match and _eidr(text, match.groupdict().get("doi") or _EIDR_CONTENT, match["suffix"]) is None:
            return f"{_EIDR_CONTENT}/{match['suffix'].upper()}"
    return None


def _eidr(text: str, doi: str, suffix: str) -> Fault | None:
    if doi != _EIDR_CONTENT:
        return MALFORMED, Both(
            f"{_shown(text)}: an EIDR content id begins with {_EIDR_CONTENT}, not {doi}.",
            f"{_shown(text)}：EIDR 内容标识须以 {_EIDR_CONTENT} 开头，而非 {doi}。",
        )
    match = _SUFFIX.fullmatch(suffix.upper())
    if match is None:
        return MALFORMED, Both(
            f"{_shown(text)} is not an EIDR: five groups of four hexadecimal digits and a check character.",
            f"{_shown(text)} 不是有效的 EIDR：应为五组四位十六进制数字加一位校验字符。",
        )
    right = check_character(match[1].replace("-", "").lower()).upper()
    if right != match[2]:
        return WRONG_CHECK, Both(
            f"{_shown(text)}: the check character should be {right}; look for a slip in the digits.",
            f"{_shown(text)}：校验字符应为 {right}，请检查数字是否有误。",
        )
    return None


def _isan(text: str) -> Fault | None:
    match = _ISAN.fullmatch(text)
    if match is None:
        return MALFORMED, Both(
            f"{_shown(text)} is not an ISAN: sixteen hexadecimal digits in fours and a check character.",
            f"{_shown(text)} 不是有效的 ISAN：应为四组四位十六进制数字加一位校验字符。",
        )
    root = "".join(match.group(1, 2, 3, 4)).lower()
    right = [(check_character(root), match[5])]
    if match[6]:  # ISO 15706-2: the second character covers the root and the version
        right.append((check_character(root + match[6].lower() + match[7].lower()), match[8]))
    for expected, found in right:
        if expected != found.lower():
            return WRONG_CHECK, Both(
                f"{_shown(text)}: a check character should be {expected.upper()}, not {found}.",
                f"{_shown(text)}：校验字符应为 {expected.upper()}，而非 {found}。",
            )
    return None


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
