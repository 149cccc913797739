"""What watch shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest
from footlights.ground.works.types import Work
from footlights.kernel.answer import Answer

from . import api
from .adapters.zones import zone_of
from .types import Part, Sequence


def home(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the films on stage for this viewer."""
    house = cast(HouseRequest, request)
    showings = api.list_showings(house.viewer.territory, at=house.now)
    facts = {
        "lead": next(iter(showings), None),
        "others": showings[1:],
        "every": showings,
        "zone": zone_of(house.viewer.territory),
        "sequences": _sequences(house) if showings else (),
    }
    return render_to_string("watch/panel_home.html", facts, request)


def _sequences(house: HouseRequest) -> list[tuple[Sequence, Part]]:
    """Return the newest series and playlists of which something plays here, each with its first such part."""
    found = []
    for each in api.list_sequences(limit=8):
        parts = api.list_parts(each, house.viewer.territory, at=house.now)
        first = next((part for part in parts if part.plays), None)
        if first is not None:
            found.append((each, first))
    return found


def work(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to watch a work, or why there is none."""
    house, shown = cast(HouseRequest, request), cast(Work, context["work"])
    film = api.find_film(shown.id, at=house.now)
    if film is None:
        return ""
    verdict = api.find_licence(shown.id, house.viewer.territory, at=house.now)
    facts = {
        "film": film,
        "verdict": verdict,
        "may_watch": verdict.answer is Answer.YES,
        "offers": api.list_offers(shown.id, house.viewer, house.now),
        "zone": zone_of(house.viewer.territory),
        "series": api.find_series(shown.id),
    }
    return render_to_string("watch/panel_work.html", facts, request)


def studio(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the newest films and how far they are."""
    house = cast(HouseRequest, request)
    if not house.viewer.is_producer:
        return ""
    films = api.list_films(limit=8, at=house.now)
    return render_to_string("watch/panel_studio.html", {"films": films}, request)


PANELS = {"stage": home, "work": work, "studio": studio}
