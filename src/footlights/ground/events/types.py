"""What the log holds, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.kernel.ids import EventId
from footlights.kernel.text import Both

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    id: its name for ever; recorded again under it, it counts once.
    name: ``folder.fact``, such as ``media.beat``.
    at: when it happened, in UTC.
    """

    id: EventId
    name: str
    at: datetime
    body: dict[str, Value]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event in its place in the log. Positions grow; an archived event keeps its own."""

    position: int
    received_at: datetime
    event: Event


class WriterAway(Exception):
    """The event writer does not answer: nothing was recorded for certain; send again under the same ids."""

    def __init__(self) -> None:
        super().__init__("the event writer does not answer")
        self.message = Both(
            "The house cannot note this down just now. Nothing is lost: try again in a moment.",
            "本馆暂时无法记录。内容没有丢失，请稍后再试。",
        )


class LogRefused(Exception):
    """The event writer could not keep these events, such as on a full disk: nothing of them was stored."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.message = Both(
            "The house could not store this. The operator has been told; try again later.",
            "本馆未能保存。运维人员已收到通知，请稍后再试。",
        )
