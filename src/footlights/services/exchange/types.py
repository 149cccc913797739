"""What the exchange hands out: a file's lines with their places, what is wrong with them, and what they would grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from footlights.ground.agreements.types import Exclusivity, Medium
from footlights.kernel.ids import GrantId, WorkId
from footlights.kernel.territory import Territories
from footlights.kernel.text import Both
from footlights.kernel.window import Window

DeliveryId = NewType("DeliveryId", str)


class Severity(StrEnum):
    """How much a problem matters: an error must be mended, a warning looked at, a note only known."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def said(self) -> Both:
        """Return the severity in words."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.ERROR: Both("Error", "错误"),
    Severity.WARNING: Both("Warning", "警告"),
    Severity.NOTE: Both("Note", "提示"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file.

    rule: its name, such as ``identifier.check``.
    where: the cell (Movies!Z4), the column (Movies!Z), or the element and its line in XML.
    """

    severity: Severity
    rule: str
    where: str
    message: Both

    def as_json(self) -> dict[str, Any]:
        """Return the shape of a problem in the house's JSON."""
        return {
            "severity": self.severity.value,
            "rule": self.rule,
            "where": self.where,
            "message": self.message.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Cell:
    """What a file says in one place."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Line:
    """One right as a file states it: a row of a spreadsheet, or a transaction of an XML avail.

    cells: by the name of the Excel column, whatever the file's form; a list in one cell gives several.
    where: the row, or the element.
    """

    where: str
    cells: Mapping[str, tuple[Cell, ...]]

    def first(self, name: str) -> Cell | None:
        """Return the first cell of a column, or None when it is blank."""
        return next(iter(self.cells.get(name, ())), None)

    def text(self, name: str) -> str:
        """Return the text of the first cell of a column, empty when it is blank."""
        found = self.first(name)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A thing that an avail of an XML file is about."""

    work_type: str
    metadata: frozenset[str]
    bundled: tuple[tuple[str, str], ...]
    has_episode_number: bool


@dataclass(frozen=True, slots=True)
class Avail:
    """The shape of one avail of an XML file: what its structure rules look at.

    spans: of a volume, its season with its first episode and how many there are.
    """

    where: str
    avail_type: str
    assets: tuple[Asset, ...]
    transactions: tuple[Line, ...]
    has_ref_alid: bool
    spans: tuple[tuple[str, int, int], ...] = ()


class Field(StrEnum):
    """What a column of a plain spreadsheet of deals may tell."""

    TITLE = "title"
    EIDR = "eidr"
    TERRITORIES = "territories"
    OPENS = "opens"
    CLOSES = "closes"
    MEDIUM = "medium"
    LANGUAGES = "languages"
    EXCLUSIVITY = "exclusivity"

    @property
    def said(self) -> Both:
        """Return the field in words."""
        return _FIELDS[self]


_FIELDS = {
    Field.TITLE: Both("Title", "片名"),
    Field.EIDR: Both("EIDR", "EIDR"),
    Field.TERRITORIES: Both("Territories", "地区"),
    Field.OPENS: Both("First day", "起始日"),
    Field.CLOSES: Both("Last day", "截止日"),
    Field.MEDIUM: Both("Medium", "播放方式"),
    Field.LANGUAGES: Both("Languages", "语言"),
    Field.EXCLUSIVITY: Both("Exclusivity", "独家性"),
}
Columns = Mapping[Field, int]  # where each field stands, counted from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plain spreadsheet: its name (empty in CSV), the row that names the columns, and the rows below.

    header_row: its number as a reader counts, from 1; a row below it has the number of its place after it.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file of deals, read.

    form: ``xlsx`` or ``xml`` of Avails, or ``plain``. version: as the trade counts, 1.8 of the spreadsheet or 2.4 of
    the XML; empty of a plain one. problems: what was found while reading; the rules find the rest.
    sheet, columns: of a plain one, what was read, and where each field was taken from.
    """

    name: str
    form: str
    version: str
    lines: tuple[Line, ...]
    avails: tuple[Avail, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheet: Sheet | None = None
    columns: Columns = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A file and everything that is wrong with it."""

    document: Document
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """Return how many errors there are."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        """Return the shape of a checked file in the house's JSON."""
        return {
            "file": self.document.name,
            "version": self.document.version,
            "rows": len(self.document.lines),
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Offer:
    """A right that a file offers, in the house's words; lines that differ only in picture format are one.

    titles: as the file writes them, the plainest first. identifiers: EIDR ids of the work.
    work: the work of this house that the file names by its own id, if it does.
    """

    titles: tuple[str, ...]
    identifiers: tuple[str, ...]
    territories: Territories
    window: Window
    medium: Medium
    languages: tuple[str, ...]
    exclusivity: Exclusivity
    lines: tuple[str, ...]
    work: WorkId | None = None

    @property
    def key(self) -> str:
        """Return what names the offered work within its file."""
        return self.work or (self.identifiers[0] if self.identifiers else self.titles[0])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file would grant, and the lines that grant nothing, with the reason."""

    offers: tuple[Offer, ...]
    left_out: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class DeliveryDraft:
    """A file that somebody sent; ``zone``: whose days its dates without one mean."""

    name: str
    content: bytes
    zone: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that was received, and what came of it."""

    id: DeliveryId
    name: str
    zone: str
    version: str
    sha256: str
    received_at: datetime
    taken_in_at: datetime | None
    grants: tuple[GrantId, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A delivery opened: its problems, its offers, and which works of the house they seem to be about.

    matches: the work by the key of an offer; a key without one is for a person to decide.
    clauses: what each offer says in words, in the order of the offers.
    """

    delivery: Delivery
    report: Report
    reading: Reading
    matches: Mapping[str, WorkId] = field(default_factory=dict)
    clauses: tuple[Both, ...] = ()


class BadFile(Exception):
    """A file that can't be read at all."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class NoSuchDelivery(Exception):
    """There is no such delivery."""

    def __init__(self, delivery: str) -> None:
        super().__init__(delivery)
        shown = ascii(delivery[:60])
        self.message = Both(f"There is no delivery {shown}.", f"没有来件 {shown}。")


class NotTakenIn(Exception):
    """A delivery that can't become grants as asked; nothing of it was kept."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Written:
    """A file of Avails written out of grants.

    lines: how many rights it states. left_out: works that the trade's formats can't name as single titles.
    """

    name: str
    content: bytes
    media_type: str
    lines: int
    left_out: tuple[WorkId, ...]


class Means(StrEnum):
    """How a constraint of an ODRL policy puts its parts together."""

    AND = "and"
    OR = "or"
    XONE = "xone"
    SEQUENCE = "andSequence"


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison of an ODRL policy: what, how, and with which values.

    operand, operator: ODRL's names, such as ``dateTime`` and ``lteq``. anchor: of a period, when the first begins.
    is_known: False where a value stands elsewhere or is of a kind that the house does not read.
    """

    operand: str
    operator: str
    values: tuple[str, ...]
    anchor: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Logic:
    """Constraints put together."""

    means: Means
    parts: tuple[Constraint, ...]


Constraint = Atom | Logic


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """A permission or a prohibition of an ODRL policy; an empty target is any asset."""

    is_permission: bool
    action: str
    target: str
    constraint: Logic


@dataclass(frozen=True, slots=True)
class Policy:
    """An ODRL policy, as far as the house reads it."""

    uid: str
    rules: tuple[PolicyRule, ...]


class Standing(StrEnum):
    """How two policies stand to each other; a single one, whether any use keeps to it."""

    COMPATIBLE = "compatible"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"

    @property
    def said(self) -> Both:
        """Return it in words."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.COMPATIBLE: Both("compatible", "相容"),
    Standing.CONFLICT: Both("conflict", "冲突"),
    Standing.UNKNOWN: Both("unknown", "未知"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found of two policies, or of one.

    refines: whether whatever keeps to the first keeps to the second too; None where that is not known or not asked.
    """

    first: str
    second: str
    standing: Standing
    reason: Both
    refines: bool | None = None
