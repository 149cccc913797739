"""One flow beside clients that others wrote: what the house and its other side make, they read, and the other way round."""

from __future__ import annotations

import warnings
from urllib.parse import parse_qsl

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from wechatpayv3 import WeChatPay, WeChatPayType
    from wechatpy import parse_message
    from wechatpy.crypto import WeChatCrypto
    from wechatpy.replies import TextReply
    from wechatpy.utils import check_signature

from footlights.ground.orders import api as orders
from footlights.kernel.clock import utc_now
from footlights.roof.channels import api
from footlights.roof.channels.adapters.other_side.messenger import NO_SERVICE
from footlights.roof.channels.adapters.wechat import Tokens, WeChat
from footlights.roof.channels.core import pay, xml
from footlights.roof.channels.types import Callback

from .goods import chen, make_ticket, make_work
from .letters import AT, letter, messenger
from .shop import Service, payer

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer(keys) -> WeChatCrypto:
    return WeChatCrypto(keys.account["token"], keys.account["aes_key"], keys.account["app_id"])


def test_wechatpy_reads_what_the_other_side_pushes(keys, peer):
    sent = letter(keys, "海洋 9分 好看")
    asked = sent.query

    check_signature(keys.account["token"], asked["signature"], asked["timestamp"], asked["nonce"])
    clear = peer.decrypt_message(sent.body, asked["msg_signature"], asked["timestamp"], asked["nonce"])
    message = parse_message(clear)
    assert (message.type, message.content, message.source) == ("text", "海洋 9分 好看", "oChen")


def test_the_house_takes_what_wechatpy_encrypts(keys, peer, account):
    clear = xml.write(
        {"FromUserName": "oBo", "ToUserName": "gh", "MsgType": "text", "Content": "买票", "MsgId": 5}
    )
    side = messenger(keys)
    asked = dict(parse_qsl(side.query("")))
    sealed = xml.read(peer.encrypt_message(clear.decode(), asked["nonce"], asked["timestamp"]).encode())
    query = {**asked, "msg_signature": sealed["MsgSignature"]}
    [ack] = api.take_in([Callback("POST", query, {}, xml.write({"Encrypt": sealed["Encrypt"]}))], AT)

    assert ack.status == 200
    assert api.find_contact("wechat", "oBo")


def test_wechatpy_reads_the_houses_passive_reply(keys, peer, account):
    [ack] = api.take_in([letter(keys, "帮助")], AT)
    fields = xml.read(ack.body)

    clear = peer.decrypt_message(ack.body, fields["MsgSignature"], fields["TimeStamp"], fields["Nonce"])
    assert "您可以发送" in xml.read(clear.encode())["Content"]
    theirs = TextReply(content="x", source="gh", target="oChen").render()
    assert set(xml.read(clear.encode())) == set(xml.read(theirs.encode()))


@pytest.fixture
def merchant(keys):
    facts = keys.account["merchant"]
    [(serial, pem)] = facts["platform_keys"].items()
    return WeChatPay(
        wechatpay_type=WeChatPayType.JSAPI,
        mchid=facts["mch_id"],
        private_key=facts["private_key"].split("-----")[2].strip(),
        cert_serial_no=facts["serial"],
        appid=keys.account["app_id"],
        apiv3_key=facts["api_key"],
        public_key=pem,
        public_key_id=serial,
    )


def test_wechatpayv3_reads_the_other_sides_notification(keys, account, merchant):
    service = Service(keys, utc_now())
    who = chen()
    payer(who)
    order = orders.place_order(who, make_ticket(make_work()).id, "k", AT)
    service.pay(order)
    [(headers, body)] = service.told

    told = merchant.callback(headers, body)
    assert told["resource"]["out_trade_no"] == order.id
    assert told["resource"]["amount"]["total"] == 1800
    changed = body.replace(b'"nonce":"', b'"nonce":"0')
    assert merchant.callback(headers, changed) is None
    assert service.deliver(headers, body).status == 200


def test_wechatpayv3_signs_as_the_house_does(keys, account, merchant):
    service = Service(keys, AT)
    who = chen()
    payer(who)
    order = orders.place_order(who, make_ticket(make_work()).id, "k", AT)
    sheet = api.get_sheet(order.id, AT, transport=service.transport)

    parts = [sheet.params[key] for key in ("appId", "timeStamp", "nonceStr", "package")]
    assert merchant.sign(parts) == sheet.params["paySign"]


def test_the_other_side_takes_a_request_that_wechatpayv3_authorises(keys, account):
    from wechatpayv3.utils import build_authorization, load_private_key

    service = Service(keys, utc_now())
    facts = keys.account["merchant"]
    path = f"/v3/pay/transactions/out-trade-no/none?mchid={facts['mch_id']}"
    key = load_private_key(facts["private_key"])
    signed = build_authorization(path, "GET", facts["mch_id"], facts["serial"], key)

    assert service.payments.handle("GET", path, {"Authorization": signed}, b"").status == 404
    assert service.payments.handle("GET", path + "0", {"Authorization": signed}, b"").status == 401
    assert pay.SCHEME in signed


def test_a_spoilt_token_is_fetched_anew_and_a_full_quota_is_said(keys, account):
    side = messenger(keys)
    side.follow("oChen")
    side.left["oChen"] = (5, AT.timestamp() + 60)

    def carry(method, url, headers, body):
        import orjson

        from footlights.roof.channels.adapters.http import Reply

        told = orjson.loads(body)
        answer = side.token(told) if "stable_token" in url else side.take(url.partition("=")[2], told)
        return Reply(200, {}, orjson.dumps(answer))

    channel = WeChat(account, Tokens(carry), carry)
    channel.send("oChen", "one", AT.timestamp())
    side.spoil_tokens()
    for text in ("two", "three", "four", "five"):
        channel.send("oChen", text, AT.timestamp())
    from footlights.roof.channels.types import NotSent

    with pytest.raises(NotSent, match="45047"):
        channel.send("oChen", "six", AT.timestamp())
    # Nobody answers the greeting of a new follower here, which the phone says whenever it notices.
    written = [each.text for each in side.phones["oChen"] if each.text != NO_SERVICE]
    assert written == ["one", "two", "three", "four", "five"]
