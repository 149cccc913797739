"""What channels show on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from . import api


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to talk with the house, and to the phone where the other side is simulated."""
    account = api.find_account()
    facts = {"has_phone": account is not None and account.is_simulated}
    return render_to_string("channels/panel_home.html", facts, request)


PANELS = {"home_card": home}
