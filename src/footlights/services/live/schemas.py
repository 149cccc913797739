"""What comes in as JSON, read strictly: a plan of an event, and what players send."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from footlights.ground.media.types import Beat
from footlights.kernel.clock import instant
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

from .types import BadEvent, ContributorDraft, EventDraft, SlotDraft, Way

_LARGEST: Final = 64 << 10
_MOST_BEATS: Final = 100
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LATEST_MS: Final = 4_102_444_800_000
_LONGEST_MS: Final = 8 * 86_400_000
BAD_PLAN = Both("The plan cannot be read: {detail}.", "无法读取活动计划：{detail}。")
BAD_MESSAGE = Both("This is not what the player sends.", "这不是播放器发送的内容。")


class BadMessage(Exception):
    """A player's message that cannot be read."""

    def __init__(self) -> None:
        super().__init__(BAD_MESSAGE.en)
        self.message = BAD_MESSAGE


def read_draft(body: bytes) -> EventDraft:
    """Return the event that a JSON plan describes.

    Raises BadEvent naming what is wrong.
    """
    try:
        said = json.loads(body)
        contributors = tuple(
            ContributorDraft(
                _both(each["name"]),
                ZoneInfo(each.get("zone", "Europe/London")).key,
                Way(each.get("way", "rtmp")),
            )
            for each in said["contributors"]
        )
        slots = tuple(
            SlotDraft(
                contributor=int(each["contributor"]),
                title=_both(each["title"]),
                seconds=float(each["seconds"]),
                work=WorkId(each["work"]) if each.get("work") else None,
                territories=str(each.get("territories", "")),
                hold_seconds=float(each.get("hold_seconds", 15)),
            )
            for each in said["slots"]
        )
        starts_at = datetime.fromisoformat(said["starts_at"])
        if starts_at.tzinfo is None:
            raise ValueError("starts_at needs its zone")
        work = WorkId(said["work"]) if said.get("work") else None
        return EventDraft(_both(said["title"]), starts_at.astimezone(UTC), contributors, slots, work)
    except (KeyError, TypeError, ValueError) as fault:
        raise BadEvent(BAD_PLAN.filled(detail=f"{type(fault).__name__} {fault}")) from fault


def _both(said: Any) -> Both:
    return Both(str(said["en"]), str(said["zh"]))


def read_token(body: bytes) -> str:
    """Return the token in a player's message.

    Raises BadMessage.
    """
    return _token(_object(body))


def read_beats(body: bytes) -> tuple[str, tuple[Beat, ...]]:
    """Return the token and the beats in a player's message.

    Raises BadMessage.
    """
    message = _object(body)
    listed = message.get("beats")
    if not isinstance(listed, list) or len(listed) > _MOST_BEATS:
        raise BadMessage
    return _token(message), tuple(map(_beat, listed))


def _object(body: bytes) -> dict[str, Any]:
    try:
        message = json.loads(body) if len(body) <= _LARGEST else None
    except (ValueError, RecursionError) as fault:
        raise BadMessage from fault
    if not isinstance(message, dict):
        raise BadMessage
    return message


def _token(message: dict[str, Any]) -> str:
    token = message.get("token")
    if not isinstance(token, str) or not 0 < len(token) <= 1024:
        raise BadMessage
    return token


def _beat(given: Any) -> Beat:
    if not isinstance(given, dict):
        raise BadMessage
    name, rate = given.get("id"), given.get("rate")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise BadMessage
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= 16:
        raise BadMessage
    return Beat(
        id=name,
        sent_at=instant(_whole(given, "at_ms", _LATEST_MS) * 1000),
        position_ms=_whole(given, "position_ms", _LONGEST_MS),
        played_ms=_whole(given, "played_ms", _LONGEST_MS),
        rate=float(rate),
    )


def _whole(given: dict[str, Any], name: str, most: int) -> int:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadMessage
    return value
