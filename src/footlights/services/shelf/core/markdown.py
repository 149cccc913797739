"""Reviews: Markdown becomes HTML that is safe to show."""

from __future__ import annotations

from typing import Final

import nh3
from markdown_it import MarkdownIt

_TAGS: Final = {
    "p",
    "br",
    "em",
    "strong",
    "del",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
    "hr",
    "a",
}
_READER: Final = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").disable("image")
)


def to_html(text: str) -> str:
    """Return Markdown as HTML of plain text tags; raw HTML is shown as it was typed, links lead only to http(s)."""
    raw = _READER.render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    raw = raw.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    raw = raw.replace("<s>", "<del>").replace("</s>", "</del>")
    return nh3.clean(
        raw,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )
