"""What talk hands out: rooms, what was said in them, reports, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both

SayingId = NewType("SayingId", str)


class Form(StrEnum):
    """How something is said."""

    COMMENT = "comment"
    CHAT = "chat"
    DANMAKU = "danmaku"

    @property
    def said(self) -> Both:
        """Return it in words."""
        return {
            "comment": Both("Comment", "评论"),
            "chat": Both("Message in a room", "聊天消息"),
            "danmaku": Both("Danmaku", "弹幕"),
        }[self.value]

    @property
    def longest(self) -> int:
        """Return how many characters it may have."""
        return {"comment": 1_000, "chat": 300, "danmaku": 100}[self.value]


class State(StrEnum):
    """Who sees it: all, its author and moderators, or moderators only."""

    SHOWN = "shown"
    HELD = "held"
    REMOVED = "removed"


class Reason(StrEnum):
    """Why someone reports what was said."""

    INSULT = "insult"
    HATE = "hate"
    SPAM = "spam"
    PRIVATE = "private"
    SPOILER = "spoiler"
    OTHER = "other"

    @property
    def said(self) -> Both:
        """Return it in words."""
        return {
            "insult": Both("It insults or threatens someone", "侮辱或威胁他人"),
            "hate": Both("It incites hatred against a group", "煽动仇恨"),
            "spam": Both("It advertises or swindles", "广告或诈骗"),
            "private": Both("It gives away somebody's private facts", "泄露他人隐私"),
            "spoiler": Both("It tells how the work ends", "剧透"),
            "other": Both("Something else", "其他"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Room:
    """Where people talk about a subject.

    subject: an id of the house (a work, a relay …) or any text of up to 80 characters that its owner chose.
    started_at: when the live event began, by which danmaku is timed; None for a film.
    slow_seconds: how long one person waits between two messages.
    changes: the number of the room's last change; readers ask for what came after one.
    """

    subject: str
    opened_at: datetime
    closed_at: datetime | None
    started_at: datetime | None
    slow_seconds: int
    changes: int


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that somebody said: a comment, a message in a room, or danmaku.

    person: who said it; empty once they have left the house.
    at_seconds: of danmaku, the second of the film (or since the live event's start) that it belongs to.
    number: the room's change by which it came to be as it is.
    """

    id: SayingId
    subject: str
    form: Form
    person: PersonId
    name: str
    text: str
    said_at: datetime
    reply_to: SayingId | None
    at_seconds: float | None
    state: State
    number: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies, the oldest first."""

    comment: Saying
    replies: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Something that waits for a moderator: held by a word, or reported."""

    saying: Saying
    word: str
    reports: tuple[tuple[Reason, int], ...]
    judged_at: datetime | None


class NoSuchRoom(Exception):
    """Nobody opened a room for this subject."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.message = Both("There is no such room.", "没有这个房间。")


class NoSuchSaying(Exception):
    """Nothing of this id was said, or it is gone."""

    def __init__(self, saying: str) -> None:
        super().__init__(saying)
        self.message = Both("This is no longer here.", "内容已不存在。")


class NotYours(Exception):
    """Only its author and moderators may do that."""

    def __init__(self) -> None:
        super().__init__("not yours")
        self.message = Both(
            "Only who said it and the house's moderators may take it away.", "仅作者与本站管理员可删除。"
        )


class RoomClosed(Exception):
    """Nothing more is said in this room."""

    def __init__(self) -> None:
        super().__init__("closed")
        self.message = Both("This room is closed; what was said stays.", "房间已关闭，已有内容保留。")


class CannotSay(Exception):
    """A text can't be posted as it is."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class TooSoon(CannotSay):
    """One has to wait before speaking again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            Both(
                f"Slowly: you can say the next thing in {seconds} s. Your text is kept in the box.",
                f"请稍候：{seconds} 秒后可以继续发言，输入内容已保留。",
            )
        )
        self.seconds = seconds
