"""What talk shows on other folders' pages: comments under a work, a live room, danmaku over a player, the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from footlights.ground.people.types import HouseRequest

from . import api
from .schemas import common_facts, room_facts
from .types import Form

Panel = Callable[[HttpRequest, Mapping[str, Any]], str]


def comments(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the comments on a work, and the box to write one."""
    house, subject = cast(HouseRequest, request), str(context["work"].id)
    facts = {
        **common_facts(house, subject),
        "threads": api.list_comments(subject, house.viewer.person),
        "form": Form.COMMENT,
    }
    return render_to_string("talk/panel_comments.html", facts, request)


def room(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the room of a subject: its latest messages, which go on by themselves, and the box to write one."""
    facts = room_facts(cast(HouseRequest, request), str(context["subject"]))
    return render_to_string("talk/panel_room.html", facts, request)


def danmaku(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the danmaku of a film or a live event, for the player above it: switch, box, and the list to read."""
    subject = str(context["subject"] if "subject" in context else context["work"].id)
    facts = {**common_facts(cast(HouseRequest, request), subject), "form": Form.DANMAKU}
    return render_to_string("talk/panel_danmaku.html", facts, request)


def studio(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Return the way to the queue, and how many wait in it."""
    return render_to_string("talk/panel_studio.html", {"waiting": api.count_waiting()}, request)


PANELS: Final[dict[str, Panel]] = {
    "under_work": comments,
    "room": room,
    "danmaku": danmaku,
    "studio": studio,
}
