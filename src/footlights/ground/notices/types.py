"""What notices take and hand out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from footlights.kernel.ids import NoticeId, PersonId
from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What is to be told.

    key: what it is about, such as ``deliverable-due:dlv-…``; a person is told the same key once.
    link: an address of the house without its language, such as ``studio/deals``; "" for none.
    due_at: from when on it stands in the inbox; None for at once.
    """

    person: PersonId
    key: str
    title: Both
    text: Both
    link: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice in somebody's inbox; read_at is None while it is new."""

    id: NoticeId
    person: PersonId
    title: Both
    text: Both
    link: str
    due_at: datetime
    read_at: datetime | None


class NoSuchNotice(Exception):
    """There is no such notice in this person's inbox."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.message = Both("That notice is not in your inbox.", "您的收件箱中没有这条通知。")
