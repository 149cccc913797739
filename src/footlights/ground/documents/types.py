"""What documents are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.kernel.text import Both, Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a document."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; is_quiet: set smaller and in grey."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. widths: of the columns, as weights; numbers: the places of columns set flush right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: frozenset[int] = frozenset()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language. made_at: what its metadata say; the same document comes to the same bytes."""

    title: str
    language: Language
    blocks: tuple[Block, ...]
    made_at: datetime
    footer: str = ""


class NoTypeface(Exception):
    """The built front end, which holds the typeface, is not there."""

    def __init__(self) -> None:
        self.message = Both(
            "The typeface for documents is missing: build the front end with ./footlights build.",
            "缺少文档字体：请用 ./footlights build 构建前端。",
        )
        super().__init__(self.message.en)
