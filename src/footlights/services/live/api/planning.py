"""Events as they are planned and looked up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.ids import AssetId, WorkId
from footlights.kernel.territory import parse_territories
from footlights.kernel.text import Both
from footlights.services.live import models
from footlights.services.live.adapters.ports import srt_port
from footlights.services.live.core.keys import make_secret
from footlights.services.live.types import (
    BadEvent,
    Chapter,
    Contributor,
    ContributorId,
    Event,
    EventDraft,
    EventId,
    NoSuchEvent,
    Slot,
    State,
    Way,
)

_MOST_SLOTS: Final = 500
_LONGEST: Final = 7 * 86_400
NO_TITLE = Both(
    "Give the event and each slot a title in English and in Chinese.",
    "请为活动及每段节目填写英文和中文标题。",
)
NO_SLOTS = Both("An event needs one slot at least and 500 at most.", "活动至少需要一段节目，最多 500 段。")
NO_LENGTH = Both(
    "A slot lasts a second at least; a relay a week at most.", "每段节目至少一秒；整场接力最长一周。"
)
NO_CONTRIBUTOR = Both("A slot names a contributor that is not in the list.", "节目单中有不在名单上的来源。")
NO_PLACE = Both("The territories of a slot cannot be read: {detail}.", "无法读取节目段的地区：{detail}。")


def create_event(draft: EventDraft, at: datetime) -> Event:
    """Plan an event; without a work of its own, one is made for it.

    Raises BadEvent, or works' NoSuchWork.
    """
    _check(draft)
    if draft.work is not None:
        works.get_work(draft.work)
    with transaction.atomic():
        work = draft.work or works.create_work(WorkDraft(kind=WorkKind.STAGE, title=draft.title), at)
        seconds = sum(slot.seconds for slot in draft.slots)
        event = models.Event.objects.create(
            work=work,
            title_en=draft.title.en,
            title_zh=draft.title.zh,
            starts_at=draft.starts_at,
            ends_at=draft.starts_at + timedelta(seconds=seconds),
            pace=draft.pace,
            is_rendered=draft.is_rendered,
            created_at=at,
        )
        contributors = [
            models.Contributor.objects.create(
                event=event,
                place=place,
                name_en=each.name.en,
                name_zh=each.name.zh,
                zone=each.zone,
                way=each.way.value,
                srt_port=srt_port(_ports_taken()) if each.way is Way.SRT else None,
            )
            for place, each in enumerate(draft.contributors)
        ]
        _create_slots(event, draft, contributors)
    return get_event(EventId(event.id))


def get_event(event: EventId) -> Event:
    """Return an event.

    Raises NoSuchEvent.
    """
    row = models.Event.objects.filter(id=event).first()
    if row is None:
        raise NoSuchEvent(event)
    return read_event(row)


def find_event(work: WorkId) -> Event | None:
    """Return the newest event of a work, or None."""
    row = models.Event.objects.filter(work=work).order_by("-starts_at").first()
    return read_event(row) if row else None


def list_events(*, limit: int = 100) -> list[Event]:
    """Return events, the latest first."""
    return [read_event(row) for row in models.Event.objects.order_by("-starts_at", "-id")[:limit]]


def count_slots_shown(since: date | None = None, until: date | None = None) -> int:
    """Return how many slots had their contributor on the air, from a day on until a day, both included."""
    rows = models.Run.objects.filter(slot__gte=0).exclude(contributor="")
    rows = rows.filter(at__date__gte=since) if since else rows
    rows = rows.filter(at__date__lte=until) if until else rows
    return rows.values("event", "slot").distinct().count()


def turn_key(contributor: ContributorId) -> None:
    """Give a contributor a new key; the old one opens nothing any more."""
    for row in models.Contributor.objects.filter(id=contributor):
        models.Contributor.objects.filter(id=contributor).update(key_turn=row.key_turn + 1)


def read_event(row: models.Event) -> Event:
    """Return a row as an event."""
    people = {each.id: _contributor(each) for each in row.contributors.all()}
    return Event(
        id=EventId(row.id),
        title=Both(row.title_en, row.title_zh),
        work=WorkId(row.work),
        state=State(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        pace=row.pace,
        is_rendered=row.is_rendered,
        hand=row.hand,
        asset=AssetId(row.asset) if row.asset else None,
        slots=tuple(
            Slot(
                number=slot.number,
                contributor=people[slot.contributor_id],
                title=Both(slot.title_en, slot.title_zh),
                starts_at=slot.starts_at,
                seconds=slot.seconds,
                hold_seconds=slot.hold_seconds,
                work=WorkId(slot.work or row.work),
                territories=slot.territories,
            )
            for slot in row.slots.all()
        ),
        contributors=tuple(people.values()),
        has_replay=row.replay_at is not None,
        chapters=tuple(
            Chapter(c["number"], Both(**c["title"]), Both(**c["contributor"]), c["starts"], c["seconds"])
            for c in row.chapters
        ),
        left_out=tuple(row.left_out),
    )


def _contributor(row: models.Contributor) -> Contributor:
    return Contributor(
        id=ContributorId(row.id),
        name=Both(row.name_en, row.name_zh),
        zone=row.zone,
        way=Way(row.way),
        key=make_secret(settings.MEDIA_KEY, "rtmp", row.id, row.key_turn),
        passphrase=make_secret(settings.MEDIA_KEY, "srt", row.id, row.key_turn),
        srt_port=row.srt_port,
    )


def _ports_taken() -> set[int]:
    rows = models.Contributor.objects.exclude(event__state=State.ENDED.value)
    return {port for port in rows.values_list("srt_port", flat=True) if port}


def _create_slots(event: models.Event, draft: EventDraft, contributors: list[models.Contributor]) -> None:
    starts_at = draft.starts_at
    for number, slot in enumerate(draft.slots):
        models.Slot.objects.create(
            event=event,
            number=number,
            contributor=contributors[slot.contributor],
            title_en=slot.title.en,
            title_zh=slot.title.zh,
            starts_at=starts_at,
            seconds=slot.seconds,
            hold_seconds=slot.hold_seconds,
            work=slot.work or "",
            territories=slot.territories,
        )
        starts_at += timedelta(seconds=slot.seconds)


def _check(draft: EventDraft) -> None:
    titles = [draft.title, *(slot.title for slot in draft.slots), *(each.name for each in draft.contributors)]
    if any(not (title.en.strip() and title.zh.strip()) for title in titles):
        raise BadEvent(NO_TITLE)
    if not 1 <= len(draft.slots) <= _MOST_SLOTS:
        raise BadEvent(NO_SLOTS)
    if any(slot.seconds < 1 for slot in draft.slots) or sum(s.seconds for s in draft.slots) > _LONGEST:
        raise BadEvent(NO_LENGTH)
    for slot in draft.slots:
        if not 0 <= slot.contributor < len(draft.contributors):
            raise BadEvent(NO_CONTRIBUTOR)
        try:
            if slot.territories:
                parse_territories(slot.territories)
        except ValueError as fault:
            raise BadEvent(NO_PLACE.filled(detail=str(fault))) from fault
