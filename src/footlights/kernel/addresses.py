"""Addresses that folders below the site hand out; a test holds them to the site's own."""

from __future__ import annotations

from footlights.kernel.ids import WorkId
from footlights.kernel.text import Language


def page_of(work: WorkId, language: Language) -> str:
    """Return the address of a work's page, from the house's root."""
    return f"/{language.value}/work/{work}"
