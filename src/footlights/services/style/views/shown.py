"""What pages show of an alternative: its picture, its words and its size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from footlights.ground.people.types import HouseRequest
from footlights.kernel.text import Both
from footlights.services.style import api
from footlights.services.style.types import NoSuchStudy, Study, StudyId, StudyKind


@dataclass(frozen=True, slots=True)
class Shown:
    """An alternative as a page shows it; width and height in pixels."""

    code: str
    said: Both
    address: str
    width: int = 300
    height: int = 400


def shower(study: Study) -> Callable[[str], Shown]:
    """Return what tells how each alternative of a study is shown."""
    if study.kind is StudyKind.LOOKS:
        catalogue = api.get_catalogue(study)
        return lambda code: Shown(code, catalogue.describe(code), reverse("style:look", args=[code]))
    pictures = {each.code: each for each in api.list_pictures(study.id)}

    def show(code: str) -> Shown:
        each = pictures[code]
        return Shown(
            code, each.said, reverse("style:picture", args=[study.id, code]), each.width, each.height
        )

    return show


def list_samples(study: Study) -> list[Shown]:
    """Return three alternatives that show what a study is about."""
    show = shower(study)
    return [show(code) for code in api.list_samples(study)]


def find_study(study: str) -> Study:
    """Return a study; raises Http404."""
    try:
        return api.get_study(StudyId(study))
    except NoSuchStudy as gone:
        raise Http404(study) from gone


def find_producers_study(request: HouseRequest, study: str) -> Study:
    """Return a study to a producer; raises PermissionDenied, Http404."""
    if not request.viewer.is_producer:
        raise PermissionDenied
    return find_study(study)
