"""What others hand down about a work: how popular it is, and its picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from footlights.ground.works import models
from footlights.ground.works.adapters import posters
from footlights.ground.works.types import BadWork, NoSuchWork
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both


def set_popularity(popularity: Mapping[WorkId, int]) -> None:
    """Keep how popular works are; one not named keeps what it has, an unknown one is passed over."""
    with transaction.atomic():
        kept = models.Work.objects.filter(id__in=popularity).values_list("id", "popularity")
        changed = {work: popularity[WorkId(work)] for work, now in kept if popularity[WorkId(work)] != now}
        works = list(models.Work.objects.filter(id__in=changed).only("id"))
        found = list(models.Found.objects.filter(work_id__in=changed).only("id", "work_id"))
        for work in works:
            work.popularity = changed[work.id]
        for row in found:
            row.popularity = changed[row.work_id]
        models.Work.objects.bulk_update(works, ["popularity"], batch_size=500)
        models.Found.objects.bulk_update(found, ["popularity"], batch_size=500)


def set_poster(work: WorkId, image_path: Path) -> None:
    """Keep a copy of a picture as a work's poster.

    Raises NoSuchWork, and BadWork when it is no PNG, JPEG or WebP of at most 8 MiB.
    """
    try:
        name = posters.keep(image_path)
    except OSError:
        name = None
    if name is None:
        raise BadWork(
            "poster",
            Both(
                "A poster is a PNG, JPEG or WebP file of at most 8 MiB.",
                "海报须为不超过 8 MiB 的 PNG、JPEG 或 WebP 文件。",
            ),
        )
    _set_url(work, reverse("works:poster", args=[name]))


def set_poster_url(work: WorkId, url: str) -> None:
    """Make a picture that the house serves already a work's poster; ``url`` begins with one slash.

    Raises NoSuchWork, and BadWork for an address of another house.
    """
    if (
        not url.startswith("/")
        or url.startswith("//")
        or "\\" in url
        or len(url) > 400
        or not url.isprintable()
    ):
        raise BadWork("poster", Both("A poster is a picture of this house.", "海报须为本站的图片。"))
    _set_url(work, url)


def remove_poster(work: WorkId) -> None:
    """Take a work's poster away; its page then prints a playbill.

    Raises NoSuchWork.
    """
    _set_url(work, "")


def _set_url(work: WorkId, url: str) -> None:
    if not models.Work.objects.filter(id=work).update(poster_url=url):
        raise NoSuchWork(work)
