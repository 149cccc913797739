"""The door to works: made, found, listed, revised."""

from .catalogue import (
    find_by_identifiers,
    find_by_titles,
    find_work,
    get_work,
    list_genres,
    list_tags,
    list_works,
)
from .drafts import create_work, create_works, revise_work
from .search import search_works
from .standing import remove_poster, set_popularity, set_poster, set_poster_url

__all__ = [
    "create_work",
    "create_works",
    "find_by_identifiers",
    "find_by_titles",
    "find_work",
    "get_work",
    "list_genres",
    "list_tags",
    "list_works",
    "remove_poster",
    "revise_work",
    "search_works",
    "set_popularity",
    "set_poster",
    "set_poster_url",
]
