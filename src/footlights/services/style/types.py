"""What style hands out, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

StudyId = NewType("StudyId", str)


class BadChoices(Exception):
    """Choices or a specification that cannot be read or fitted."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class StudyKind(StrEnum):
    """What a study compares."""

    LOOKS = "looks"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Study:
    """A question put to the public: which of two looks. ``work`` is the look or line that the answers are for.

    is_ready: False while its pictures are still being gathered.
    """

    id: StudyId
    title: Both
    work: WorkId
    opens_at: datetime
    closes_at: datetime
    round: int
    questions: int
    kind: StudyKind = StudyKind.LOOKS
    is_ready: bool = True

    def is_open(self, at: datetime) -> bool:
        """Return whether it may be answered now."""
        return self.is_ready and self.opens_at <= at < self.closes_at


@dataclass(frozen=True, slots=True)
class StudyDraft:
    """A study to be opened. questions: asked of each person, 5–30."""

    title: Both
    work: WorkId
    opens_at: datetime
    closes_at: datetime
    questions: int = 13
    kind: StudyKind = StudyKind.LOOKS


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a study: what it shows, and its size in pixels."""

    code: str
    said: Both
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How often an alternative was chosen when it was shown; None under ten people."""

    code: str
    chosen: int | None
    shown: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """Two looks to choose between; number counts from 1."""

    number: int
    of: int
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Taste:
    """What one person's choices say: their look, and of each attribute the level they like best and how sure that is."""

    look: str
    answers: int
    liked: tuple[tuple[Both, Both, float], ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a level is worth to a cohort, with a 90 % interval, in units of the logit."""

    level: Both
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group's preferences; of fewer than ten people only that they are too few is told. remarks: what is odd."""

    name: Both
    people: int | None
    worths: tuple[tuple[Both, tuple[Worth, ...]], ...] = ()
    proposed: tuple[str, ...] = ()
    remarks: tuple[Both, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Return whether it is too few to be told of."""
        return self.people is None


@dataclass(frozen=True, slots=True)
class Share:
    """How many in a hundred would choose a look among several, with a 90 % interval, as shares of 1."""

    look: str
    value: float
    low: float
    high: float


class PictureRefused(Exception):
    """A picture cannot be taken in."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NoSuchStudy(Exception):
    """There is no such study."""

    def __init__(self, study: str) -> None:
        super().__init__(study)
        self.message = Both("There is no such study.", "没有此项调研。")


class NotOpen(Exception):
    """The study is not open for answers, or not to this viewer."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class BadStudy(Exception):
    """A study cannot be opened like this; ``field`` says where."""

    def __init__(self, field: str, message: Both) -> None:
        super().__init__(message.en)
        self.field, self.message = field, message
