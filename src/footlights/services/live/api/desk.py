"""The control room: rehearse, start, hand over by hand, end; and how everything stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from footlights.ground.media import api as media
from footlights.ground.talk import api as talk
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both
from footlights.services.live import models
from footlights.services.live.adapters import folder, lifeline
from footlights.services.live.core.rundown import SLATE
from footlights.services.live.types import (
    ALARMS,
    REASONS,
    BadEvent,
    Contributor,
    Desk,
    Event,
    EventId,
    Run,
    Seat,
    State,
)

from .planning import get_event

NOT_ON = Both("The relay is not on, so nothing can be handed over.", "接力直播未在进行，无法切换。")
OVER = Both("The event has ended; plan another.", "活动已结束；请另行计划。")
NOT_ONE_OF_US = Both("That contributor is not in this event.", "该来源不属于本场活动。")
NOT_RENDERED = Both("Only a rendered contributor has a kill switch.", "只有演示来源才有断开按钮。")


def open_rehearsal(event: EventId, person: PersonId | None, at: datetime) -> Event:
    """Open the doors to contributors: what they send is judged, and nothing is shown yet.

    Raises NoSuchEvent, or BadEvent when it is over.
    """
    found = get_event(event)
    if found.state is State.ENDED:
        raise BadEvent(OVER)
    _move(event, State.REHEARSAL, "rehearse", person, at, only=(State.PLANNED,))
    return get_event(event)


def start_event(event: EventId, person: PersonId | None, at: datetime) -> Event:
    """Go on the air: from now on there is a stream, and it does not go dark. Again is no fault.

    Raises NoSuchEvent, or BadEvent when it is over.
    """
    found = get_event(event)
    if found.state is State.ENDED:
        raise BadEvent(OVER)
    with transaction.atomic():
        rows = models.Event.objects.select_for_update().filter(id=event, asset="")
        if rows.exists():
            seconds = (found.ends_at - found.starts_at).total_seconds()
            asset = media.open_stream(found.title.en, duration_seconds=seconds, at=at)
            rows.update(asset=asset, began_at=at)
            talk.open_room(room_of(event), at, started_at=at)
        _move(event, State.LIVE, "start", person, at, only=(State.PLANNED, State.REHEARSAL))
    return get_event(event)


def end_event(event: EventId, person: PersonId | None, at: datetime) -> Event:
    """End the relay; what was shown becomes its replay. Again is no fault.

    Raises NoSuchEvent.
    """
    _move(event, State.ENDED, "end", person, at, only=(State.LIVE, State.REHEARSAL, State.PLANNED))
    models.Event.objects.filter(id=event, ended_at=None).update(ended_at=at)
    talk.close_room(room_of(event), at)
    return get_event(event)


def take(event: EventId, contributor: str, person: PersonId | None, at: datetime) -> None:
    """Hand over by hand, to a contributor or (by "") to the slate, until the running order is taken back.

    Raises NoSuchEvent, or BadEvent when it is not on or that contributor not in it.
    """
    found = get_event(event)
    if found.state is not State.LIVE:
        raise BadEvent(NOT_ON)
    if contributor != SLATE and contributor not in [str(each.id) for each in found.contributors]:
        raise BadEvent(NOT_ONE_OF_US)
    _cue(event, "take", contributor, person, at)


def take_back(event: EventId, person: PersonId | None, at: datetime) -> None:
    """Let the running order decide again.

    Raises NoSuchEvent, or BadEvent when it is not on.
    """
    if get_event(event).state is not State.LIVE:
        raise BadEvent(NOT_ON)
    _cue(event, "follow", None, person, at)


def press_kill_switch(event: EventId, contributor: str, person: PersonId | None, at: datetime) -> None:
    """Cut off a rendered contributor for some seconds, to see what the relay does.

    Raises NoSuchEvent, or BadEvent when the event is not a rendered one or that contributor not in it.
    """
    found = get_event(event)
    if not found.is_rendered:
        raise BadEvent(NOT_RENDERED)
    if contributor not in [str(each.id) for each in found.contributors]:
        raise BadEvent(NOT_ONE_OF_US)
    models.Cue.objects.create(event_id=event, at=at, person=person or "", act="kill", hand=contributor)
    lifeline.write_json(
        folder.event_folder(event) / "kill.json", {"source": contributor, "at": at.timestamp()}
    )


def room_of(event: EventId) -> str:
    """Return the subject under which an event is talked about while it is on."""
    return f"live:{event}"


def list_runs(event: EventId) -> list[Run]:
    """Return the as-run log of an event, the first line first."""
    return _runs(get_event(event), models.Run.objects.filter(event_id=event))


def get_desk(event: EventId, at: datetime) -> Desk:
    """Return how everything stands.

    Raises NoSuchEvent.
    """
    found = get_event(event)
    told = (folder.switcher_told(event) if found.state is State.LIVE else None) or {}
    is_running = bool(told) and at.timestamp() * 1000 - told["at_ms"] < 3_000
    gate = folder.gate_told() if found.state in (State.REHEARSAL, State.LIVE) else {}
    who = {each.id: each for each in found.contributors}
    on = who.get(told["on"]) if is_running else None
    slot = found.slot_at(at)
    upcoming = next((each for each in found.slots if each.starts_at > at), None)
    wanted = (told["wanted"] if is_running else None) or (upcoming.contributor.id if upcoming else None)
    seats = tuple(_seat(each, gate, told if is_running else {}, on, wanted) for each in found.contributors)
    rows = models.Run.objects.filter(event_id=event).order_by("-number")[:12]
    alarms = told["alarms"] if is_running else {}
    return Desk(
        event=found,
        is_running=is_running,
        on=on,
        slot=slot,
        upcoming=upcoming,
        why=REASONS.get(told.get("why", ""), Both("", "")),
        seats=seats,
        alarms=tuple((ALARMS[kind], ms / 1000) for kind, ms in alarms.items()),
        runs=tuple(_runs(found, rows)),
        rtmp_port=int(gate.get("port") or 0),
        strangers=tuple(
            (datetime.fromtimestamp(each["at"], UTC), Both(**each["message"]))
            for each in gate.get("refusals", ())
            if not each["source"] and at - datetime.fromtimestamp(each["at"], UTC) < timedelta(hours=1)
        ),
    )


def _seat(
    contributor: Contributor,
    gate: dict[str, Any],
    told: dict[str, Any],
    on: Contributor | None,
    wanted: str | None,
) -> Seat:
    door = gate.get("doors", {}).get(contributor.id, {})
    heard = told.get("sources", {}).get(contributor.id, {})
    refusal = door.get("refusal")
    return Seat(
        contributor=contributor,
        state=str(door.get("state", "away")),
        is_on=on is not None and on.id == contributor.id,
        is_next=wanted == contributor.id and not (on is not None and on.id == contributor.id),
        is_steady=bool(heard.get("steady")),
        facts=_facts(door),
        refusal=Both(**refusal["message"]) if refusal else None,
    )


def _facts(door: dict[str, Any]) -> Both:
    if door.get("state") != "sending" or not door.get("picture"):
        return Both("", "")
    _, width, height = door["picture"]
    numbers = {
        "size": f"{width} × {height}", "rate": f"{door['rate']:g}", "gop": f"{door['gop_ms'] / 1000:.1f}",
        "kilobits": f"{door['kilobits']:,}",
    }  # fmt: skip
    return Both(
        "{size}, {rate} pictures a second, a key frame each {gop} s, {kilobits} kbit/s",
        "{size}，每秒 {rate} 帧，关键帧间隔 {gop} 秒，{kilobits} kbit/s",
    ).filled(**numbers)


def _runs(event: Event, rows: Any) -> list[Run]:
    who = {each.id: each for each in event.contributors}
    return [Run(row.number, row.at, who.get(row.contributor), row.slot, row.why) for row in rows]


def _cue(event: EventId, act: str, hand: str | None, person: PersonId | None, at: datetime) -> None:
    with transaction.atomic():
        models.Event.objects.filter(id=event).update(hand=hand)
        models.Cue.objects.create(event_id=event, at=at, person=person or "", act=act, hand=hand)


def _move(
    event: EventId, to: State, act: str, person: PersonId | None, at: datetime, *, only: tuple[State, ...]
) -> None:
    get_event(event)
    with transaction.atomic():
        rows = models.Event.objects.filter(id=event, state__in=[each.value for each in only])
        if rows.update(state=to.value):
            models.Cue.objects.create(event_id=event, at=at, person=person or "", act=act, hand=None)
