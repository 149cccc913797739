"""The charts of the most viewed."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.territory import CN, GB, name_of
from footlights.kernel.text import Both
from footlights.roof.site import api

PERIODS: Final = {
    "week": (7, Both("The last 7 days", "最近 7 天")),
    "month": (30, Both("The last 30 days", "最近 30 天")),
    "all": (None, Both("All days", "全部日期")),
}
_EVERYWHERE: Final = Both("Everywhere", "全部地区")
_ALL_GENRES: Final = Both("All genres", "全部类型")


@require_safe
def charts(request: HttpRequest) -> HttpResponse:
    """Show the most viewed works by territory, period and genre; what makes no sense counts as not chosen."""
    genres = works.list_genres()
    territories = {"": _EVERYWHERE, str(GB): name_of(GB), str(CN): name_of(CN)}
    territory = _one(request, "territory", territories, "")
    period = _one(request, "period", PERIODS, "all")
    genre = _one(request, "genre", genres, "")
    days = PERIODS[period][0]
    since = cast(HouseRequest, request).now.date() - timedelta(days=days - 1) if days else None
    facts = {
        "ranked": api.rank(territory, since, genre),
        "choices": [
            ("territory", Both("Where", "地区"), list(territories.items()), territory),
            ("period", Both("When", "期间"), [(key, said) for key, (_, said) in PERIODS.items()], period),
            ("genre", Both("Genre", "类型"), [("", _ALL_GENRES), *genres.items()], genre),
        ],
    }
    return render(request, "site/charts.html", facts)


def _one(request: HttpRequest, name: str, offered: object, otherwise: str) -> str:
    wanted = request.GET.get(name, otherwise)
    return wanted if wanted in cast(dict[str, object], offered) else otherwise
