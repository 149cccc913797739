"""What insight shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest

from . import api


def studio(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the audience's figures of the last seven days (this one among them) and so far."""
    house = cast(HouseRequest, request)
    if not house.viewer.is_producer:
        return ""
    since = house.now.date() - timedelta(days=6)
    figures = [
        (
            api.get_figure(name, works=(), since=since, at=house.now),
            api.get_figure(name, works=(), at=house.now),
        )
        for name in api.list_audience_figures()
    ]
    return render_to_string("insight/panel_studio.html", {"figures": figures}, request)


PANELS = {"studio": studio}
