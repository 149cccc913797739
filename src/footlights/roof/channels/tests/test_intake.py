"""Messages come in once, signed and fresh, in every mode; anything else leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from footlights.roof.channels import api, models
from footlights.roof.channels.core import envelope, signature, xml
from footlights.roof.channels.types import Callback

from .conftest import keys_for
from .letters import AT, letter, messenger, push
from .test_core import BOMB, XXE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("keys", ["plain", "compat", "secure"], indirect=True)
def test_a_message_is_kept_once_however_often_it_is_pushed(keys, account):
    sent = letter(keys, "买票")
    acks = api.take_in([sent, sent, letter(keys, "ticket", "oBo")], AT) + api.take_in([sent], AT)

    assert {(ack.status, ack.body) for ack in acks} == {(200, b"success")}
    assert sorted(models.Message.objects.values_list("text", flat=True)) == ["ticket", "买票"]
    assert api.find_contact("wechat", "oChen").language.value == "zh"
    assert api.count_waiting() == api.count_messages() == 2


@pytest.mark.parametrize("keys", ["plain", "compat", "secure"], indirect=True)
@pytest.mark.parametrize(("text", "said"), [("帮助", "您可以发送"), ("help", "You can write")])
def test_help_goes_out_with_the_acknowledgement_and_the_same_again(keys, account, text, said):
    sent = letter(keys, text)
    for ack in [*api.take_in([sent], AT), *api.take_in([sent], AT + timedelta(seconds=5))]:
        fields = xml.read(ack.body)
        if "Encrypt" in fields:
            parts = (keys.account["token"], fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
            assert signature.matches(fields["MsgSignature"], *parts)
            key = envelope.key_of(keys.account["aes_key"])
            fields = xml.read(envelope.unseal(fields["Encrypt"], key, keys.account["app_id"]))
        assert said in fields["Content"]
        assert (fields["ToUserName"], fields["FromUserName"]) == ("oChen", "gh_house")
    assert "Encrypt" not in fields
    assert api.count_waiting() == 0
    assert models.Answer.objects.count() == 1


def test_a_follower_is_greeted_and_one_who_leaves_is_not_written_to(keys, account):
    event = {"MsgType": "event", "Event": "subscribe", "EventKey": ""}
    [ack] = api.take_in([letter(keys, "", **event)], AT)
    assert len(ack.body) > 200
    api.take_in([letter(keys, "", **{**event, "Event": "unsubscribe"})], AT)

    assert not models.Contact.objects.get().is_following
    assert api.count_waiting() == 0


@pytest.mark.parametrize(
    ("seconds", "status"), [(0, 200), (300, 200), (301, 403), (-301, 403), (86_400, 403)]
)
def test_a_replay_is_refused_after_five_minutes(keys, account, seconds, status):
    [ack] = api.take_in([letter(keys, "hello there")], AT + timedelta(seconds=seconds))

    assert ack.status == status
    assert models.Message.objects.exists() == (status == 200)


def flips(sent: Callback):
    """Every callback that differs from one by a single bit, in what is signed."""
    for name in ("signature", "msg_signature", "timestamp", "nonce"):
        text = sent.query.get(name, "")
        for place in range(len(text)):
            changed = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
            yield replace(sent, query={**sent.query, name: changed})
    start = sent.body.index(b"[CDATA[") + 7
    for place in range(start, sent.body.index(b"]]", start), 7):
        changed = bytearray(sent.body)
        changed[place] ^= 1
        yield replace(sent, body=bytes(changed))


def test_one_bit_changed_is_refused(keys, account):
    sent = letter(keys, "买票")
    changed = list(flips(sent))
    acks = api.take_in(changed, AT)

    assert len(changed) > 100
    assert {ack.status for ack in acks} <= {400, 403}
    assert not models.Message.objects.exists()
    assert api.take_in([sent], AT)[0].status == 200


@pytest.mark.parametrize("keys", ["plain", "compat", "secure"], indirect=True)
@pytest.mark.parametrize("body", [XXE, BOMB, b"<xml/>", b"", b"\xff", b"<xml><MsgType>text</MsgType></xml>"])
def test_entities_and_what_is_no_message_are_refused_even_when_signed(keys, account, body):
    assert api.take_in([push(keys, body)], AT)[0].status in (400, 403)
    plain = Callback("POST", dict(parse_qsl(messenger(keys).query(""))), {}, body)
    assert api.take_in([plain], AT)[0].status in (400, 403)
    assert not models.Contact.objects.exists()


def test_a_house_that_takes_only_what_is_encrypted_takes_nothing_else(keys, account):
    clear = letter(keys_for("secure"), "x")
    side = messenger(keys)
    bare = xml.write({"FromUserName": "oChen", "MsgType": "text", "Content": "x", "MsgId": 1})
    plain = Callback("POST", dict(parse_qsl(side.query(""))), {}, bare)

    assert api.take_in([plain], AT)[0].status == 403
    assert api.take_in([clear], AT)[0].status == 200


def test_the_check_of_the_address_is_echoed_to_who_knows_the_token(keys, account):
    asked = dict(parse_qsl(messenger(keys).query("")))
    assert api.echo(Callback("GET", {**asked, "echostr": "5927"}, {}, b""), AT).body == b"5927"
    forged = {**asked, "echostr": "5927", "signature": "0" * 40}
    assert api.echo(Callback("GET", forged, {}, b""), AT).status == 403


def test_without_an_account_there_is_no_such_address(settings, tmp_path):
    settings.HOME = tmp_path
    assert [ack.status for ack in api.take_in([Callback("POST", {}, {}, b"")], AT)] == [404]
    assert api.echo(Callback("GET", {}, {}, b""), AT).status == 404
    assert api.take_notice(Callback("POST", {}, {}, b""), AT).status == 404
