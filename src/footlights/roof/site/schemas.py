"""What the house's interface for programs answers with: shapes, told to machines as OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ninja import Schema

from footlights.ground.agreements.types import Memorandum
from footlights.ground.works.types import Work
from footlights.kernel.text import Both
from footlights.roof.insight.types import Figure, Figures


class Words(Schema):
    """A text in both languages, neither the other's translation."""

    en: str
    zh: str

    @classmethod
    def of(cls, text: Both) -> Words:
        """Return a text ready to be told."""
        return cls(en=text.en, zh=text.zh)


class Refusal(Schema):
    """Why the house says no, and what to do."""

    error: Words


class TitleTold(Schema):
    """A title with its language, a BCP 47 tag."""

    language: str
    text: str
    is_original: bool


class WorkTold(Schema):
    """A work of the catalogue."""

    id: str
    kind: str
    title: Words
    titles: list[TitleTold]
    original_language: str
    year: int | None
    runtime_seconds: int | None
    summary: Words
    genres: list[str]
    subjects: list[str]
    identifiers: dict[str, str]
    made_by: list[str]

    @classmethod
    def of(cls, work: Work) -> WorkTold:
        """Return a work ready to be told."""
        return cls(
            id=work.id,
            kind=work.kind.value,
            title=Words.of(work.title),
            titles=[
                TitleTold(language=each.language, text=each.text, is_original=each.is_original)
                for each in work.titles
            ],
            original_language=work.original_language,
            year=work.year,
            runtime_seconds=work.runtime_seconds,
            summary=Words.of(work.summary),
            genres=list(work.genres),
            subjects=list(work.subjects),
            identifiers=work.identifiers,
            made_by=list(work.made_by),
        )


class MemorandumTold(Schema):
    """A signed memorandum."""

    id: str
    title: Words
    parties: list[str]
    sectors: list[str]
    signed_at: datetime
    place: Words
    zone: str
    is_binding: bool

    @classmethod
    def of(cls, memorandum: Memorandum) -> MemorandumTold:
        """Return a memorandum ready to be told."""
        return cls(
            id=memorandum.id,
            title=Words.of(memorandum.title),
            parties=[each.institution for each in memorandum.parties],
            sectors=[each.value for each in memorandum.sectors],
            signed_at=memorandum.signed_at,
            place=Words.of(memorandum.place),
            zone=memorandum.zone,
            is_binding=memorandum.is_binding,
        )


class PromiseTold(Schema):
    """A commitment with its figure as of now, and the command that counts it again."""

    commitment: str
    title: Words
    measure: str
    works: list[str]
    since: date | None
    until: date
    target: int
    value: int
    as_of: datetime
    command: str


class FigureTold(Schema):
    """A figure of the house and the command that counts it again."""

    name: str
    value: int
    label: Words
    as_of: datetime
    command: str

    @classmethod
    def of(cls, figure: Figure) -> FigureTold:
        """Return a figure ready to be told."""
        return cls(
            name=figure.name,
            value=figure.value,
            label=Words.of(figure.label),
            as_of=figure.as_of,
            command=figure.command,
        )


class RowTold(Schema):
    """What one key came to; the figures of a withheld row are null."""

    key: str
    name: Words
    starts: int | None
    counted_views: int | None
    watch_seconds: int | None


class FiguresTold(Schema):
    """A table of the audience's figures by one dimension."""

    by: str
    rows: list[RowTold]

    @classmethod
    def of(cls, figures: Figures) -> FiguresTold:
        """Return a table ready to be told, what is withheld left out of it."""
        rows = [
            RowTold(
                key=row.key,
                name=Words.of(row.name),
                starts=None if row.is_withheld else row.tally.starts,
                counted_views=None if row.is_withheld else row.tally.counted,
                watch_seconds=None if row.is_withheld else row.tally.milliseconds // 1000,
            )
            for row in figures.rows
        ]
        return cls(by=figures.by.value, rows=rows)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the interface, for the page that lists them."""

    method: str
    path: str
    needs_key: bool
    summary: Both


def list_operations(document: Mapping[str, Any], said: Mapping[str, Both]) -> list[Operation]:
    """Return the operations of an OpenAPI document by their paths, with their words by operation id."""
    return [
        Operation(
            method=method.upper(),
            path=path,
            needs_key="security" in operation,
            summary=said[operation["operationId"]],
        )
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
