"""What a producer enters to hand a file in, and to take its rights in."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from footlights.kernel.ids import WorkId, is_id
from footlights.kernel.text import Both
from footlights.services.exchange.adapters.files import LARGEST

from .types import BadFile, Columns, DeliveryDraft, Field, Preview

_NO_FILE = Both("Choose a file.", "请选择文件。")
_LARGE = Both("The file is larger than 32 MB.", "文件超过 32 MB。")


def read_delivery(request: HttpRequest) -> DeliveryDraft:
    """Return the file that was sent.

    Raises BadFile.
    """
    file: UploadedFile[Any] | Any = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise BadFile(_NO_FILE)
    if (file.size or 0) > LARGEST:
        raise BadFile(_LARGE)
    name = (file.name or "avails").rpartition("/")[2]
    return DeliveryDraft(name, file.read(), request.POST.get("zone", "UTC")[:64].strip() or "UTC")


def read_columns(request: HttpRequest) -> Columns:
    """Return where each field of a plain spreadsheet was said to stand; one left open is not there."""
    chosen = {known: request.POST.get(f"column-{known}", "") for known in Field}
    return {known: int(place[:4]) for known, place in chosen.items() if place.isdecimal()}


def read_choices(request: HttpRequest, preview: Preview) -> dict[str, WorkId]:
    """Return the work that was chosen for each title; a title for which none was is not taken in."""
    keys = dict.fromkeys(offer.key for offer in preview.reading.offers)
    chosen = {key: request.POST.get(f"work-{place}", "") for place, key in enumerate(keys)}
    return {key: WorkId(work) for key, work in chosen.items() if is_id(work, "wrk")}
