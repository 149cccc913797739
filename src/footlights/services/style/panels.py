"""What style shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest
from footlights.ground.works.types import Work

from . import api


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return an invitation to the study that is open and closes last."""
    return _invite(request, api.list_studies(limit=1))


def work(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return an invitation to a work's study."""
    return _invite(request, api.list_studies(work=cast(Work, context["work"]).id, limit=1))


def studio(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return a producer's studies and how many answered them."""
    if not cast(HouseRequest, request).viewer.is_producer:
        return ""
    studies = [(each, api.count_people(each.id)) for each in api.list_studies(limit=8)]
    return render_to_string("style/panel_studio.html", {"studies": studies}, request)


def _invite(request: HttpRequest, found: list[Any]) -> str:
    at = cast(HouseRequest, request).now
    asked = [each for each in found if each.is_open(at)]
    if not asked:
        return ""
    facts = {"study": asked[0], "samples": api.list_samples(asked[0])}
    return render_to_string("style/panel_invite.html", facts, request)


PANELS = {"home_card": home, "work": work, "studio": studio}
