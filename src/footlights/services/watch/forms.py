"""What a producer enters to put a film on stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from footlights.kernel.ids import WorkId, is_id
from footlights.kernel.text import Both

from .types import SequenceKind

NO_FILE = Both("Choose the film's file.", "请选择影片文件。")
NO_WORK = Both(
    "Choose a work from the list, or leave it open and give two titles.",
    "请从列表选择作品，或留空并填写两种片名。",
)
NO_TITLE = Both("Give the film a title in English and in Chinese.", "请填写影片的英文和中文片名。")


@dataclass(frozen=True, slots=True)
class FilmForm:
    """What was entered, and what is wrong with it by field.

    upload: the address of a file that came by tus instead; tree_hash: what it must hash to, where the browser told.
    """

    title: Both
    work: WorkId | None
    file: UploadedFile[Any] | None
    upload: str
    tree_hash: str
    errors: dict[str, Both]


def read_film_form(request: HttpRequest) -> FilmForm:
    """Return what was entered."""
    title = Both(request.POST.get("title_en", "").strip(), request.POST.get("title_zh", "").strip())
    chosen = request.POST.get("work", "").strip()
    file = request.FILES.get("file")
    errors: dict[str, Both] = {}
    if not chosen and not (title.en and title.zh):
        errors["title"] = NO_TITLE
    if chosen and not is_id(chosen, "wrk"):
        errors["work"] = NO_WORK
    upload = request.POST.get("upload", "")[:300]
    if not isinstance(file, UploadedFile) and not upload:
        errors["file"] = NO_FILE
    return FilmForm(
        title=title,
        work=WorkId(chosen) if chosen else None,
        file=file if isinstance(file, UploadedFile) else None,
        upload=upload,
        tree_hash=request.POST.get("tree_hash", "")[:64],
        errors=errors,
    )


@dataclass(frozen=True, slots=True)
class SequenceForm:
    """What was entered about a series or playlist."""

    kind: SequenceKind
    title: Both
    works: tuple[WorkId, ...]


def read_sequence_form(request: HttpRequest) -> SequenceForm:
    """Return what was entered; rows left open are no works."""
    kind = request.POST.get("kind", "")
    chosen = (each.strip() for each in request.POST.getlist("works")[:1000])
    return SequenceForm(
        kind=SequenceKind(kind) if kind in list(SequenceKind) else SequenceKind.SERIES,
        title=Both(request.POST.get("title_en", "").strip(), request.POST.get("title_zh", "").strip()),
        works=tuple(WorkId(each) for each in chosen if is_id(each, "wrk")),
    )
