"""What the site offers for other pages: search, and the way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string


def top(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the search field and the link to sign in or to the account, for the head of every page."""
    return render_to_string("site/panel_top.html", {}, request)


PANELS = {"top": top}
