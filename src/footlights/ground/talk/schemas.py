"""What pages and browsers get: a saying over the socket or in answer to a post, and the facts of a room."""

from __future__ import annotations

from typing import Any

from footlights.ground.people.types import HouseRequest

from . import api
from .types import Form, Saying, State


def as_json(saying: Saying) -> dict[str, Any]:
    """Return a saying that all may see, or only its name when it is gone from their pages."""
    if saying.state is not State.SHOWN:
        return {"id": saying.id, "form": saying.form.value, "number": saying.number, "gone": True}
    return {**whole(saying), "gone": False}


def whole(saying: Saying) -> dict[str, Any]:
    """Return a saying as its author sees it."""
    said: dict[str, Any] = {
        "id": saying.id,
        "form": saying.form.value,
        "number": saying.number,
        "person": saying.person,
        "name": saying.name,
        "text": saying.text,
        "said_at": saying.said_at.isoformat(),
        "state": saying.state.value,
    }
    if saying.form is Form.DANMAKU:
        said["at_seconds"] = saying.at_seconds
    if saying.reply_to:
        said["reply_to"] = saying.reply_to
    return said


def room_facts(house: HouseRequest, subject: str, before: int | None = None) -> dict[str, Any]:
    """Return what the page of a room shows."""
    said = api.list_messages(subject, house.viewer.person, before=before)
    facts = common_facts(house, subject)
    return {
        **facts,
        "messages_said": said,
        "earlier": said[0].number if len(said) == 50 else None,
        "form": Form.CHAT,
    }


def common_facts(house: HouseRequest, subject: str) -> dict[str, Any]:
    """Return what every box to say something needs."""
    return {
        "room": api.find_room(subject),
        "ticket": api.ticket_for(subject),
        "reader": house.viewer.person,
        "blocked": " ".join(sorted(api.blocked_by(house.viewer.person))),
        "moderates": house.viewer.is_producer,
        "path": house.get_full_path(),
    }
