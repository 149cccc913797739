"""What people offer for other pages: the way to one's own page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.notices import api as notices
from footlights.kernel.territory import name_of, parse_territory

from .types import HouseRequest


def account(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the links to a person's own data, or nothing for someone who is not signed in."""
    return render_to_string("people/panel_account.html", {}, request) if request.user.is_authenticated else ""


def top(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the bell with how many notices are new, for someone signed in."""
    house = cast(HouseRequest, request)
    if house.viewer.person is None:
        return ""
    unread = notices.count_unread(house.viewer.person, house.now)
    return render_to_string("people/panel_top.html", {"unread": unread}, request)


# Where a demo house lets visitors pretend to be: the two sides of the deal, and two it may leave out.
_PRETEND: Final = tuple(map(parse_territory, ("GB", "CN", "FR", "HK")))


def foot(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the switch by which a demo house's visitors pretend to be elsewhere; elsewhere, nothing."""
    if not settings.DEMO:
        return ""
    places = [(code, name_of(code)) for code in _PRETEND]
    return render_to_string("people/panel_foot.html", {"places": places}, request)


PANELS: Final[dict[str, Callable[[HttpRequest, Mapping[str, Any]], str]]] = {
    "account": account,
    "foot": foot,
    "top": top,
}
