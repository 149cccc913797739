"""The replay: what was shown and may stay, as it is, with a chapter for each slot."""

from __future__ import annotations

import math
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Medium
from footlights.ground.media import api as media
from footlights.ground.media.types import Rung
from footlights.kernel.answer import Answer
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import CN, GB, every_territory, parse_territories
from footlights.kernel.text import Both
from footlights.services.live import models
from footlights.services.live.adapters import folder, still
from footlights.services.live.core import replay as cutting
from footlights.services.live.core.playlist import (
    SegmentLine,
    init_name,
    master_playlist,
    replay_playlist,
    segment_name,
)
from footlights.services.live.types import BadEvent, Event, EventId, Slot

from .planning import get_event

_NAME: Final = "relay"  # of the rendition's folder
NOTHING = Both("Nothing of this event was shown that may be kept.", "本场活动没有可以保留的内容。")


def make_replay(event: EventId, at: datetime) -> Event:
    """Publish the replay of an event that is packaged, and return the event. Nothing is encoded; again is no fault.

    A slot whose rights forbid it to be streamed anywhere is left out.
    Raises NoSuchEvent, or BadEvent when nothing is left.
    """
    found = get_event(event)
    if found.has_replay or found.asset is None:
        return found
    place = folder.event_folder(event)
    slots = [(s.number, _ms(s.starts_at), _ms(s.ends_at)) for s in found.slots]
    may = {slot.number for slot in found.slots if _may_stay(slot, at)}
    kept = cutting.keep(folder.read_segments(place), slots, lambda number: number in may)
    if not kept:
        raise BadEvent(NOTHING)
    made = media.stream_workshop(found.asset)
    rung = _gather(place / "show", made / _NAME, kept)
    poster = still.take_still(made / _NAME, kept[len(kept) // 2], made / "poster.jpg")
    codecs, width, height = still.read_init(made / _NAME / init_name(kept[0].init))
    rung = Rung(_NAME, width, height, rung.bandwidth, rung.average_bandwidth)
    master = master_playlist(
        codecs=codecs, width=width, height=height, bandwidth=rung.bandwidth, name=f"{_NAME}/index.m3u8"
    )
    seconds = sum(segment.seconds for segment in kept)
    media.close_stream(
        found.asset, made, rungs=[rung], master=master, duration_seconds=seconds, poster=poster
    )
    by_number = {slot.number: slot for slot in found.slots}
    marks = [
        {
            "number": mark.slot,
            "title": by_number[mark.slot].title.as_json(),
            "contributor": by_number[mark.slot].contributor.name.as_json(),
            "starts": round(mark.starts_seconds, 3),
            "seconds": round(mark.seconds, 3),
        }
        for mark in cutting.chapters(kept, slots)
    ]
    models.Event.objects.filter(id=event).update(
        replay_at=at, chapters=marks, left_out=sorted(set(by_number) - may), shown_seconds=seconds
    )
    return get_event(event)


def _gather(show: Path, to: Path, kept: list[SegmentLine]) -> Rung:
    """Link what stays into a folder, numbered anew, with its playlist."""
    to.mkdir()
    names = [segment_name(place) for place in range(len(kept))]
    for segment, name in zip(kept, names, strict=True):
        _link(show / segment_name(segment.number), to / name)
    for init in {segment.init for segment in kept}:
        _link(show / init_name(init), to / init_name(init))
    (to / "index.m3u8").write_text(replay_playlist(kept, names), "utf-8")
    peak = max(
        segment.size * 8 / segment.seconds for segment in kept if segment.seconds > 0.5 or len(kept) == 1
    )
    average = sum(segment.size for segment in kept) * 8 / sum(segment.seconds for segment in kept)
    return Rung(_NAME, 0, 0, math.ceil(peak), math.ceil(average))


def _link(source: Path, to: Path) -> None:
    try:
        to.hardlink_to(source)
    except OSError:  # another disk
        shutil.copyfile(source, to)


def _may_stay(slot: Slot, at: datetime) -> bool:
    """Return whether a slot may be streamed afterwards in any place that it is bound to."""
    bound = parse_territories(slot.territories) if slot.territories else None
    places = [each for each in (GB, CN, *sorted(every_territory())) if bound is None or each in bound]
    work = WorkId(slot.work)
    if agreements.find_licence(work, None, medium=Medium.STREAM, at=at).answer is Answer.YES:
        return True
    if not agreements.list_grants(work=work):
        return False
    return any(
        agreements.find_licence(work, each, medium=Medium.STREAM, at=at).answer is Answer.YES
        for each in places
    )


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
