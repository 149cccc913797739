"""What live hands out: events, contributors, slots, what was on, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from footlights.ground.agreements.types import Verdict
from footlights.ground.media.types import Playing
from footlights.ground.works.types import Work
from footlights.kernel.ids import AssetId, WorkId
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both

EventId = NewType("EventId", str)
ContributorId = NewType("ContributorId", str)


class State(StrEnum):
    """How far an event is."""

    PLANNED = "planned"
    REHEARSAL = "rehearsal"
    LIVE = "live"
    ENDED = "ended"

    @property
    def said(self) -> Both:
        """Return the state in words."""
        return _STATES[self]


_STATES = {
    State.PLANNED: Both("Planned", "已计划"),
    State.REHEARSAL: Both("In rehearsal", "彩排中"),
    State.LIVE: Both("Live", "直播中"),
    State.ENDED: Both("Ended", "已结束"),
}


class Way(StrEnum):
    """How a contributor sends."""

    RTMP = "rtmp"
    SRT = "srt"

    @property
    def said(self) -> Both:
        """Return the way's name."""
        return Both(self.value.upper(), self.value.upper())


@dataclass(frozen=True, slots=True)
class ContributorDraft:
    """A contributor as a producer enters it. zone: the time zone that its clock shows."""

    name: Both
    zone: str = "Europe/London"
    way: Way = Way.RTMP


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """A slot as a producer enters it.

    contributor: its place in the event's list of contributors.
    work: whose rights the slot needs; None: those of the event's own work.
    territories: where it may be seen at most, such as "GB CN"; "": wherever the rights allow.
    hold_seconds: how long a black, silent or still picture stays on.
    """

    contributor: int
    title: Both
    seconds: float
    work: WorkId | None = None
    territories: str = ""
    hold_seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as a producer enters it: its slots follow one another from the start.

    pace: how many times faster than on the clock its hours pass, for a relay in compressed time.
    """

    title: Both
    starts_at: datetime
    contributors: tuple[ContributorDraft, ...]
    slots: tuple[SlotDraft, ...]
    work: WorkId | None = None
    pace: float = 1.0
    is_rendered: bool = False


@dataclass(frozen=True, slots=True)
class Contributor:
    """A contributor with what its encoder needs."""

    id: ContributorId
    name: Both
    zone: str
    way: Way
    key: str
    passphrase: str
    srt_port: int | None


@dataclass(frozen=True, slots=True)
class Slot:
    """One contributor's time."""

    number: int
    contributor: Contributor
    title: Both
    starts_at: datetime
    seconds: float
    hold_seconds: float
    work: WorkId
    territories: str

    @property
    def ends_at(self) -> datetime:
        """Return when it is over."""
        return self.starts_at + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a slot stands in the replay, in seconds from its beginning."""

    number: int
    title: Both
    contributor: Both
    starts_seconds: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Event:
    """A relay.

    hand: None while the running order decides, else the contributor chosen by hand, "" for the slate.
    left_out: the slots that their rights keep out of the replay.
    """

    id: EventId
    title: Both
    work: WorkId
    state: State
    starts_at: datetime
    ends_at: datetime
    pace: float
    is_rendered: bool
    hand: str | None
    asset: AssetId | None
    slots: tuple[Slot, ...]
    contributors: tuple[Contributor, ...]
    has_replay: bool
    chapters: tuple[Chapter, ...] = ()
    left_out: tuple[int, ...] = ()

    def slot_at(self, at: datetime) -> Slot | None:
        """Return the slot of a moment."""
        return next((slot for slot in self.slots if slot.starts_at <= at < slot.ends_at), None)


@dataclass(frozen=True, slots=True)
class Run:
    """A line of the as-run log: who came on when, for which slot, and why. contributor: None for the slate."""

    number: int
    at: datetime
    contributor: Contributor | None
    slot: int
    why: str

    @property
    def reason(self) -> Both:
        """Return why, in words."""
        return REASONS.get(self.why, Both(self.why, self.why))


REASONS = {
    "start": Both("the relay began", "接力开始"),
    "schedule": Both("by the running order", "按节目单"),
    "hand": Both("by hand", "手动切换"),
    "lost": Both("signal lost", "信号丢失"),
    "between": Both("between two slots", "两段节目之间"),
    "black": Both("black for longer than the slot's hold", "黑场超过本段容许时长"),
    "still": Both("still for longer than the slot's hold", "静帧超过本段容许时长"),
    "silent": Both("silent for longer than the slot's hold", "静音超过本段容许时长"),
    "jump": Both("the source's clock jumped", "信号源时钟跳变"),
    "format": Both("the source changed its format", "信号源更改了格式"),
}
ALARMS = {
    "black": Both("Black picture", "黑场"),
    "still": Both("Still picture", "静帧"),
    "silent": Both("Silence", "静音"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A contributor as the control room sees it now.

    state: away, sending or refused. refusal: why, the last time.
    """

    contributor: Contributor
    state: str
    is_on: bool
    is_next: bool
    is_steady: bool
    facts: Both
    refusal: Both | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The control room at a moment. alarms: kind and for how many seconds."""

    event: Event
    is_running: bool
    on: Contributor | None
    slot: Slot | None
    upcoming: Slot | None
    why: Both
    seats: tuple[Seat, ...]
    alarms: tuple[tuple[Both, float], ...]
    runs: tuple[Run, ...]
    rtmp_port: int
    strangers: tuple[tuple[datetime, Both], ...] = ()


@dataclass(frozen=True, slots=True)
class Viewing:
    """An event handed to a viewer."""

    event: Event
    work: Work
    playing: Playing
    verdict: Verdict


class NoSuchEvent(Exception):
    """There is no event of that name."""

    def __init__(self, event: str) -> None:
        super().__init__(event)
        self.message = Both("There is no such event.", "没有这场活动。")


class NotLicensed(Exception):
    """The event may not be shown here, or not now; the verdict says why."""

    def __init__(self, event: Event, work: Work, territory: Territory | None, verdict: Verdict) -> None:
        super().__init__(event.id)
        self.event = event
        self.work = work
        self.territory = territory
        self.verdict = verdict
        self.message = verdict.reason


class NotOn(Exception):
    """The event is not on: it has not begun, or it has ended and its replay is not ready."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.id)
        self.event = event
        self.message = Both("The relay is not on just now.", "接力直播目前未在进行。")


class BadEvent(Exception):
    """What was entered about an event does not do; the message says how to mend it."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
