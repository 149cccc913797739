"""What somebody tells of themselves before a consultation, read."""

from __future__ import annotations

from typing import Final

from django.http import QueryDict

from footlights.kernel.text import Both

from .core.knowledge import PATIENT_SEXES

OLDEST: Final = 120
NO_AGE: Final = Both(
    "Write an age in years from 0 to 120, or leave it empty.", "请填写 0 至 120 的周岁年龄，或留空。"
)


class BadAge(ValueError):
    """The age is not one."""


def read_person(form: QueryDict) -> tuple[float | None, str | None]:
    """Return the age in years and the sex that were entered; None where nothing was. Raises BadAge."""
    text, sex = form.get("age", "").strip(), form.get("sex", "")
    if text and not (text.isascii() and text.isdigit() and int(text[:4]) <= OLDEST):
        raise BadAge
    return (float(text) if text else None), (sex if sex in PATIENT_SEXES else None)
