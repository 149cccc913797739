"""What the stage manager needs: which events are on, their doors and plans, and what was on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from footlights.ground.documents import api as documents
from footlights.ground.jobs import api as jobs
from footlights.kernel.text import Both
from footlights.services.live import models
from footlights.services.live.adapters import folder
from footlights.services.live.adapters.slate import make_slate
from footlights.services.live.core.rundown import Plan, Turn, plan_to_json
from footlights.services.live.types import Event, EventId, State

from .desk import end_event, start_event
from .planning import get_event, read_event

_EARLY: Final = timedelta(
    seconds=3
)  # the stream begins with the slate, so that it stands when the first slot does
SLATE_SIZE: Final = (1280, 720)
_EYEBROW = "Footlights"
_BACK = Both("We are back in a moment.", "请稍候，马上回来。")


@dataclass(frozen=True, slots=True)
class EventPlan:
    """An event that is on, and the plan of its switcher."""

    event: Event
    plan: dict[str, Any]


def list_running(at: datetime) -> list[Event]:
    """Return the events that need processes: in rehearsal, live, or ended of late and not yet seen again."""
    open_ = Q(state__in=(State.REHEARSAL.value, State.LIVE.value))
    ended = Q(state=State.ENDED.value, replay_at=None, ended_at__gte=at - timedelta(days=1)) & ~Q(asset="")
    return [read_event(row) for row in models.Event.objects.filter(open_ | ended).order_by("id")]


def run_the_clock(at: datetime) -> None:
    """Start the rehearsed events whose time has come, and end those whose last slot is over."""
    rehearsed = models.Event.objects.filter(state=State.REHEARSAL.value, starts_at__lte=at + _EARLY)
    for event in list(rehearsed.values_list("id", flat=True)):
        start_event(EventId(event), None, at)
    over = models.Event.objects.filter(state=State.LIVE.value, ends_at__lte=at, hand=None)
    for event in list(over.values_list("id", flat=True)):
        end_event(EventId(event), None, at)


def doors_of(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return the doors of the gate: who may come, by which key, to which switcher."""
    return [
        {
            "source": each.id,
            "key": sha256(each.key.encode()).hexdigest(),
            "passphrase": each.passphrase,
            "srt_port": each.srt_port or 0,
            "socket": str(folder.event_folder(event.id) / "in.sock"),
            "rehearsal": event.state is State.REHEARSAL,
        }
        for event in events
        if event.state is not State.ENDED
        for each in event.contributors
    ]


def plan_of(event: Event) -> dict[str, Any]:
    """Return the plan of an event's switcher."""
    turns = tuple(
        Turn(
            slot.number,
            slot.contributor.id,
            _ms(slot.starts_at),
            _ms(slot.ends_at),
            round(slot.hold_seconds * 1000),
        )
        for slot in event.slots
    )
    return plan_to_json(Plan(turns, event.hand, event.state is State.ENDED))


def prepare_stage(event: Event) -> None:
    """Make an event's folder and its slate, unless they are there.

    Raises documents' NoTypeface, or CalledProcessError when the encoder fails.
    """
    place = folder.event_folder(event.id)
    place.mkdir(mode=0o700, exist_ok=True)
    if (place / "slate.flv").exists():
        return
    card = place / "card.png"
    card.write_bytes(
        documents.draw_card(_EYEBROW, f"{event.title.zh}  {event.title.en}", (_BACK.en, _BACK.zh))
    )
    width, height = SLATE_SIZE
    make_slate(card, place / "slate.flv", width=width, height=height)


def record_runs(event: EventId, lines: Sequence[dict[str, Any]]) -> int:
    """Note lines of the switcher's as-run log, each once, and return how many there are now."""
    with transaction.atomic():
        for line in lines:
            models.Run.objects.get_or_create(
                event_id=event,
                number=line["n"],
                defaults={
                    "at": datetime.fromtimestamp(line["at_ms"] / 1000, UTC),
                    "contributor": line["source"],
                    "slot": line["slot"],
                    "why": line["why"],
                },
            )
        return models.Run.objects.filter(event_id=event).count()


def note_packaged(event: EventId, at: datetime) -> None:
    """Have the replay made of an event that is packaged to its end. Again is no fault."""
    get_event(event)
    jobs.enqueue("live.make_replay", {"event": event}, at=at, key=f"live.make_replay:{event}")


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
