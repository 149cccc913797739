"""The protocol's parts and the phrases, pure: what is read back, what is refused, what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.text import Language
from footlights.roof.channels.core import envelope, signature, xml
from footlights.roof.channels.core.phrases import Act, cut, language_of, understand
from footlights.roof.channels.forms import split

KEY = bytes(range(32))
XXE = b'<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Content>&e;</Content></xml>'
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'


@given(st.binary(max_size=300), st.binary(min_size=16, max_size=16))
def test_an_envelope_gives_back_what_was_sealed(message, random):
    assert envelope.unseal(envelope.seal(message, KEY, "wx1", random), KEY, "wx1") == message


@given(st.text(max_size=60))
def test_what_is_no_envelope_is_refused(text):
    with pytest.raises(envelope.BadEnvelope):
        envelope.unseal(text, KEY, "wx1")


def test_an_envelope_for_somebody_else_is_refused():
    sealed = envelope.seal(b"x", KEY, "wx1", bytes(16))
    with pytest.raises(envelope.BadEnvelope):
        envelope.unseal(sealed, KEY, "wx2")
    with pytest.raises(envelope.BadEnvelope):
        envelope.key_of("short")


@pytest.mark.parametrize(
    "body",
    [
        XXE,
        BOMB,
        XXE.decode().encode("utf-16"),
        b"",
        b"<xml>",
        b"{}",
        b"<html/>",
        b"\xff\xfe",
        b"<xml>" + b"a" * xml.LARGEST + b"</xml>",
        b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-<xml/>',
        b"<xml><a>&e;</a></xml>",
    ],
)
def test_entities_document_types_and_what_is_no_message_are_refused(body):
    with pytest.raises(xml.BadXml):
        xml.read(body)


@given(st.dictionaries(st.sampled_from(["Content", "MsgType", "A"]), st.text(max_size=40)))
def test_what_is_written_is_read_back_but_for_what_xml_cannot_hold(fields):
    read = xml.read(xml.write(fields))

    assert read.keys() == fields.keys()
    for name, text in fields.items():
        if text.isprintable():
            assert read[name] == text.strip()


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)]
)
def test_a_timestamp_holds_for_five_minutes(seconds, fresh):
    assert signature.is_fresh("1700000000", 1700000000 + seconds) is fresh


@pytest.mark.parametrize("text", ["", "-1", "1e9", "１７", "9" * 13, "17.5"])
def test_what_is_no_timestamp_is_stale(text):
    assert not signature.is_fresh(text, 1.0)


@pytest.mark.parametrize(
    ("text", "act", "facts"),
    [
        ("海洋 9分 好看", Act.RATE, {"title": "海洋", "rating": 9, "comment": "好看"}),
        ("《静海》10分", Act.RATE, {"title": "静海", "rating": 10}),
        ("The Quiet Sea 9/10 lovely", Act.RATE, {"title": "The Quiet Sea", "rating": 9, "comment": "lovely"}),
        ("rate Five Ribbons 7 points", Act.RATE, {"title": "Five Ribbons", "rating": 7}),
        ("静海 99分", Act.RATE, {"rating": 99}),
        ("疼了10分钟", Act.WORDS, {}),
        ("帮助", Act.HELP, {}),
        ("Help!", Act.HELP, {}),
        ("？", Act.HELP, {}),
        ("咨询", Act.CONSULT, {}),
        ("doctor", Act.CONSULT, {}),
        ("同意", Act.AGREE, {}),
        ("I agree.", Act.AGREE, {}),
        ("结束", Act.STOP, {}),
        ("买票", Act.TICKET, {"title": ""}),
        ("买票 五绸", Act.TICKET, {"title": "五绸"}),
        ("ticket for Five Ribbons", Act.TICKET, {"title": "Five Ribbons"}),
        ("tickets", Act.TICKET, {"title": ""}),
        ("退款", Act.REFUND, {"order": ""}),
        ("refund ord-1", Act.REFUND, {"order": "ord-1"}),
        ("我嗓子疼", Act.WORDS, {}),
    ],
)
def test_what_is_meant(text, act, facts):
    meant = understand(text)

    assert meant.act is act
    assert all(getattr(meant, name) == value for name, value in facts.items())


@given(st.text(max_size=200))
def test_any_string_is_a_message(text):
    assert understand(text).act in Act


def test_the_language_is_that_of_the_words():
    assert language_of("好 ok") is Language.ZH
    assert language_of("fine") is Language.EN
    assert language_of("9!", Language.ZH) is Language.ZH


@given(st.text(max_size=400), st.integers(8, 60))
def test_a_text_is_cut_without_loss(text, longest):
    pieces = cut(text, longest)

    assert all(0 < len(piece.encode("utf-8", "surrogatepass")) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_bubble_leads_to_this_house_alone():
    text = "Pay: http://house.example/en/channels/pay/a:b. Or http://evil.example/x /zh/work/w1"
    links = [address for _, address in split(text, "http://house.example") if address]

    assert links == ["/en/channels/pay/a:b", "/zh/work/w1"]
    assert "".join(words for words, _ in split(text, "http://house.example")) == text
