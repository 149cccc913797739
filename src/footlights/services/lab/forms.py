"""What a producer enters to have a programme made."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.http import HttpRequest

from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both

from .types import BadFestival, Season

MOST_DAYS: Final = 7
HOURS: Final = (10, 14, 18, 20)
_NO_TITLE: Final = Both("Give the programme a title in both languages.", "请填写中英文标题。")
_NO_DAY: Final = Both("Choose the first day.", "请选择首日。")
_DAYS: Final = Both(f"A programme has 1 to {MOST_DAYS} days.", f"排片须为 1–{MOST_DAYS} 天。")
_NO_HOUR: Final = Both("Choose at least one hour of the day.", "请至少选择一个开场时间。")
_NO_VENUE: Final = Both("Choose at least one place.", "请至少选择一地。")


def read_season(request: HttpRequest) -> Season:
    """Return what was asked for.

    Raises BadFestival for the first thing that is wrong.
    """
    title = Both(request.POST.get("title_en", "").strip()[:80], request.POST.get("title_zh", "").strip()[:80])
    days = request.POST.get("days", "")
    hours = tuple(hour for hour in HOURS if str(hour) in request.POST.getlist("hour"))
    places = tuple(place for place in (GB, CN) if place in request.POST.getlist("place"))
    try:
        first_on = datetime.strptime(request.POST.get("first_on", ""), "%Y-%m-%d")  # noqa: DTZ007  # a day, whose zone is each venue's
    except ValueError as fault:
        raise BadFestival(_NO_DAY) from fault
    for is_met, message in (
        (title.en and title.zh, _NO_TITLE),
        (days.isdecimal() and 1 <= int(days[:3]) <= MOST_DAYS, _DAYS),
        (hours, _NO_HOUR),
        (places, _NO_VENUE),
    ):
        if not is_met:
            raise BadFestival(message)
    return Season(title, first_on, int(days), hours, places)
