"""Whose work an entry of another catalogue is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from footlights.ground.works import api as works
from footlights.ground.works.types import BadWork, Work, WorkDraft, WorkKind
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both
from footlights.services.shelf.types import Entry, Failure

_SCHEMES: Final = ("douban", "isbn", "letterboxd", "goodreads", "imdb", "wikidata", "eidr")
_SCREEN: Final = {WorkKind.FILM, WorkKind.DOCUMENTARY, WorkKind.SERIES, WorkKind.EPISODE}


def match(
    entries: Iterable[Entry], at: datetime
) -> tuple[list[tuple[Entry, tuple[WorkId, WorkKind]]], list[Failure]]:
    """Return each entry with its work, and the entries that no work could be made for."""
    entries = list(entries)
    known: dict[tuple[str, str], WorkId] = {}
    for scheme in _SCHEMES:
        values = {e.identifiers[scheme] for e in entries if scheme in e.identifiers}
        known.update(
            {(scheme, value): work for value, work in works.find_by_identifiers(scheme, values).items()}
        )
    titled = works.find_by_titles({entry.title for entry in entries})
    kinds = {w.id: w.kind for w in works.list_works(ids=known.values(), limit=len(known))}
    placed: list[tuple[WorkId, WorkKind] | int] = []  # a work that is here, or which draft is to be one
    drafts: list[WorkDraft] = []
    to_be: dict[tuple[object, ...], int] = {}
    for entry in entries:
        named = next((known[pair] for pair in entry.identifiers.items() if pair in known), None)
        alike = None if named else _alike(entry, titled.get(entry.title, []))
        if named:
            placed.append((named, kinds.get(named, entry.kind)))
        elif alike:
            placed.append((alike.id, alike.kind))
        else:
            keys = [*entry.identifiers.items(), (entry.title, entry.year, entry.kind)]
            number = next((to_be[key] for key in keys if key in to_be), len(drafts))
            if number == len(drafts):
                drafts.append(_provisional(entry))
            to_be |= dict.fromkeys(keys, number)
            placed.append(number)
    made = works.create_works(drafts, at)
    matched: list[tuple[Entry, tuple[WorkId, WorkKind]]] = []
    failed: list[Failure] = []
    for entry, place in zip(entries, placed, strict=True):
        outcome = made[place] if isinstance(place, int) else place
        if isinstance(outcome, BadWork):
            failed.append(Failure(entry.line, outcome.message))
        elif isinstance(place, int):
            matched.append((entry, (WorkId(str(outcome)), drafts[place].kind)))
        else:
            matched.append((entry, place))
    return matched, failed


def _alike(entry: Entry, candidates: list[Work]) -> Work | None:
    """Return the one work of that title whose kind and year agree; where two do, neither."""
    fitting = [
        work
        for work in candidates
        if (work.kind is entry.kind or {work.kind, entry.kind} <= _SCREEN)
        and (entry.year is None or work.year is None or abs(work.year - entry.year) <= 1)
        and not any(
            work.identifiers.get(scheme, value) != value for scheme, value in entry.identifiers.items()
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _provisional(entry: Entry) -> WorkDraft:
    return WorkDraft(
        kind=entry.kind,
        title=Both(entry.title, entry.title),
        year=entry.year,
        original_language="zh-Hans" if any("\u4e00" <= c <= "\u9fff" for c in entry.title) else "en",
        identifiers=dict(entry.identifiers),
    )
