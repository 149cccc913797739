"""Works made and revised: a checked draft becomes rows, and the words to find it by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.works import models
from footlights.ground.works.adapters import index
from footlights.ground.works.core.draft import check_draft, every_title
from footlights.ground.works.core.readings import syllables_of
from footlights.ground.works.core.terms import fold, tokens_of_work
from footlights.ground.works.types import BadWork, IdentifierTaken, NoSuchWork, WorkDraft
from footlights.kernel.ids import WorkId

_BATCH: Final = 500


def create_work(draft: WorkDraft, at: datetime) -> WorkId:
    """Put a work into the catalogue and return its id.

    Raises BadWork (and its IdentifierTaken), people's NoSuchInstitution.
    """
    made = create_works([draft], at)[0]
    if isinstance(made, BadWork):
        raise made
    return made


def create_works(drafts: Sequence[WorkDraft], at: datetime) -> list[WorkId | BadWork]:
    """Put works into the catalogue; return, in their order, each one's id or why it could not be made.

    Raises people's NoSuchInstitution; then none is made.
    """
    checked = [_check(draft) for draft in drafts]
    outcomes: list[WorkId | BadWork] = []
    made: list[tuple[models.Work, WorkDraft]] = []
    with transaction.atomic():
        taken = _owners(draft for draft in checked if isinstance(draft, WorkDraft))
        for draft in checked:
            row = models.Work(created_at=at)
            refused = draft if isinstance(draft, BadWork) else _refuse_taken(draft, row.id, taken)
            outcomes.append(refused or WorkId(row.id))
            if not refused and isinstance(draft, WorkDraft):
                _fill(row, draft, at)
                taken |= dict.fromkeys(draft.identifiers.items(), row.id)
                made.append((row, draft))
        models.Work.objects.bulk_create((row for row, _ in made), batch_size=_BATCH)
        _write_lookups(made)
        _index(made)
    return outcomes


def revise_work(work: WorkId, draft: WorkDraft, at: datetime) -> None:
    """Replace what the catalogue says of a work; poster and popularity stay.

    Raises NoSuchWork, BadWork (and its IdentifierTaken), people's NoSuchInstitution.
    """
    row = models.Work.objects.filter(id=work).first()
    if row is None:
        raise NoSuchWork(work)
    checked = _check(draft)
    if isinstance(checked, BadWork):
        raise checked
    with transaction.atomic():
        if refused := _refuse_taken(checked, row.id, _owners([checked])):
            raise refused
        _fill(row, checked, at)
        row.save()
        for table in (models.Title, models.Tag, models.Identifier, models.Maker, models.Found):
            table._default_manager.filter(work=row).delete()
        _write_lookups([(row, checked)])
        _index([(row, checked)])


def _check(draft: WorkDraft) -> WorkDraft | BadWork:
    try:
        checked = check_draft(draft)
    except BadWork as bad:
        return bad
    for institution in checked.made_by:
        people.get_institution(institution)
    return checked


def _owners(drafts: Iterable[WorkDraft]) -> dict[tuple[str, str], str]:
    """Return which works have identifiers of these drafts already."""
    asked: dict[str, set[str]] = {}
    for draft in drafts:
        for scheme, value in draft.identifiers.items():
            asked.setdefault(scheme, set()).add(value)
    found: dict[tuple[str, str], str] = {}
    for scheme, values in asked.items():
        rows = models.Identifier.objects.filter(scheme=scheme, value__in=values)
        found |= {(scheme, value): work for value, work in rows.values_list("value", "work_id")}
    return found


def _refuse_taken(draft: WorkDraft, work: str, taken: Mapping[tuple[str, str], str]) -> BadWork | None:
    for pair in draft.identifiers.items():
        if taken.get(pair, work) != work:
            return IdentifierTaken(*pair, WorkId(taken[pair]))
    return None


def _fill(row: models.Work, draft: WorkDraft, at: datetime) -> None:
    row.kind = draft.kind.value
    row.title_en, row.title_zh = draft.title.en, draft.title.zh
    row.summary_en, row.summary_zh = draft.summary.en, draft.summary.zh
    row.original_language = draft.original_language
    row.year, row.runtime_seconds = draft.year, draft.runtime_seconds
    row.pinyin, row.parts = draft.pinyin, _parts(draft)
    row.revised_at = at


def _parts(draft: WorkDraft) -> dict[str, Any]:
    """Return what a work's row holds as JSON; api/catalogue.py reads it back."""
    return {
        "titles": [[t.language, t.text, t.is_original] for t in every_title(draft)],
        "genres": draft.genres,
        "subjects": draft.subjects,
        "credits": [[c.role.value, c.name.en, c.name.zh] for c in draft.credits],
        "identifiers": draft.identifiers,
        "made_by": draft.made_by,
    }


def _write_lookups(made: Sequence[tuple[models.Work, WorkDraft]]) -> None:
    """Write the rows by which works are looked up."""
    titles, tags, identifiers, makers = [], [], [], []
    for row, draft in made:
        titles += [
            models.Title(
                work=row, language=t.language, text=t.text, folded=fold(t.text), is_original=t.is_original
            )
            for t in every_title(draft)
        ]
        tags += [models.Tag(work=row, shelf="genre", code=code) for code in draft.genres]
        tags += [models.Tag(work=row, shelf="subject", code=code) for code in draft.subjects]
        identifiers += [
            models.Identifier(work=row, scheme=scheme, value=value)
            for scheme, value in draft.identifiers.items()
        ]
        makers += [models.Maker(work=row, institution_id=maker) for maker in draft.made_by]
    models.Title.objects.bulk_create(titles, batch_size=_BATCH)
    models.Tag.objects.bulk_create(tags, batch_size=_BATCH)
    models.Identifier.objects.bulk_create(identifiers, batch_size=_BATCH)
    models.Maker.objects.bulk_create(makers, batch_size=_BATCH)


def _index(made: Sequence[tuple[models.Work, WorkDraft]]) -> None:
    """Write the words by which works are found."""
    rows = []
    for row, draft in made:
        texts = [title.text for title in every_title(draft)]
        tokens = tokens_of_work((text, syllables_of(text, draft.pinyin)) for text in texts)
        folded = "\n".join(map(fold, texts))
        rows.append(models.Found(work=row, tokens=tokens, folded=folded, popularity=row.popularity))
    models.Found.objects.bulk_create(rows, batch_size=_BATCH)
    index.write_vectors([(found.pk, found.tokens) for found in rows])
