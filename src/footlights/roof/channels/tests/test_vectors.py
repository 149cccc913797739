"""Fourteen known answers: published by clients of the protocol and by its own documents, each with its source."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from footlights.roof.channels.adapters import wechat_pay
from footlights.roof.channels.core import envelope, pay, signature
from footlights.roof.channels.types import Callback, Merchant, Refused

VECTORS = {
    each["id"]: each for each in json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
}


def given(name: str) -> tuple[dict[str, Any], Any]:
    return VECTORS[name]["input"], VECTORS[name]["expected"]


def test_there_are_fourteen_and_each_names_its_source():
    assert len(VECTORS) == 14
    assert all(each["source"] and each["licence"] for each in VECTORS.values())


def test_the_signature_of_an_address():
    asked, expected = given("mp.url.sig")

    assert signature.sign(asked["token"], asked["timestamp"], asked["nonce"]) == expected
    assert signature.matches(expected, asked["token"], asked["timestamp"], asked["nonce"])


def test_an_encrypted_echo():
    asked, expected = given("aes.echostr")
    key = envelope.key_of(asked["key"])

    assert envelope.unseal(asked["echostr"], key, asked["id"]).decode() == expected["plain"]
    parts = (asked["token"], asked["timestamp"], asked["nonce"], asked["echostr"])
    assert signature.sign(*parts) == expected["signature"]


def test_an_encrypted_reply():
    asked, expected = given("aes.encrypt_reply")
    key = envelope.key_of(asked["key"])

    sealed = envelope.seal(asked["xml"].encode(), key, asked["id"], asked["random"].encode())
    assert sealed == expected["encrypt"]
    assert signature.sign(asked["token"], asked["timestamp"], asked["nonce"], sealed) == expected["signature"]


def test_an_encrypted_message():
    asked, expected = given("aes.decrypt_msg")
    parts = (asked["token"], asked["timestamp"], asked["nonce"], asked["encrypt"])

    assert signature.matches(asked["signature"], *parts)
    plain = envelope.unseal(asked["encrypt"], envelope.key_of(asked["key"]), asked["id"])
    assert plain.decode() == expected["xml"]


def test_a_mini_programs_profile():
    asked, expected = given("wxa.userdata")

    plain = envelope.open_profile(asked["encryptedData"], asked["session_key"], asked["iv"])
    assert json.loads(plain) == expected
    assert expected["watermark"]["appid"] == asked["appid"]


def test_a_mini_programs_raw_data():
    asked, expected = given("wxa.rawData.sig")

    assert signature.sign_profile(asked["rawData"], asked["session_key"]) == expected


def notice() -> tuple[Merchant, Callback, float]:
    asked, _ = given("pay3.notify")
    headers = {name.lower(): value for name, value in asked["headers"].items()}
    keys = {asked["headers"]["Wechatpay-Serial"]: asked["certificate"]}
    merchant = Merchant("1234567890", "-", "", asked["apiv3_key"], keys, "")
    return merchant, Callback("POST", {}, headers, asked["body"].encode()), 1624523846.0


def test_a_notification_by_its_certificate():
    merchant, callback, at = notice()

    name, kind, held = wechat_pay.read_notice(merchant, callback, at)
    assert (name, kind) == ("3119dfba-e649-5eec-ab1e-3412bc4d2e17", "PAYSCORE.USER_OPEN_SERVICE")
    assert held == json.loads(given("pay3.notify")[1])


def test_that_notification_is_refused_five_minutes_later():
    merchant, callback, at = notice()

    wechat_pay.read_notice(merchant, callback, at + 300)
    with pytest.raises(Refused, match="stale"):
        wechat_pay.read_notice(merchant, callback, at + 301)


@pytest.mark.parametrize("name", ["pay3.gcm.go", "pay3.gcm.java"])
def test_what_was_sealed_for_a_merchant(name):
    asked, expected = given(name)

    assert pay.decrypt(asked["ciphertext"], asked["key"], asked["nonce"], asked["aad"]).decode() == expected
    assert pay.encrypt(expected.encode(), asked["key"], asked["nonce"], asked["aad"]) == asked["ciphertext"]


def test_a_signature_of_the_test_key():
    asked, expected = given("pay3.sign.go")
    key = pay.read_public_key(given("pay3.notify")[0]["certificate"])

    assert pay.verifies(expected, asked["message"].encode(), key)
    assert not pay.verifies(expected, asked["message"].encode() + b"x", key)


@pytest.mark.parametrize("name", ["pay3.doc.jsapi", "pay3.doc.app", "pay3.doc.request", "pay3.doc.response"])
def test_a_signature_of_the_documents(name):
    asked, expected = given(name)
    key = pay.read_public_key(asked["public_key"])

    assert pay.verifies(expected, asked["message"].encode(), key)
    assert pay.lines(*asked["message"].split("\n")[:-1]) == asked["message"].encode()
    spoilt = bytearray(base64.b64decode(expected))
    spoilt[9] ^= 1
    assert not pay.verifies(base64.b64encode(spoilt).decode(), asked["message"].encode(), key)
    assert not pay.verifies(pay.PROBE + expected, asked["message"].encode(), key)
