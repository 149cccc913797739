"""A plan of an event as JSON, read strictly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

from .types import BadEvent, ContributorDraft, EventDraft, SlotDraft, Way

BAD_PLAN = Both("The plan cannot be read: {detail}.", "无法读取活动计划：{detail}。")


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
