"""Watching: a relay or its replay is handed to a viewer whom the deal lets in, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Medium, Verdict
from footlights.ground.media import api as media
from footlights.ground.media.types import Beat, Playing
from footlights.ground.people import api as people
from footlights.ground.people.types import Purpose, Viewer
from footlights.ground.works import api as works
from footlights.kernel.answer import Answer
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import Territory, parse_territories
from footlights.services.live import models
from footlights.services.live.types import (
    Event,
    EventId,
    NoSuchEvent,
    NotLicensed,
    NotOn,
    Slot,
    State,
    Viewing,
)

from .planning import find_event, get_event


def find_licence(event: Event, territory: Territory | None, *, at: datetime) -> Verdict:
    """Return whether an event may be watched in a territory now: live while it is on, as a film afterwards."""
    medium = Medium.STREAM if event.state is State.ENDED else Medium.LIVE
    return agreements.find_licence(event.work, territory, medium=medium, at=at)


def allowed_slots(event: EventId, territory: Territory | None, at: datetime) -> frozenset[int]:
    """Return the slots that may be seen in a territory: each by the rights of its own work.

    Raises NoSuchEvent.
    """
    verdicts: dict[WorkId, bool] = {}
    found = get_event(event)
    medium = Medium.STREAM if found.state is State.ENDED else Medium.LIVE
    allowed = set()
    for slot in found.slots:
        if slot.work not in verdicts:
            verdict = agreements.find_licence(slot.work, territory, medium=medium, at=at)
            verdicts[slot.work] = verdict.answer is Answer.YES
        if verdicts[slot.work] and is_within(slot, territory):
            allowed.add(slot.number)
    return frozenset(allowed)


def is_within(slot: Slot, territory: Territory | None) -> bool:
    """Return whether a territory is one of those that a slot is bound to."""
    return not slot.territories or (
        territory is not None and territory in parse_territories(slot.territories)
    )


def start_viewing(event: EventId, viewer: Viewer, at: datetime) -> Viewing:
    """Hand an event to a viewer: the relay while it is on, its replay afterwards.

    Raises NoSuchEvent, NotOn, or NotLicensed with the deciding clause.
    """
    found = get_event(event)
    work = works.get_work(found.work)
    verdict = find_licence(found, viewer.territory, at=at)
    if verdict.answer is not Answer.YES:
        raise NotLicensed(found, work, viewer.territory, verdict)
    if found.asset is None or (found.state is State.ENDED and not found.has_replay):
        raise NotOn(found)
    with transaction.atomic():
        playing = media.start_playing(
            found.asset,
            work=found.work,
            pseudonym=people.pseudonym_of(viewer, at),
            session=viewer.session,
            territory=viewer.territory,
            # Cohorts are profiling: the band goes into the log with consent only.
            age_band=viewer.age_band if Purpose.ANALYTICS in viewer.consents else None,
            licence=verdict.grant or "",
            closes_at=verdict.closes_at,
            at=at,
        )
    return Viewing(found, work, playing, verdict)


def renew_viewing(beat_token: str, viewer: Viewer, at: datetime) -> Playing:
    """Return fresh tokens for a viewing that goes on, if the deal still allows it.

    Raises a TokenRefused of kernel.media.token, NoSuchEvent or NotLicensed.
    """
    facts = media.read_playing(beat_token, session=viewer.session, at=at)
    row = models.Event.objects.filter(asset=facts.asset).first()
    if row is None:
        raise NoSuchEvent(facts.asset)
    found = get_event(EventId(row.id))
    verdict = find_licence(found, viewer.territory, at=at)
    if verdict.answer is not Answer.YES:
        raise NotLicensed(found, works.get_work(found.work), viewer.territory, verdict)
    return media.renew(
        beat_token,
        session=viewer.session,
        territory=viewer.territory,
        licence=verdict.grant or "",
        closes_at=verdict.closes_at,
        at=at,
    )


def record_beats(beat_token: str, beats: Sequence[Beat], viewer: Viewer, at: datetime) -> int:
    """Note how far a player came, for good, and return how many beats still count.

    Raises a TokenRefused, or events' WriterAway: send them again later.
    """
    return media.record_beats(beat_token, beats, session=viewer.session, at=at)


__all__ = [
    "allowed_slots",
    "find_event",
    "find_licence",
    "is_within",
    "record_beats",
    "renew_viewing",
    "start_viewing",
]
