"""What the lab shows on other folders' pages: the programme that a producer published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest
from footlights.ground.works.types import Work

from . import api
from .types import Programme, Showing

_SHOWN = 6


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the next showings of the published programme, or nothing."""
    published = api.find_published()
    coming = _coming(published, cast(HouseRequest, request).now) if published else []
    if not coming:
        return ""
    facts = {"programme": published, "coming": coming[:_SHOWN], "more": max(0, len(coming) - _SHOWN)}
    return render_to_string("lab/panel_home.html", facts, request)


def work(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return where and when a work stands in the published programme, or nothing."""
    published = api.find_published()
    shown = cast(Work, context["work"])
    coming = _coming(published, cast(HouseRequest, request).now) if published else []
    own = [each for each in coming if each.film.id == shown.id]
    return (
        render_to_string("lab/panel_work.html", {"programme": published, "own": own}, request) if own else ""
    )


def _coming(programme: Programme, at: datetime) -> list[Showing]:
    """Return the showings that are not over, the next first."""
    left = [
        each for each in programme.showings if each.slot.starts_at + timedelta(minutes=each.film.minutes) > at
    ]
    return sorted(left, key=lambda each: each.slot.starts_at)


PANELS = {"home": home, "work": work}
