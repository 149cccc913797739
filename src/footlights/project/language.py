"""Which language a page speaks: its address says so (/en/, /zh/), at the door the reader's browser does."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import LocalePrefixPattern
from django.utils import translation

from footlights.kernel.text import Language

CODES: Final = {Language.EN: "en-gb", Language.ZH: "zh-hans"}
COOKIE: Final = "language"
COOKIE_SECONDS: Final = 365 * 86_400


class LanguagePrefix(LocalePrefixPattern):
    """The pattern ``en/`` or ``zh/``, by the language that is active."""

    @property
    def language_prefix(self) -> str:
        """Return the first step of this page's address."""
        return f"{active_language().value}/"


def active_language() -> Language:
    """Return the language this thread speaks now."""
    return Language.ZH if (translation.get_language() or "").startswith("zh") else Language.EN


def language_of_path(path: str) -> Language | None:
    """Return the language an address names, such as ``/zh/watch/``, or None when it names none."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return Language(first) if first in Language.__members__.values() else None


def preferred_language(request: HttpRequest) -> Language:
    """Return the language of a reader whose address names none: chosen before, else the browser's."""
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen in Language.__members__.values():
        return Language(chosen)
    return accepted_language(request.headers.get("Accept-Language", ""))


def accepted_language(header: str) -> Language:
    """Return the one of our languages that an Accept-Language header weighs more; English when neither.

    Source: RFC 9110 section 12.5.4.
    """
    best, best_weight = Language.EN, 0.0
    for part in header[:1_000].split(","):
        tag, _, parameters = part.strip().lower().partition(";")
        language = {"zh": Language.ZH, "en": Language.EN}.get(tag.split("-")[0])
        weight = _weight(parameters)
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
