"""What the shelf hands out: marks, reviews, lists, scores, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from footlights.ground.works.types import Work, WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.text import Both

ListId = NewType("ListId", str)
LOWEST, HIGHEST = 1, 10  # a rating; shown as half stars to five or out of ten


class State(StrEnum):
    """Where a work stands on somebody's shelf."""

    WISH = "wish"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def said(self) -> Both:
        """Return the state in words that fit every kind of work."""
        return _STATES[self]


_STATES = {
    State.WISH: Both("Want to", "想看"),
    State.DOING: Both("In progress", "在看"),
    State.DONE: Both("Done", "看过"),
    State.DROPPED: Both("Dropped", "搁置"),
}


IMPORTABLE = Both(
    "Douban (豆伴 xlsx or the userscript's csv), Letterboxd (zip), Goodreads (csv), or this house's own ndjson.",
    "豆瓣（豆伴 xlsx 或用户脚本 csv）、Letterboxd（zip）、Goodreads（csv）或本站 ndjson。",
)


class Privacy(StrEnum):
    """Who may see an entry; its rating counts for the score all the same, without a name."""

    PUBLIC = "public"
    HOUSE = "house"
    PRIVATE = "private"

    @property
    def said(self) -> Both:
        """Return who may see it."""
        return {
            "public": Both("Everyone", "所有人"),
            "house": Both("Signed-in members", "登录用户"),
            "private": Both("Only me", "仅自己"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class MarkDraft:
    """What somebody says of a work in a line.

    rating: 1–10, or None. comment: at most 500 characters. viewed_on: a day on which they saw it, kept for good.
    """

    state: State
    rating: int | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PUBLIC
    viewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A work on somebody's shelf."""

    person: PersonId
    name: str
    work: WorkId
    state: State
    rating: int | None
    comment: str
    tags: tuple[str, ...]
    privacy: Privacy
    marked_at: datetime
    viewings: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A longer text on a work. ``html`` is safe to show; ``text`` is what was written, in Markdown."""

    person: PersonId
    name: str
    work: WorkId
    title: str
    text: str
    html: str
    has_spoilers: bool
    privacy: Privacy
    written_at: datetime


@dataclass(frozen=True, slots=True)
class WorkList:
    """Works that somebody put together, in their order, each with a note."""

    id: ListId
    person: PersonId
    name: str
    title: str
    text: str
    privacy: Privacy
    items: tuple[tuple[Work, str], ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """What the house thinks of a work.

    score: the protected mean, 1–10; None below the least number of votes that is shown.
    mean: the plain mean of every vote. histogram: how many gave 1, 2, … 10.
    weight: what the votes come to after reputation and quarantine; set_aside: votes in quarantine.
    """

    work: WorkId
    votes: int
    mean: float | None
    score: float | None
    weight: float
    histogram: tuple[int, ...]
    set_aside: int = 0
    reason: Both | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place of a chart."""

    place: int
    work: Work
    score: Score


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of another catalogue, understood.

    line: where it stands in its file. identifiers: scheme -> value of the other catalogue.
    """

    line: int
    title: str
    kind: WorkKind
    state: State
    year: int | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    rating: int | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PUBLIC
    marked_at: datetime | None = None
    viewings: tuple[date, ...] = ()
    review: tuple[str, str, bool] | None = None  # title, text, has spoilers


@dataclass(frozen=True, slots=True)
class Failure:
    """A line that could not be taken in, and why."""

    line: int
    reason: Both


@dataclass(frozen=True, slots=True)
class Read:
    """A file of another catalogue: what it is, its entries and the lines that are none."""

    format: str
    entries: tuple[Entry, ...]
    failed: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to."""

    format: str
    imported: int
    unchanged: int
    failed: tuple[Failure, ...]


class BadEntry(Exception):
    """What was entered does not do; ``field`` says where, ``message`` how to mend it."""

    def __init__(self, field: str, message: Both) -> None:
        super().__init__(f"{field}: {message.en}")
        self.field = field
        self.message = message


class BadFile(Exception):
    """A file is of no catalogue that the house can read, or of no ratings."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NoSuchList(Exception):
    """There is no such list, or it is not for this reader."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.message = Both("There is no list at this address.", "这个地址没有片单。")
