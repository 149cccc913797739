"""What can stand as a name."""

from __future__ import annotations

from typing import Final

PERSON_CHARACTERS: Final = 120
INSTITUTION_CHARACTERS: Final = 200


def is_name(text: str, longest: int) -> bool:
    """Return whether a text is one line of at most so many characters, all of which can be seen."""
    return bool(text.strip()) and len(text) <= longest and text.isprintable()
