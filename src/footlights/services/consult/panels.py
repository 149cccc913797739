"""What consult shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from . import api


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to a consultation, under its mark."""
    return render_to_string("consult/panel_home.html", {"mark": api.get_mark()}, request)


PANELS = {"home_card": home}
