"""Saying something: a comment, a message in a room, danmaku. What is returned is kept for good."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from footlights.ground.talk import models
from footlights.ground.talk.adapters import words_files
from footlights.ground.talk.core.pace import seconds_to_wait
from footlights.ground.talk.core.texts import clean
from footlights.ground.talk.core.words import Ruling, rule
from footlights.ground.talk.types import (
    CannotSay,
    Form,
    NoSuchSaying,
    RoomClosed,
    Saying,
    SayingId,
    State,
    TooSoon,
)
from footlights.kernel.ids import PersonId, is_id
from footlights.kernel.text import Both

from .reading import as_sayings
from .rooms import lock_room, next_change

# The pause between two sayings of a person in a room, in seconds; a room's slow mode can only lengthen it.
PAUSE_SECONDS: Final = {Form.COMMENT: 3, Form.CHAT: 1, Form.DANMAKU: 2}
_LONGEST_FILM: Final = 200 * 3_600  # seconds
_EMPTY = Both("Write something first.", "请先输入内容。")
_REFUSED = Both(
    "This is not posted: it holds “{word}”, which this house's list refuses. Your text is kept in the box.",
    "未发布：其中含有本站词表禁止的“{word}”。输入内容已保留。",
)
_TOO_LONG = Both("At most {n} characters; this has {m}.", "最多 {n} 个字符，现有 {m} 个。")
_TWICE = Both("You said just that a moment ago.", "刚刚已经说过同样的话。")
_NO_MOMENT = Both("Danmaku belongs to a moment of the film.", "弹幕需要对应影片的某一时刻。")


def post_message(subject: str, person: PersonId, text: str, at: datetime) -> Saying:
    """Say something in a room.

    Raises CannotSay (its subclass TooSoon in slow mode), RoomClosed.
    """
    return _post(subject, Form.CHAT, person, text, at)


def post_comment(
    subject: str, person: PersonId, text: str, at: datetime, *, reply_to: SayingId | None = None
) -> Saying:
    """Comment on a subject, or reply to a comment on it; a reply to a reply stands under the same comment.

    Raises CannotSay, TooSoon, RoomClosed, NoSuchSaying.
    """
    return _post(subject, Form.COMMENT, person, text, at, reply_to=reply_to)


def post_danmaku(
    subject: str, person: PersonId, text: str, at: datetime, *, at_seconds: float | None = None
) -> Saying:
    """Say something at a second of a film; in the room of a live event, at this moment of it.

    Raises CannotSay, TooSoon, RoomClosed.
    """
    return _post(subject, Form.DANMAKU, person, text, at, at_seconds=at_seconds)


def _post(
    subject: str,
    form: Form,
    person: PersonId,
    text: str,
    at: datetime,
    *,
    reply_to: SayingId | None = None,
    at_seconds: float | None = None,
) -> Saying:
    text = _fit(text, form)
    ruling, word = rule(text, words_files.lists())
    if ruling is Ruling.REFUSE:
        raise CannotSay(_REFUSED.filled(word=word))
    with transaction.atomic():
        room = lock_room(subject, at)
        if room.closed_at is not None:
            raise RoomClosed
        over = _comment_over(room, reply_to) if reply_to else None
        _keep_pace(room, form, person, text, at)
        row = models.Saying.objects.create(
            room=room,
            form=form.value,
            person=person,
            reply_to=over,
            text=text,
            at_ms=_moment_ms(room, at, at_seconds) if form is Form.DANMAKU else None,
            said_at=at,
            state=(State.HELD if ruling is Ruling.HOLD else State.SHOWN).value,
            word=word[:60],
            number=next_change(room),
        )
    return as_sayings([row])[0]


def _fit(text: str, form: Form) -> str:
    text = clean(text, lines=form is Form.COMMENT)
    if not text:
        raise CannotSay(_EMPTY)
    if len(text) > form.longest:
        raise CannotSay(_TOO_LONG.filled(n=form.longest, m=len(text)))
    return text


def _keep_pace(room: models.Room, form: Form, person: PersonId, text: str, at: datetime) -> None:
    last = (
        models.Saying.objects.filter(room=room, person=person, form=form.value).order_by("-said_at").first()
    )
    if last is None:
        return
    wait = seconds_to_wait(last.said_at, at, max(PAUSE_SECONDS[form], room.slow_seconds))
    if wait:
        raise TooSoon(wait)
    if last.text == text and (at - last.said_at).total_seconds() < 60:
        raise CannotSay(_TWICE)


def _comment_over(room: models.Room, reply_to: SayingId) -> models.Saying:
    if not is_id(reply_to, "say"):
        raise NoSuchSaying(reply_to)
    found = (
        models.Saying.objects.filter(id=reply_to, room=room, form=Form.COMMENT.value, state=State.SHOWN.value)
        .select_related("reply_to")
        .first()
    )
    if found is None:
        raise NoSuchSaying(reply_to)
    return found.reply_to or found


def _moment_ms(room: models.Room, at: datetime, at_seconds: float | None) -> int:
    if room.started_at is not None:
        return max(0, int((at - room.started_at).total_seconds() * 1000))
    if at_seconds is None or not 0 <= at_seconds <= _LONGEST_FILM:
        raise CannotSay(_NO_MOMENT)
    return int(at_seconds * 1000)
