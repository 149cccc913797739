"""What is written on the house's pages, read; and a bubble's text, split where it leads somewhere."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from django.http import QueryDict

from footlights.kernel.ids import is_id, new_id

LONGEST: Final = 2_000
_LINK: Final = re.compile(r"https?://[^\s，。）】\"']+|(?<!\S)/(?:en|zh)/[^\s，。）】\"']*")


def read_text(form: QueryDict) -> str:
    """Return what was written, without what cannot be seen at its ends."""
    return form.get("text", "").replace("\0", "").strip()[:LONGEST]


def read_key(form: QueryDict) -> str:
    """Return the key that makes a message sent twice the same."""
    key = form.get("key", "")
    return key if is_id(key, "key") else new_id("key")


def fresh_key() -> str:
    """Return the key of a message to come."""
    return new_id("key")


def split(text: str, house: str) -> list[tuple[str, str]]:
    """Return a text in parts (words, address): the address is a page of this house, "" for mere words.

    An address elsewhere stays words: a bubble leads nowhere else.
    """
    parts: list[tuple[str, str]] = []
    last = 0
    for match in _LINK.finditer(text):
        found = match[0].rstrip(".,;:!?)")
        place = urlsplit(found)
        if found.startswith("/") or (house and found.startswith(house + "/")):
            parts += [(text[last : match.start()], ""), (found, place.path)]
            last = match.start() + len(found)
    return [*parts, (text[last:], "")]
