"""What live shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest
from footlights.ground.works.types import Work
from footlights.kernel.answer import Answer

from . import api
from .types import State


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the relays that are on, or nothing."""
    on = [event for event in api.list_events(limit=20) if event.state is State.LIVE]
    return render_to_string("live/panel_home.html", {"on": on}, request) if on else ""


def work(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to a work's relay or its replay, chapter by chapter."""
    house, shown = cast(HouseRequest, request), cast(Work, context["work"])
    event = api.find_event(shown.id)
    if event is None:
        return ""
    verdict = api.find_licence(event, house.viewer.territory, at=house.now)
    facts = {"event": event, "verdict": verdict, "may_watch": verdict.answer is Answer.YES}
    return render_to_string("live/panel_work.html", facts, request)


def studio(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the newest events with their control rooms."""
    house = cast(HouseRequest, request)
    if not house.viewer.is_producer:
        return ""
    return render_to_string("live/panel_studio.html", {"events": api.list_events(limit=6)}, request)


PANELS = {"stage": home, "work": work, "studio": studio}
