"""What race shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest

from . import api
from .core.tracks import list_tracks


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to the circuits, with the fastest of each."""
    tracks = [(track, api.list_top(track.id, 1)) for track in list_tracks()]
    return render_to_string("race/panel_home.html", {"tracks": tracks}, request)


def account(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return a person's bests."""
    person = cast(HouseRequest, request).viewer.person
    if person is None:
        return ""
    bests = [(track, api.find_best(track.id, person)) for track in list_tracks()]
    held = [(track, best, api.rank(track.id, best)) for track, best in bests if best is not None]
    return render_to_string("race/panel_account.html", {"bests": held}, request)


PANELS = {"home": home, "account": account}
