"""Works in an order: the episodes of a series, and playlists."""

from __future__ import annotations

from collections.abc import Sequence as Listed
from datetime import datetime

from django.db import transaction

from footlights.ground.works import api as works
from footlights.kernel.answer import Answer
from footlights.kernel.ids import WorkId, new_id
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both
from footlights.services.watch import models
from footlights.services.watch.types import (
    BadSequence,
    NoSuchSequence,
    Part,
    Sequence,
    SequenceId,
    SequenceKind,
)

from .films import find_film, find_licence

MOST_PARTS = 500
NO_TITLE = Both("Give it a title in English and in Chinese.", "请填写英文和中文标题。")
NO_PARTS = Both("Choose at least one work.", "请至少选择一部作品。")
TOO_MANY = Both(f"At most {MOST_PARTS} works.", f"最多 {MOST_PARTS} 部作品。")
TWICE = Both("“{title}” stands there twice.", "“{title}”重复出现。")
IN_ANOTHER = Both("“{title}” is an episode of “{series}” already.", "“{title}”已属于剧集“{series}”。")
GONE = Both("One of the works is not there any more.", "其中一部作品已不存在。")


def create_sequence(kind: SequenceKind, title: Both, parts: Listed[WorkId], *, at: datetime) -> Sequence:
    """Put works into an order under a title.

    Raises BadSequence.
    """
    _check(None, kind, title, parts)
    with transaction.atomic():
        row = models.Sequence.objects.create(
            id=new_id("seq"),
            kind=kind.value,
            title_en=title.en.strip(),
            title_zh=title.zh.strip(),
            created_at=at,
        )
        _fill(row, parts)
    return get_sequence(SequenceId(row.id))


def revise_sequence(sequence: SequenceId, title: Both, parts: Listed[WorkId]) -> Sequence:
    """Change the title and the order of a series or playlist.

    Raises NoSuchSequence, BadSequence; then it stays as it was.
    """
    found = get_sequence(sequence)
    _check(sequence, found.kind, title, parts)
    with transaction.atomic():
        row = models.Sequence.objects.get(id=sequence)
        row.title_en, row.title_zh = title.en.strip(), title.zh.strip()
        row.save()
        row.parts.all().delete()
        _fill(row, parts)
    return get_sequence(sequence)


def remove_sequence(sequence: SequenceId) -> None:
    """Forget an order; its works stay. One that is not there is no fault."""
    models.Sequence.objects.filter(id=sequence).delete()


def get_sequence(sequence: SequenceId) -> Sequence:
    """Return a series or playlist.

    Raises NoSuchSequence.
    """
    row = models.Sequence.objects.filter(id=sequence).prefetch_related("parts").first()
    if row is None:
        raise NoSuchSequence(sequence)
    return _sequence(row)


def list_sequences(kind: SequenceKind | None = None, *, limit: int = 100) -> list[Sequence]:
    """Return series and playlists, the newest first."""
    rows = models.Sequence.objects.order_by("-created_at", "-id").prefetch_related("parts")
    return [_sequence(row) for row in (rows if kind is None else rows.filter(kind=kind.value))[:limit]]


def find_series(work: WorkId) -> Sequence | None:
    """Return the series that a work is an episode of."""
    rows = models.Sequence.objects.filter(kind=SequenceKind.SERIES.value, parts__work=work)
    row = rows.prefetch_related("parts").first()
    return _sequence(row) if row else None


def list_parts(sequence: Sequence, territory: Territory | None, *, at: datetime) -> list[Part]:
    """Return the works of a sequence in their order, each with its film and whether a viewer may see it now."""
    held = {work.id: work for work in works.list_works(ids=sequence.works, limit=len(sequence.works))}
    parts = []
    for number, work in enumerate(sequence.works, 1):
        if work in held:
            film = find_film(work, at=at)
            verdict = find_licence(work, territory, at=at)
            plays = film is not None and film.can_play and verdict.answer is Answer.YES
            parts.append(Part(number, held[work], film, verdict, plays))
    return parts


def find_next(sequence: Sequence, work: WorkId, territory: Territory | None, *, at: datetime) -> Part | None:
    """Return the next part after a work that a viewer may see now; None after the last, or for a stranger."""
    parts = list_parts(sequence, territory, at=at)
    here = next((part.number for part in parts if part.work.id == work), None)
    return None if here is None else next((p for p in parts if p.number > here and p.plays), None)


def _check(sequence: SequenceId | None, kind: SequenceKind, title: Both, parts: Listed[WorkId]) -> None:
    if not title.en.strip() or not title.zh.strip() or max(len(title.en), len(title.zh)) > 300:
        raise BadSequence(NO_TITLE)
    if not parts:
        raise BadSequence(NO_PARTS)
    if len(parts) > MOST_PARTS:
        raise BadSequence(TOO_MANY)
    held = {work.id: work.title for work in works.list_works(ids=parts, limit=len(parts))}
    if any(work not in held for work in parts):
        raise BadSequence(GONE)
    if twice := next((work for work in parts if parts.count(work) > 1), None):
        raise BadSequence(TWICE.filled(title=held[twice]))
    if kind is SequenceKind.SERIES:
        for work in parts:
            other = find_series(work)
            if other is not None and other.id != sequence:
                raise BadSequence(IN_ANOTHER.filled(title=held[work], series=other.title))


def _fill(row: models.Sequence, parts: Listed[WorkId]) -> None:
    models.Part.objects.bulk_create(
        models.Part(sequence=row, work=work, place=place) for place, work in enumerate(parts)
    )


def _sequence(row: models.Sequence) -> Sequence:
    return Sequence(
        id=SequenceId(row.id),
        kind=SequenceKind(row.kind),
        title=Both(row.title_en, row.title_zh),
        works=tuple(WorkId(part.work) for part in row.parts.all()),
        created_at=row.created_at,
    )
