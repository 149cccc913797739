"""What a producer enters to have a relay planned: a line for each slot of the running order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from footlights.kernel.text import Both
from footlights.kernel.zones import ZONES

from .types import BadEvent, ContributorDraft, EventDraft, SlotDraft, Way

EXAMPLE: Final = "45 | The Tide Opera House / 潮汐歌剧院 | Morning class / 晨课 | GB CN"
LONGEST: Final = 100_000  # characters of a running order
_BETWEEN: Final = re.compile(r"\s*[|｜\t]\s*")
_LANGUAGES: Final = re.compile(r"\s+[/／]\s+")
_NO_START: Final = Both("Say on which day and at what time it begins.", "请填写开始的日期和时间。")
_NO_SUCH_TIME: Final = Both(
    "The clocks are put forward then: there is no such time.", "当时正值拨快时钟，该时刻不存在。"
)
_NO_LINE: Final = Both(
    "Line {n}: write minutes, who sends, and a title, with | between them.",
    "第 {n} 行：请依次填写分钟数、来源和标题，以 | 分隔。",
)
_NO_MINUTES: Final = Both("Line {n}: {said} is no number of minutes.", "第 {n} 行：{said} 不是分钟数。")


def read_plan(fields: Mapping[str, str]) -> EventDraft:
    """Return the event that a form asks for.

    A line reads ``minutes | contributor | title | territories``; the territories may be left out, and a name has its two
    languages with a slash between them or stands for both. Raises BadEvent.
    """
    zone = fields.get("zone", "")
    zone = zone if zone in ZONES else "UTC"
    way = Way.SRT if fields.get("way") == Way.SRT else Way.RTMP
    contributors: dict[Both, int] = {}
    slots: list[SlotDraft] = []
    for number, line in enumerate(fields.get("order", "")[:LONGEST].splitlines(), start=1):
        if line.strip():
            slots.append(_slot(line.strip(), number, contributors))
    return EventDraft(
        title=Both(fields.get("title_en", "").strip()[:300], fields.get("title_zh", "").strip()[:300]),
        starts_at=_start(fields.get("starts_at", ""), zone),
        contributors=tuple(ContributorDraft(name, zone, way) for name in contributors),
        slots=tuple(slots),
    )


def _slot(line: str, number: int, contributors: dict[Both, int]) -> SlotDraft:
    minutes, *rest = _BETWEEN.split(line)
    if not 2 <= len(rest) <= 3 or not all(rest[:2]):
        raise BadEvent(_NO_LINE.filled(n=number))
    if not re.fullmatch(r"\d{1,5}(\.\d{1,2})?", minutes, re.ASCII):
        raise BadEvent(_NO_MINUTES.filled(n=number, said=repr(minutes[:20])))
    place = contributors.setdefault(_both(rest[0]), len(contributors))
    return SlotDraft(place, _both(rest[1]), float(minutes) * 60, territories=" ".join(rest[2:]))


def _both(name: str) -> Both:
    en, *more = _LANGUAGES.split(name[:600], maxsplit=1)
    return Both(en[:200], (more[0] if more and more[0] else en)[:200])


def _start(said: str, zone: str) -> datetime:
    try:
        local = datetime.fromisoformat(said)
    except ValueError as fault:
        raise BadEvent(_NO_START) from fault
    if local.tzinfo is not None:
        raise BadEvent(_NO_START)
    at = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise BadEvent(_NO_SUCH_TIME)
    return at
