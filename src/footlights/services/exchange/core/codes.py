"""Codes of the standards that Avails lean on: ISO 3166, ISO 4217, RFC 5646, ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

from footlights.kernel.territory import every_territory

WORLD_CODE: Final = "ZZ"  # "Global" in MovieLabs' list of territories; ISO 3166-1 leaves it to its users
_GROUPINGS: Final = frozenset({WORLD_CODE, "EU"})
# Codes of the IANA registry that CLDR folds into the macrolanguage they belong to (ISO 639-3).
_WITHIN_MACROLANGUAGES: Final = frozenset(
    [
        "als",
        "arb",
        "azj",
        "cmn",
        "ekk",
        "gug",
        "khk",
        "knn",
        "lvs",
        "npi",
        "ory",
        "pes",
        "plt",
        "pnb",
        "quz",
        "swh",
        "uzn",
        "ydd",
        "zsm",
    ]
)
_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extended>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?(?P<rest>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE,
)
_DURATION: Final = re.compile(
    r"-?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?"
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?")


def is_territory(text: str) -> bool:
    """Return whether a text is an ISO 3166-1 code, a subdivision of one (GB-ENG), or a grouping of MovieLabs' list."""
    country, _, part = text.partition("-")
    if country not in every_territory():
        return text in _GROUPINGS
    return (not part and "-" not in text) or bool(re.fullmatch("[A-Z0-9]{1,3}", part))


def is_currency(text: str) -> bool:
    """Return whether a text is an ISO 4217 code, those for tests and metals included."""
    return bool(re.fullmatch("[A-Z]{3}", text)) and text in Locale("en").currencies


def find_language_fault(text: str) -> str | None:
    """Return the part of a language tag that no registry knows, or None when the tag is sound (RFC 5646)."""
    match = _TAG.fullmatch(text)
    if match is None:
        return text
    language = match["language"].lower()
    if language not in _languages() and language not in _WITHIN_MACROLANGUAGES:
        return match["language"]
    locale = Locale("en")
    if match["script"] and match["script"].title() not in locale.scripts:
        return match["script"]
    region = (match["region"] or "").upper()
    if region and region not in locale.territories:
        return match["region"]
    return None


@cache
def _languages() -> frozenset[str]:
    """Return the primary subtags: CLDR's, without the three-letter codes for which two letters exist."""
    named = {str(code).partition("_")[0] for code in Locale("en").languages}
    replaced = {code for code, to in get_global("language_aliases").items() if len(code) == 3}
    return frozenset(named | {"sh", "iw", "in", "ji", "mo", "tl", "qaa", "zxx", "und", "mul", "mis"}) - (
        replaced - named
    )


def is_duration(text: str) -> bool:
    """Return whether a text is a duration of ISO 8601, such as PT01H37M49S."""
    return bool(_DURATION.fullmatch(text))


def parse_moment(text: str) -> tuple[datetime, bool] | None:
    """Return the moment a text writes (ISO 8601) and whether it is a whole day, or None when it is neither.

    The moment has a zone only where the text has one.
    """
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text), True
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text), False
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}T24:00:00", text):
            return datetime.fromisoformat(text[:10]) + timedelta(days=1), False
    except ValueError:
        return None
    return None
