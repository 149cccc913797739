"""Works made and revised: a checked draft becomes rows, and the words to find it by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.works import models
from footlights.ground.works.adapters import index
from footlights.ground.works.core.draft import check_draft, every_title
from footlights.ground.works.core.readings import syllables_of
from footlights.ground.works.core.terms import fold, tokens_of_work
from footlights.ground.works.types import IdentifierTaken, NoSuchWork, WorkDraft
from footlights.kernel.ids import WorkId


def create_work(draft: WorkDraft, at: datetime) -> WorkId:
    """Put a work into the catalogue and return its id.

    Raises BadWork (and its IdentifierTaken), people's NoSuchInstitution.
    """
    return _write(models.Work(created_at=at), draft, at)


def revise_work(work: WorkId, draft: WorkDraft, at: datetime) -> None:
    """Replace what the catalogue says of a work; poster and popularity stay.

    Raises NoSuchWork, BadWork (and its IdentifierTaken), people's NoSuchInstitution.
    """
    row = models.Work.objects.filter(id=work).first()
    if row is None:
        raise NoSuchWork(work)
    _write(row, draft, at)


def _write(row: models.Work, draft: WorkDraft, at: datetime) -> WorkId:
    draft = check_draft(draft)
    with transaction.atomic():
        for institution in draft.made_by:
            people.get_institution(institution)
        for scheme, value in draft.identifiers.items():
            other = (
                models.Identifier.objects.filter(scheme=scheme, value=value).exclude(work_id=row.id).first()
            )
            if other:
                raise IdentifierTaken(scheme, value, WorkId(other.work_id))
        row.kind = draft.kind.value
        row.title_en, row.title_zh = draft.title.en, draft.title.zh
        row.summary_en, row.summary_zh = draft.summary.en, draft.summary.zh
        row.original_language = draft.original_language
        row.year, row.runtime_seconds = draft.year, draft.runtime_seconds
        row.pinyin, row.parts = draft.pinyin, _parts(draft)
        row.revised_at = at
        row.save()
        _replace_lookups(row, draft)
        _index(row, draft)
    return WorkId(row.id)


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


def _replace_lookups(row: models.Work, draft: WorkDraft) -> None:
    """Renew the rows by which the work is looked up."""
    for table in (models.Title, models.Tag, models.Identifier, models.Maker):
        table._default_manager.filter(work=row).delete()
    models.Title.objects.bulk_create(
        models.Title(
            work=row, language=t.language, text=t.text, folded=fold(t.text), is_original=t.is_original
        )
        for t in every_title(draft)
    )
    tags = [*(("genre", code) for code in draft.genres), *(("subject", code) for code in draft.subjects)]
    models.Tag.objects.bulk_create(models.Tag(work=row, shelf=shelf, code=code) for shelf, code in tags)
    models.Identifier.objects.bulk_create(
        models.Identifier(work=row, scheme=scheme, value=value) for scheme, value in draft.identifiers.items()
    )
    models.Maker.objects.bulk_create(models.Maker(work=row, institution_id=maker) for maker in draft.made_by)


def _index(row: models.Work, draft: WorkDraft) -> None:
    texts = [title.text for title in every_title(draft)]
    tokens = tokens_of_work((text, syllables_of(text, draft.pinyin)) for text in texts)
    folded = "\n".join(map(fold, texts))
    found, _ = models.Found.objects.update_or_create(
        work=row, defaults={"tokens": tokens, "folded": folded, "popularity": row.popularity}
    )
    index.write_vectors([(found.pk, found.tokens)])
