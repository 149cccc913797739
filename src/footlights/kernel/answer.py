"""Yes, no, or unknown: a deal's silence is never taken for consent."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """A three-valued answer (Kleene)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __and__(self, other: Answer) -> Answer:
        """Return NO if either is, else UNKNOWN if either is, else YES."""
        return min(self, other, key=_ORDER.__getitem__)

    def __or__(self, other: Answer) -> Answer:
        """Return YES if either is, else UNKNOWN if either is, else NO."""
        return max(self, other, key=_ORDER.__getitem__)


_ORDER = {Answer.NO: 0, Answer.UNKNOWN: 1, Answer.YES: 2}
