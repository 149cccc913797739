"""Moments of a film as people write them, and a film's addresses for other sites."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from footlights.ground.people.types import HouseRequest

register = template.Library()


@register.filter
def timecode(seconds: float) -> str:
    """Return a moment of a film: 0:07, 12:30, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def unlocalised(number: float) -> str:
    """Return a number as programs write it."""
    return f"{number:.3f}" if isinstance(number, float) else str(number)


@register.simple_tag(takes_context=True)
def film_links(context: template.Context, work: str) -> dict[str, str]:
    """Return whole addresses that other sites use: what shows the film in a frame, its oEmbed, and the feed of films."""
    request = cast(HouseRequest, context["request"])
    page = request.build_absolute_uri(reverse("watch:play", args=[work]))
    frame = request.build_absolute_uri(reverse("watch:embed", args=[work]))
    return {
        "frame": f'<iframe src="{frame}" width="640" height="360" allowfullscreen></iframe>',
        "oembed": request.build_absolute_uri(reverse("watch:oembed")) + "?" + urlencode({"url": page}),
        "feed": request.build_absolute_uri(reverse("watch:feed", args=[request.language.value])),
    }
