"""What the shelf shows on other folders' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from footlights.ground.people.types import HouseRequest
from footlights.ground.works.types import Work

from . import api
from .types import State


def work(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return a work's score, the way to mark it, and what people say of it."""
    house, shown = cast(HouseRequest, request), cast(Work, context["work"])
    reader = house.viewer.person
    facts = {
        **_rating(house, shown),
        "marks": api.list_marks_of(shown.id, reader, limit=6),
        "reviews": [
            (review, mark_safe(review.html))  # noqa: S308  # cleaned by core.markdown
            for review in api.list_reviews(shown.id, reader, limit=4)
        ],
    }
    return render_to_string("shelf/panel_work.html", facts, request)


def after_play(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the question what a viewer thought of the film."""
    facts = _rating(cast(HouseRequest, request), cast(Work, context["work"]))
    return render_to_string("shelf/panel_after_play.html", facts, request)


def _rating(house: HouseRequest, shown: Work) -> dict[str, Any]:
    score = api.get_score(shown.id)
    top = max(score.histogram) or 1
    reader = house.viewer.person
    return {
        "work": shown,
        "score": score,
        "bars": [(place, count, count / top) for place, count in enumerate(score.histogram, start=1)][::-1],
        "mark": api.find_mark(reader, shown.id) if reader else None,
        "states": list(State),
        "ratings": range(1, 11),
        "path": house.path,
    }


def account(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to one's shelf."""
    return render_to_string("shelf/panel_account.html", {}, request)


PANELS = {"work": work, "after_play": after_play, "account": account}
