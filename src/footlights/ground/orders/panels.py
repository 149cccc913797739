"""What orders shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string


def account(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to one's orders."""
    return render_to_string("orders/panel_account.html", {}, request)


PANELS = {"account": account}
