"""Saying, holding, reporting, taking away and forgetting."""

from __future__ import annotations

import pytest

from footlights.ground.people import api as people
from footlights.ground.people.types import TieKind
from footlights.ground.talk import api, rights
from footlights.ground.talk.tests.cast import NOON, later
from footlights.ground.talk.types import (
    CannotSay,
    Form,
    NoSuchRoom,
    NoSuchSaying,
    NotYours,
    Reason,
    RoomClosed,
    State,
    TooSoon,
)
from footlights.kernel.text import Both

pytestmark = pytest.mark.django_db
FILM = "wrk-a-film"


def test_a_comment_and_a_reply_stand_in_a_thread(chen, bo):
    first = api.post_comment(FILM, chen, "The light! 光！", NOON)
    reply = api.post_comment(FILM, bo, "Yes.", later(1), reply_to=first.id)
    deeper = api.post_comment(FILM, chen, "Indeed.", later(10), reply_to=reply.id)
    (thread,) = api.list_comments(FILM)
    assert (thread.comment.text, thread.comment.name) == ("The light! 光！", "Chen")
    assert [each.id for each in thread.replies] == [reply.id, deeper.id]
    with pytest.raises(NoSuchSaying):
        api.post_comment("another", chen, "Elsewhere", later(20), reply_to=first.id)


def test_changes_count_up_without_a_gap(chen, bo, aurora):
    for number in range(6):
        api.post_message(FILM, [chen, bo][number % 2], f"{number}", later(number))
    said = api.list_changes(FILM, 0)
    assert [each.number for each in said] == [1, 2, 3, 4, 5, 6]
    api.remove(said[1].id, aurora, later(9))
    (gone,) = api.list_changes(FILM, 6)
    assert (gone.id, gone.state, gone.number) == (said[1].id, State.REMOVED, 7)
    assert [each.text for each in api.list_messages(FILM)] == ["0", "2", "3", "4", "5"]
    assert [each.text for each in api.list_messages(FILM, before=4)] == ["0", "2"]


def test_slow_mode_says_how_long_to_wait(chen):
    api.open_room("live:x", NOON, slow_seconds=30)
    api.post_message("live:x", chen, "one", NOON)
    with pytest.raises(TooSoon) as refusal:
        api.post_message("live:x", chen, "two", later(12.5))
    assert refusal.value.seconds == 18
    api.set_slow_mode("live:x", 0)
    assert api.post_message("live:x", chen, "two", later(12.5)).state is State.SHOWN
    with pytest.raises(NoSuchRoom):
        api.set_slow_mode("live:none", 3)


def test_a_closed_room_keeps_what_was_said_and_can_be_opened_again(chen):
    api.open_room("live:x", NOON, started_at=NOON)
    api.post_message("live:x", chen, "one", NOON)
    api.close_room("live:x", later(5))
    with pytest.raises(RoomClosed):
        api.post_message("live:x", chen, "two", later(9))
    assert len(api.list_messages("live:x")) == 1
    assert api.open_room("live:x", later(10), started_at=NOON).closed_at is None
    api.post_message("live:x", chen, "two", later(11))


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "x" * 301, "kill yourself", "你去死"])
def test_what_cannot_be_said_is_refused_with_a_reason_in_both_languages(chen, text):
    with pytest.raises(CannotSay) as refusal:
        api.post_message(FILM, chen, text, NOON)
    assert refusal.value.message.zh
    assert api.list_changes(FILM, 0) == []


def test_the_same_again_within_a_minute_is_refused(chen):
    api.post_message(FILM, chen, "Bravo", NOON)
    with pytest.raises(CannotSay):
        api.post_message(FILM, chen, "Bravo", later(20))
    api.post_message(FILM, chen, "Bravo", later(61))


def test_a_held_word_waits_where_only_its_author_sees_it(chen, bo, aurora):
    held = api.post_comment(FILM, chen, "you moron", NOON)
    assert held.state is State.HELD
    assert [t.comment.id for t in api.list_comments(FILM, chen)] == [held.id]
    assert api.list_comments(FILM, bo) == api.list_comments(FILM) == []
    (case,) = api.list_cases()
    assert (case.word, api.count_waiting()) == ("you moron", 1)
    api.keep(held.id, aurora, later(60))
    assert [t.comment.id for t in api.list_comments(FILM)] == [held.id]
    assert api.list_cases() == []


