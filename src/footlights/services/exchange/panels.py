"""What the exchange shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest

from . import api


def studio(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the files that came in lately, for producers."""
    house = cast(HouseRequest, request)
    if not house.viewer.is_producer:
        return ""
    return render_to_string(
        "exchange/panel_studio.html", {"deliveries": api.list_deliveries(limit=5)}, request
    )


PANELS = {"studio": studio}
