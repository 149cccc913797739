"""What tests say inside a running house: comments, rooms, danmaku; see tests.deeds, which runs them."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from footlights.ground.people import api as people
from footlights.ground.people.types import Role, Viewer
from footlights.ground.talk import api as talk
from footlights.ground.talk.types import Reason, SayingId
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId, new_id
from footlights.services.shelf import api as shelf
from footlights.services.shelf.types import MarkDraft, Privacy, State

NOW = utc_now()


def talk_about(work: str) -> dict[str, str]:
    """Let two viewers comment on a work and send danmaku; one word of theirs is held."""
    viewer, other = (
        people.create_person(f"{new_id('per')}@viewer.example", None, name, at=NOW) for name in ("Lin", "Mei")
    )
    said = talk.post_comment(work, viewer, "The lamp, and then the dark. 灯灭的那一刻！", NOW)
    talk.post_comment(work, other, "Twice tonight.", NOW, reply_to=said.id)
    talk.post_comment(work, viewer, "you moron", NOW + timedelta(seconds=5))
    for second in range(12):
        moment = NOW + timedelta(seconds=10 + 3 * second)
        talk.post_danmaku(work, viewer, f"前方高能 {second}", moment, at_seconds=1 + second)
    talk.open_room("live:rehearsal", NOW, started_at=NOW)
    talk.post_message("live:rehearsal", viewer, "Good evening · 晚上好", NOW)
    return {"saying": said.id, "ticket": talk.ticket_for("live:rehearsal")}


def send_danmaku(work: str, number: str, seconds: str) -> dict[str, str]:
    """Let a dozen viewers send danmaku all over so many seconds of a film."""
    viewers = [
        people.create_person(f"{new_id('per')}@viewer.example", None, f"观众{each}", at=NOW)
        for each in range(12)
    ]
    last, began = "", utc_now() - timedelta(seconds=int(number))
    for each in range(int(number)):
        text = ("前方高能！" if each % 2 else "What a light ") + "哈" * (each % 9) + str(each)
        moment = each * float(seconds) / int(number)
        last = talk.post_danmaku(
            work, viewers[each % 12], text, began + timedelta(seconds=each), at_seconds=moment
        ).id
    return {"last": last}


def take_away(*sayings: str) -> dict[str, float]:
    """Let the operator take sayings away; return how long that took."""
    person = next(each for each in people.list_people(limit=10_000) if each.is_operator)
    viewer = Viewer("", person.id, person.name, None, None, None, person.language, frozenset({Role.OPERATOR}))
    began = time.monotonic()
    for each in sayings:
        talk.remove(SayingId(each), viewer, utc_now())
    return {"seconds": time.monotonic() - began}


def say_everything(work: str, *texts: str) -> dict[str, Any]:
    """Let a viewer say each text in every place where people write: comments, danmaku, rooms, reviews, lists."""
    lists, subject = [], f"live:{new_id('say')}"
    for number, text in enumerate(texts):
        viewer = people.create_person(f"{new_id('per')}@viewer.example", None, "Lin", at=NOW)
        said = talk.post_comment(work, viewer, text, NOW)
        talk.post_comment(work, viewer, f"re {text}", NOW + timedelta(seconds=9), reply_to=said.id)
        talk.post_danmaku(work, viewer, text[:100], NOW, at_seconds=number / 4)
        talk.post_message(subject, viewer, text, NOW)
        talk.report(said.id, viewer, Reason.SPAM, NOW)
        mark = MarkDraft(State.DONE, 7, text, (text[:40],))
        shelf.mark_work(viewer, WorkId(work), mark, NOW)
        shelf.write_review(
            viewer, WorkId(work), text, text, has_spoilers=bool(number % 2), privacy=Privacy.PUBLIC, at=NOW
        )
        made = shelf.create_list(viewer, text, text, Privacy.PUBLIC, NOW)
        shelf.add_to_list(made, viewer, WorkId(work), text)
        lists.append(made)
    return {"subject": subject, "ticket": talk.ticket_for(subject), "lists": lists[:4]}


def say_live(subject: str, *texts: str) -> dict[str, int]:
    """Let a viewer each say a text in a room."""
    for text in texts:
        viewer = people.create_person(f"{new_id('per')}@viewer.example", None, text[:40], at=NOW)
        talk.post_message(subject, viewer, text, utc_now())
    return {"said": len(texts)}


def seat_talkers(number: str, password: str) -> dict[str, Any]:
    """Make people who can sign in, and a room for them."""
    subject = f"live:{new_id('say')}"
    talk.open_room(subject, NOW, started_at=NOW)
    emails = [
        f"{new_id('talker')}@viewer.example" for _ in range(int(number))
    ]  # called once more, others come
    for each, email in enumerate(emails):
        people.create_person(email, password, f"观众 {each}", at=NOW)
    return {"subject": subject, "ticket": talk.ticket_for(subject), "emails": emails}


def list_room(subject: str) -> dict[str, Any]:
    """Return all that is held of a room."""
    said = talk.list_changes(subject, 0, limit=10_000)
    return {
        "said": [{"id": each.id, "text": each.text} for each in said],
        "numbers": [each.number for each in said],
    }