def test_three_reports_hold_until_a_moderator_has_looked(chen, bo, aurora):
    said = api.post_comment(FILM, chen, "A matter of taste", NOON)
    others = [bo, *(people.create_person(f"v{n}@viewer.example", None, f"V{n}", at=NOON) for n in range(3))]
    for number, each in enumerate([bo, bo, *others[1:]]):
        api.report(said.id, each, Reason.INSULT, later(number))
    assert api.get_saying(said.id).state is State.HELD
    (case,) = api.list_cases()
    assert case.reports == ((Reason.INSULT, 4),)
    api.keep(said.id, aurora, later(9))
    api.report(said.id, others[1], Reason.SPAM, later(20))
    assert api.get_saying(said.id).state is State.SHOWN


def test_who_may_take_away_and_put_back(chen, bo, aurora, as_viewer):
    said = api.post_comment(FILM, chen, "Mine", NOON)
    with pytest.raises(NotYours):
        api.remove(said.id, as_viewer(bo), later(1))
    with pytest.raises(NotYours):
        api.keep(said.id, as_viewer(chen), later(1))
    api.remove(said.id, as_viewer(chen), later(2))
    assert api.list_removed() == []
    other = api.post_comment(FILM, chen, "Another", later(5))
    api.remove(other.id, aurora, later(6))
    assert [case.saying.id for case in api.list_removed()] == [other.id]
    api.keep(other.id, aurora, later(7))
    assert [t.comment.id for t in api.list_comments(FILM)] == [other.id]


def test_danmaku_belongs_to_a_moment_of_the_film_or_of_the_live_event(chen, bo):
    api.post_danmaku(FILM, chen, "前方高能", NOON, at_seconds=61.5)
    api.post_danmaku(FILM, bo, "Here it comes", NOON, at_seconds=12)
    assert [each.at_seconds for each in api.list_danmaku(FILM)] == [12, 61.5]
    assert [each.at_seconds for each in api.list_danmaku(FILM, since=20, until=90)] == [61.5]
    for bad in (None, -1, 1e9, float("nan")):
        with pytest.raises(CannotSay):
            api.post_danmaku(FILM, chen, "?", later(9), at_seconds=bad)
    api.open_room("live:x", NOON, started_at=NOON)
    assert api.post_danmaku("live:x", chen, "now", later(90)).at_seconds == 90


def test_figures_count_what_all_may_see(chen, bo):
    api.post_comment(FILM, chen, "one", NOON)
    api.post_comment(FILM, bo, "you moron", NOON)
    api.post_danmaku("other", bo, "two", NOON, at_seconds=1)
    assert api.count_comments() == 2
    assert api.count_comments([FILM], NOON.date(), NOON.date()) == 1
    assert api.count_comments([FILM], until=NOON.date().replace(day=1)) == 0


def test_a_person_takes_their_words_along_and_leaves_none_behind(chen, bo, aurora):
    mine = api.post_comment(FILM, chen, "Mine", NOON)
    theirs = api.post_comment(FILM, bo, "Yes", NOON, reply_to=mine.id)
    api.report(theirs.id, chen, Reason.OTHER, NOON)
    told = rights.export_person(chen)
    assert [each["text"] for each in told["said"]] == ["Mine"]
    assert [each["reason"] for each in told["reported"]] == ["other"]
    before = api.get_room(FILM).changes
    rights.erase_person(chen, later(5))
    assert rights.export_person(chen) == {"said": [], "reported": []}
    (gone,) = api.list_changes(FILM, before)
    assert (gone.id, gone.text, gone.state) == (mine.id, "", State.REMOVED)
    assert api.get_saying(theirs.id).text == "Yes"
    api.keep(mine.id, aurora, later(9))
    assert api.get_saying(mine.id).state is State.REMOVED


def test_a_ticket_is_the_houses_own():
    assert api.read_ticket(api.ticket_for("live:x")) == "live:x"
    with pytest.raises(NoSuchRoom):
        api.read_ticket(api.ticket_for("live:x")[:-2] + "zz")


@pytest.mark.parametrize("kind", [*Form, *Reason])
def test_every_kind_is_said_in_both(kind):
    assert isinstance(kind.said, Both)


def test_whoever_is_blocked_is_read_by_others_only(chen, bo):
    said = api.post_comment(FILM, bo, "Lovely", NOON)
    api.post_comment(FILM, chen, "Yes", later(1), reply_to=said.id)
    api.post_message("live:one", bo, "Hello", NOON)

    people.tie(chen, bo, TieKind.BLOCK, later(2))

    assert api.list_comments(FILM, chen) == []
    assert api.list_messages("live:one", chen) == []
    assert [each.comment.text for each in api.list_comments(FILM)] == ["Lovely"]
    assert [each.text for each in api.list_messages("live:one", bo)] == ["Hello"]
