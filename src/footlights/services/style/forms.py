"""What a respondent and a producer enter, read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, QueryDict

from footlights.ground.people.types import AgeBand
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both

from .core.catalogue import Catalogue
from .types import BadStudy, StudyDraft, StudyKind

PLACES: Final = (
    ("GB", Both("Britain", "英国")),
    ("CN", Both("China", "中国")),
    ("", Both("Elsewhere", "其他地区")),
)
BANDS: Final = tuple(band for band in AgeBand if band is not AgeBand.UNDER_14)
_MOST_FILES: Final = 24
_MOST_BYTES: Final = (15 << 20) + 1
MOST_COMPARED: Final = 6
_NO_DAYS = Both("Write how many days it stays open, 1 to 365.", "请填写开放天数，1 至 365。")
_NO_COUNT = Both("Write how many questions, 5 to 30.", "请填写问题数，5 至 30。")


def read_respondent(form: QueryDict) -> tuple[AgeBand, Territory | None] | None:
    """Return the age band and place of living that were chosen, or None when no age was."""
    band, place = form.get("age_band", ""), form.get("residence", "")
    if band not in list(AgeBand):
        return None
    return AgeBand(band), {"GB": GB, "CN": CN}.get(place)


def read_study(form: QueryDict, at: datetime) -> StudyDraft:
    """Return the study that was entered. Raises BadStudy."""
    days, count = form.get("days", "30").strip(), form.get("questions", "13").strip()
    if not (days.isascii() and days.isdigit() and 1 <= int(days[:6]) <= 365):
        raise BadStudy("days", _NO_DAYS)
    if not (count.isascii() and count.isdigit() and len(count) < 4):
        raise BadStudy("questions", _NO_COUNT)
    return StudyDraft(
        Both(form.get("title_en", ""), form.get("title_zh", "")),
        WorkId(form.get("work", "")),
        at,
        at + timedelta(days=int(days)),
        int(count),
        StudyKind.PICTURES if form.get("kind") == "pictures" else StudyKind.LOOKS,
    )


def read_uploads(request: HttpRequest) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file that was sent, no more of it than shows that it is too large."""
    for file in request.FILES.getlist("pictures")[:_MOST_FILES]:
        yield (file.name or "?").rpartition("/")[2], file.read(_MOST_BYTES)


def read_said(form: QueryDict) -> dict[str, Both]:
    """Return what was said of each picture, by its code."""
    codes = [name.removeprefix("en-") for name in form if name.startswith("en-")]
    return {code: Both(form.get(f"en-{code}", ""), form.get(f"zh-{code}", "")) for code in codes}


def read_compared(form: QueryDict, catalogue: Catalogue) -> list[str]:
    """Return the alternatives to be compared, two to six: by their codes, or by one level of each attribute.

    Nothing when fewer than two can be told.
    """
    codes = [code for code in form.getlist("look") if code in catalogue.places]
    if not codes and len(catalogue.attributes) > 1:
        told = [form.getlist(each.name) for each in catalogue.attributes]
        codes = [code for digits in zip(*told, strict=False) if (code := "".join(digits)) in catalogue.places]
    codes = list(dict.fromkeys(codes))[:MOST_COMPARED]
    return codes if len(codes) > 1 else []
