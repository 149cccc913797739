"""What a page says of a work to machines, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from footlights.ground.works.types import CreditRole, Work, WorkKind
from footlights.kernel.text import Both, Language

TYPES: Final = {
    WorkKind.FILM: "Movie",
    WorkKind.DOCUMENTARY: "Movie",
    WorkKind.SERIES: "TVSeries",
    WorkKind.EPISODE: "TVEpisode",
    WorkKind.STAGE: "Play",
    WorkKind.LOOK: "CreativeWork",
    WorkKind.GAME: "VideoGame",
    WorkKind.BOOK: "Book",
    WorkKind.ALBUM: "MusicAlbum",
}
_PEOPLE: Final = {
    CreditRole.DIRECTOR: "director",
    CreditRole.CAST: "actor",
    CreditRole.AUTHOR: "author",
    CreditRole.PRODUCER: "producer",
    CreditRole.TRANSLATOR: "translator",
}


def describe(
    work: Work, makers: Sequence[Both], language: Language, url: str, image: str | None
) -> dict[str, Any]:
    """Return a work as schema.org has it, in one language with the other's title beside it.

    Source: https://schema.org/CreativeWork and its kinds.
    """
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[work.kind],
        "url": url,
        "name": work.title.said_in(language),
        "alternateName": [title.text for title in work.titles if title.text != work.title.said_in(language)],
        "inLanguage": work.original_language,
        "description": work.summary.said_in(language),
        "dateCreated": str(work.year) if work.year else "",
        "duration": f"PT{work.runtime_seconds}S" if work.runtime_seconds else "",
        "image": image or "",
        "creator": [{"@type": "Organization", "name": maker.said_in(language)} for maker in makers],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": scheme, "value": value}
            for scheme, value in work.identifiers.items()
        ],
    }
    for role, word in _PEOPLE.items():
        named = [c.name.said_in(language) for c in work.credits if c.role is role]
        facts[word] = [{"@type": "Person", "name": name} for name in named]
    return {key: value for key, value in facts.items() if value}
