"""What the site offers for other pages: search, the way in, and the public page of what the studio shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string


def top(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the search field and the link to sign in or to the account, for the head of every page."""
    return render_to_string("site/panel_top.html", {}, request)


def studio_work(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the link from the studio's list to a work's public page."""
    return render_to_string("site/panel_studio_work.html", context, request)


def studio_deal(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the link from a deal in the studio to the memorandum's public page."""
    return render_to_string("site/panel_studio_deal.html", context, request)


PANELS = {"top": top, "studio_work": studio_work, "studio_deal": studio_deal}
