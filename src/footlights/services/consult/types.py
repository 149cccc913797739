"""What consult hands out, and the ways it says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from footlights.kernel.text import Both

ConsultationId = NewType("ConsultationId", str)


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said. who: "you" or "service"; kind: said, say, ask, emergency or result; facts as core.dialogue tells."""

    who: str
    kind: str
    text: Both
    facts: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation as its own person sees it. ended: why, or empty; mark: what every bubble must carry."""

    id: ConsultationId
    began_at: datetime
    bubbles: tuple[Bubble, ...]
    ended: str
    mark: Both

    @property
    def result(self) -> Bubble | None:
        """Return the result or the emergency it ended with."""
        return next((each for each in reversed(self.bubbles) if each.kind in ("result", "emergency")), None)


@dataclass(frozen=True, slots=True)
class Replay:
    """A consultation gone through again. identical: whether each turn came out bit for bit, and the chain holds."""

    turns: int
    identical: bool
    differing: tuple[int, ...]
    knowledge: str


class NoSuchConsultation(Exception):
    """There is no such consultation, or it is another person's."""

    def __init__(self, consultation: str) -> None:
        super().__init__(consultation)
        self.message = Both("There is no such consultation.", "没有此次咨询。")


class NoConsent(Exception):
    """The person did not agree that what they tell is kept."""

    def __init__(self) -> None:
        self.message = Both(
            "Please tick that what you tell is kept for this consultation.",
            "请勾选同意为本次咨询保存您提供的内容。",
        )
        super().__init__(self.message.en)


class BadCases(Exception):
    """A file of cases cannot be read."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
