"""What a message does in the house, in both languages, and that it does it once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from footlights.ground.orders import api as orders
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.text import Both
from footlights.roof.channels import api, models, rights
from footlights.services.consult import api as consult
from footlights.services.shelf import api as shelf

from .goods import make_ticket, make_work
from .letters import AT, letter

pytestmark = pytest.mark.django_db


class Talker:
    """Somebody who writes to the house and reads what it answers."""

    def __init__(self, keys, user="oChen"):
        self.keys, self.user, self.at = keys, user, AT

    def say(self, text: str) -> str:
        self.at += timedelta(seconds=1)
        [ack] = api.take_in([letter(self.keys, text, self.user, at=self.at)], self.at)
        assert ack.status == 200
        before = set(models.Answer.objects.values_list("id", flat=True))
        for message, _ in api.list_waiting():
            api.answer(message, self.at)
        fresh = models.Answer.objects.exclude(id__in=before).order_by("key")
        return "\n".join(fresh.values_list("text", flat=True))

    @property
    def contact(self):
        return api.find_contact("wechat", self.user)


@pytest.fixture
def chen(keys, account) -> Talker:
    return Talker(keys)


@pytest.mark.parametrize(
    ("text", "said"), [("海洋 9分 好看", "《海洋》已评 9 分"), ("Ocean 9/10 lovely", "Ocean: 9 out of 10")]
)
def test_a_rating_by_message_stands_on_the_shelf(chen, text, said):
    work = make_work(Both("Ocean", "海洋"))

    assert said in chen.say(text)
    mark = shelf.find_mark(chen.contact.person, work)
    assert (mark.rating, mark.comment) == (9, "好看" if "分" in text else "lovely")
    chen.say("海洋 8分")
    assert shelf.count_marks([work]) == 1


def test_a_subject_finds_the_only_work_about_it_and_several_are_asked_back(chen):
    works.create_work(
        WorkDraft(kind=WorkKind.FILM, title=Both("The Quiet Sea", "静海"), subjects=("ocean",)), AT
    )
    assert "静海" in chen.say("海洋 9分 好看")
    make_work(Both("Ocean Blue", "蓝色海洋")), make_work(Both("Ocean Grey", "灰色海洋"))
    assert "Ocean Blue" in chen.say("Ocean 9/10")
    assert "没有找到" in chen.say("不存在的片子 9分")
    assert "1 至 10" in chen.say("静海 11分")


@pytest.mark.parametrize(
    ("begin", "agree", "words", "yes_no", "end"),
    [
        ("咨询", "同意", "我嗓子疼两天了", "否", "结束"),
        ("consult", "agree", "a sore throat for two days", "no", "stop"),
    ],
)
def test_a_consultation_is_held_under_its_mark_and_replays(chen, begin, agree, words, yes_no, end):
    assert agree in chen.say(begin).lower()
    assert consult.count_consultations([], None, None) == 0
    mark = consult.get_mark().said_in(chen.contact.language)
    assert mark in chen.say(agree)
    said = chen.say(words)
    for _ in range(30):
        assert mark in said
        held = models.Contact.objects.get().consultation
        if not held:
            break
        said = chen.say(yes_no)
    assert "999" in said
    [shown] = consult.list_consultations(viewer(chen), AT)
    assert shown.ended
    assert consult.replay(shown.id).identical
    assert chen.say(end)


def viewer(chen: Talker):
    from footlights.roof.channels.api.guests import viewer_of

    return viewer_of(models.Contact.objects.get(user_ref=chen.user), chen.contact.language)


def test_without_consent_nothing_is_kept_of_a_consultation(chen):
    chen.say("咨询")
    chen.say("我嗓子疼")
    assert consult.count_consultations([], None, None) == 0
    assert "没有需要同意" in (chen.say("结束") and chen.say("同意"))


def test_a_ticket_is_ordered_and_the_way_to_pay_is_sent(chen):
    work = make_work(Both("The Foghorn", "雾笛"))
    assert "没有在售" in chen.say("买票")
    make_ticket(work, title=Both("The Foghorn, one seat", "雾笛单人票"))

    assert "雾笛" in chen.say("买票")
    assert "Foghorn" in chen.say("tickets")
    said = chen.say("买票 雾笛")
    [order] = orders.list_orders(chen.contact.person)
    assert "http://localhost:9/zh/channels/pay/" in said
    assert order.id in said
    assert api.read_pay_address(said.split("/channels/pay/")[1].split()[0]) == order.id
    assert api.read_pay_address("forged") is None
    assert "没有售票" in chen.say("买票 燕鸥")
    assert "没有可退" in chen.say("退款")


def test_a_message_answered_again_does_nothing_more(chen):
    make_ticket(make_work(Both("The Foghorn", "雾笛")))
    chen.say("买票 雾笛")
    message = models.Message.objects.get()

    assert api.answer(message.id, AT) == 0
    assert len(orders.list_orders()) == 1
    assert models.Answer.objects.count() == 1


def test_a_fault_is_tried_five_times_and_then_told(chen):
    api.take_in([letter(chen.keys, "hello there")], AT)
    [(message, _)] = api.list_waiting()

    def fail(*_):
        raise ZeroDivisionError

    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            api.answer(message, AT, talk=fail)
    assert api.answer(message, AT, talk=fail) == 1
    assert "Something went wrong" in models.Answer.objects.get().text


def test_the_page_asks_a_stranger_to_sign_in_and_knows_who_did(account):
    make_work(Both("Ocean", "海洋"))
    who = people.create_person("chen@viewer.example", None, "Chen", at=AT)
    for reader, said in (("session-1", "Sign in first"), (who, "9 out of 10")):
        assert api.write_here(reader, "key-1", "Ocean 9/10", AT)
        for message, _ in api.list_waiting():
            api.answer(message, AT)
        [due] = [answer for answer, _ in api.list_due(AT)]
        assert api.send(due, AT)
        bubbles = api.list_bubbles(api.find_contact("web", reader).id)
        assert [each.who for each in bubbles] == ["you", "house"]
        assert said in bubbles[1].text
    assert not api.write_here("session-1", "key-2", "  ", AT)


def test_export_and_erasure_cover_every_conversation(chen):
    make_work(Both("Ocean", "海洋"))
    chen.say("海洋 9分 好看")
    who = chen.contact.person
    told = rights.export_person(who)["channels"]
    assert told[0]["wrote"][0]["text"] == "海洋 9分 好看"
    assert "9 分" in told[0]["was_answered"][0]["text"]

    people.erase_everything(who, AT)

    assert not models.Contact.objects.exists()
    assert not models.Message.objects.exists()
    assert not models.Answer.objects.exists()


def test_what_is_old_is_forgotten_and_what_waits_is_kept(chen):
    chen.say("hello there")
    api.take_in([letter(chen.keys, "still waiting", at=AT)], AT)
    models.Answer.objects.update(sent_at=AT)

    assert api.clear_up(AT + timedelta(days=91)) == 1
    assert models.Message.objects.count() == 1
    assert models.Answer.objects.count() == 0
