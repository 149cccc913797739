"""Notices: told once, due in their time, read, taken back; and letters over a real socket."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from footlights.ground.notices import api, models
from footlights.ground.notices.core import MOST_TRIES
from footlights.ground.notices.types import NoSuchNotice, NoticeDraft
from footlights.kernel.ids import NoticeId, PersonId
from footlights.kernel.text import Both, Language

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CHEN, BO = PersonId("per-chen"), PersonId("per-bo")
HOUR = timedelta(hours=1)


def told(key: str = "statement:1", person: PersonId = CHEN, due_at: datetime | None = None) -> NoticeDraft:
    """Return a notice about a statement."""
    title, text = Both("A statement is ready", "结算单已出"), Both("For May.", "五月。")
    return NoticeDraft(person, key, title, text, "studio/deals", due_at)


def test_the_same_thing_is_told_once_to_each():
    for draft in (told(), told(), told(person=BO)):
        api.give(draft, NOON)

    assert [each.title.zh for each in api.list_notices(CHEN, NOON)] == ["结算单已出"]
    assert api.count_unread(BO, NOON) == 1


def test_a_reminder_stands_in_the_inbox_from_its_time_on_and_can_be_taken_back_before():
    api.give(told("due:1", due_at=NOON + HOUR), NOON)
    api.give(told("due:2", due_at=NOON + HOUR), NOON)

    assert api.list_notices(CHEN, NOON) == []
    assert api.take_back("due:2", NOON) == 1
    assert len(api.list_notices(CHEN, NOON + HOUR)) == 1
    assert api.take_back("due:1", NOON + HOUR) == 0


def test_a_notice_is_read_once_and_by_its_own_reader_alone():
    api.give(told(), NOON)
    notice = api.list_notices(CHEN, NOON)[0].id

    with pytest.raises(NoSuchNotice):
        api.mark_read(BO, notice, NOON)
    api.mark_read(CHEN, notice, NOON)
    assert api.mark_read(CHEN, notice, NOON + HOUR).read_at == NOON
    assert api.count_unread(CHEN, NOON) == 0


def test_everything_is_exported_and_forgotten_reminders_too():
    api.give(told(), NOON)
    api.give(told("due:1", due_at=NOON + HOUR), NOON)
    api.give(told(person=BO), NOON)

    assert len(api.export_notices(CHEN)) == 2
    assert api.forget(CHEN) == 2
    assert models.Notice.objects.count() == 1


class PostOffice(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs; it refuses while ``server.refuses``."""

    def handle(self) -> None:
        """Serve one client."""
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA" and not self.server.refuses:
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (row := self.rfile.readline()) != b".\r\n":
                    letter += row
                self.server.letters.append(letter)
            refused = word in (b"RCPT", b"DATA") and self.server.refuses
            self.wfile.write(b"451 later\r\n" if refused else b"250 yes\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def office(settings) -> Iterator[socketserver.ThreadingTCPServer]:
    """Open a post office on loopback and tell the house of it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), PostOffice) as server:
        server.letters, server.refuses = [], False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


def post_all(at: datetime) -> list[bool]:
    """Post every letter that is due to one address."""
    return [
        api.post_letter(each.id, "chen@viewer.example", Language.ZH, "https://house.example", at)
        for each in api.list_letters(at)
    ]


def test_without_a_post_office_there_are_no_letters():
    api.give(told(), NOON)

    assert api.list_letters(NOON) == []


def test_a_letter_goes_once_in_the_readers_language_with_its_link(office):
    api.give(told(), NOON)

    assert post_all(NOON) == [True]
    assert post_all(NOON + HOUR) == []
    letter = message_from_bytes(office.letters[0], policy=default)
    assert letter["Subject"] == "结算单已出"
    assert letter["To"] == "chen@viewer.example"
    assert "https://house.example/zh/studio/deals" in letter.get_content()


def test_a_letter_that_is_not_taken_is_tried_again_later_and_not_for_ever(office):
    api.give(told(), NOON)
    office.refuses = True

    assert post_all(NOON) == [False]
    assert post_all(NOON) == []
    assert post_all(NOON + timedelta(minutes=1)) == [False]
    office.refuses = False
    assert post_all(NOON + timedelta(minutes=7)) == [True]
    assert len(office.letters) == 1

    api.give(told("another"), NOON)
    office.refuses = True
    for day in range(MOST_TRIES):
        assert post_all(NOON + timedelta(days=10 * day + 1)) == [False]
    assert post_all(NOON + timedelta(days=400)) == []


def test_what_was_read_in_the_inbox_needs_no_letter(office):
    api.give(told(), NOON)
    api.mark_all_read(CHEN, NOON)

    assert api.list_letters(NOON) == []


def test_a_letter_about_nothing_is_refused():
    with pytest.raises(NoSuchNotice):
        api.post_letter(NoticeId("ntc-none"), "a@b.example", Language.EN, "", NOON)
