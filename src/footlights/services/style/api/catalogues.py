"""What a study compares: looks, or the pictures that were uploaded for it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from footlights.kernel.text import Both
from footlights.services.style import models
from footlights.services.style.adapters.pictures import clean
from footlights.services.style.core.catalogue import Catalogue, of_looks, of_pictures
from footlights.services.style.types import (
    BadStudy,
    NoSuchStudy,
    Picture,
    PictureRefused,
    Study,
    StudyId,
    StudyKind,
)

MOST_PICTURES: Final = 24
_LONGEST: Final = 160
_SAMPLES: Final = ("11300", "22222", "04011")
_FULL = Both(
    "A study compares at most 24 pictures. {name} was not added; the others are kept.",
    "一项调研最多比较 24 张图片。未添加 {name}，其他图片均已保留。",
)
_BEGUN = Both(
    "The study is before the public: its pictures can no longer be changed. Open another study.",
    "调研已向公众开放，图片不能再更改。请新建一项调研。",
)
_FEW = Both(
    "{questions} questions need at least {least} pictures, so that no pair is asked twice. There are {count}.",
    "{questions} 道题至少需要 {least} 张图片，才能不重复提问。目前有 {count} 张。",
)
_UNSAID = Both(
    "Say in both languages what each picture shows: some people hear it instead of seeing it.",
    "请用两种语言说明每张图片的内容：有些人靠听而不是看。",
)


def get_catalogue(study: Study) -> Catalogue:
    """Return what a study compares."""
    if study.kind is StudyKind.LOOKS:
        return of_looks()
    return of_pictures({each.code: each.said for each in list_pictures(study.id)})


def list_pictures(study: StudyId) -> list[Picture]:
    """Return a study's pictures in the order in which they came."""
    rows = models.Picture.objects.filter(study=study).order_by("code").defer("content")
    return [Picture(row.code, Both(row.text_en, row.text_zh), row.width, row.height) for row in rows]


def list_samples(study: Study) -> list[str]:
    """Return the codes of three alternatives that show what a study is about."""
    if study.kind is StudyKind.LOOKS:
        return list(_SAMPLES)
    return [each.code for each in list_pictures(study.id)[:3]]


def find_picture(study: str, code: str) -> bytes | None:
    """Return a picture as JPEG, or None when there is none."""
    row = models.Picture.objects.filter(study=study, code=code).first()
    return bytes(row.content) if row else None


def add_picture(study: StudyId, name: str, content: bytes, at: datetime) -> str:
    """Take a picture in, written anew without EXIF, and return its code.

    Raises PictureRefused, NoSuchStudy, BadStudy.
    """
    made = clean(name, content)
    with transaction.atomic():
        row = _gathering(study)
        codes = [int(code[1:]) for code in row.picture_set.values_list("code", flat=True)]
        if len(codes) >= MOST_PICTURES:
            raise PictureRefused(_FULL.filled(name=name[:80]))
        code = f"p{max(codes, default=0) + 1:03d}"
        models.Picture.objects.create(
            study=row, code=code, content=made.content, width=made.width, height=made.height, added_at=at
        )
    return code


def describe_picture(study: StudyId, code: str, said: Both) -> None:
    """Keep what a picture shows. Raises NoSuchStudy, BadStudy."""
    with transaction.atomic():
        row = _gathering(study)
        texts = said.en.strip()[:_LONGEST], said.zh.strip()[:_LONGEST]
        row.picture_set.filter(code=code).update(text_en=texts[0], text_zh=texts[1])


def remove_picture(study: StudyId, code: str) -> None:
    """Take a picture out of a study that has not begun. Raises NoSuchStudy, BadStudy."""
    with transaction.atomic():
        _gathering(study).picture_set.filter(code=code).delete()


def present_pictures(study: StudyId, at: datetime) -> None:
    """Put a study of pictures before the public, for as long as was meant. Raises NoSuchStudy, BadStudy."""
    with transaction.atomic():
        row = _gathering(study)
        pictures = list_pictures(study)
        least = least_pictures(row.questions)
        if len(pictures) < least:
            raise BadStudy("pictures", _FEW.filled(questions=row.questions, least=least, count=len(pictures)))
        if not all(each.said.en and each.said.zh for each in pictures):
            raise BadStudy("said", _UNSAID)
        row.is_ready, row.opens_at, row.closes_at = True, at, row.closes_at + (at - row.opens_at)
        row.save(update_fields=["is_ready", "opens_at", "closes_at"])


def least_pictures(questions: int) -> int:
    """Return how many pictures make as many pairs as there are questions."""
    count = 2
    while count * (count - 1) // 2 < questions:
        count += 1
    return count


def _gathering(study: StudyId) -> models.Study:
    row = models.Study.objects.select_for_update().filter(id=study).first()
    if row is None:
        raise NoSuchStudy(study)
    if row.is_ready:
        raise BadStudy("pictures", _BEGUN)
    return row
