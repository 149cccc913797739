"""The work that somebody means by a few words."""

from __future__ import annotations

from footlights.ground.works import api as works
from footlights.ground.works.types import Work


def find_works(words: str) -> list[Work]:
    """Return the works that are meant: of that title, else found by it, else the only one about it; none when none is."""
    exact = works.find_by_titles([words])[words]
    found = exact or works.search_works(words, limit=6)
    if found:
        return found
    wanted = words.casefold()
    about = [
        work
        for work in works.list_works(limit=200)
        if any(wanted in (tag.en.casefold(), tag.zh) for tag in works.list_tags(work))
    ]
    return about[:6]
