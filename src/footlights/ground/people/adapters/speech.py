"""Both languages where Django wants one text: a label that is read when the page is written."""

from __future__ import annotations

from django.utils.functional import lazystr
from django.utils.translation import get_language

from footlights.kernel.text import Both, Language


def lazily(text: Both) -> str:
    """Return the text, to be said in whatever language is active when somebody reads it."""
    return lazystr(_Said(text))  # type: ignore[return-value]  # a proxy that is a str to all who ask


def speaking() -> Language:
    """Return the language that is active now."""
    return Language.ZH if (get_language() or "").startswith("zh") else Language.EN


class _Said:
    def __init__(self, text: Both) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text.said_in(speaking())
