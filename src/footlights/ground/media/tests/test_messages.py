"""Whatever a player sends, the house reads it strictly and answers in both languages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.media.core.messages import read_beats, read_token
from footlights.ground.media.types import BadMessage

BEAT = {"id": "b1", "at_ms": 1_800_000_000_000, "position_ms": 10_000, "played_ms": 9_500, "rate": 1}


def message(**changes) -> bytes:
    return json.dumps({"token": "t", "beats": [{**BEAT, **changes}]}).encode()


def test_a_beat_is_read_as_it_was_sent():
    found = read_beats(message(rate=1.5))
    assert found.token == "t"
    [beat] = found.beats
    assert (beat.id, beat.position_ms, beat.played_ms, beat.rate) == ("b1", 10_000, 9_500, 1.5)
    assert beat.sent_at.timestamp() == 1_800_000_000


@pytest.mark.parametrize(
    "changes",
    [{"id": ""}, {"id": "x" * 65}, {"id": "a b"}, {"id": 5}, {"at_ms": -1}, {"at_ms": 1.5}, {"at_ms": True}, {"at_ms": 10**15},
     {"played_ms": "9"}, {"played_ms": None}, {"rate": -1}, {"rate": 17}, {"rate": "1"}, {"rate": True}, {"more": 1}],
)  # fmt: skip
def test_a_beat_with_anything_wrong_is_refused(changes):
    with pytest.raises(BadMessage) as refusal:
        read_beats(message(**changes))
    assert refusal.value.status == 400
    assert refusal.value.message.zh


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"1", b'{"token":"t"}', b'{"beats":[]}', b'{"token":"","beats":[]}',
     b'{"token":"t","beats":{}}', b'{"token":"t","beats":[1]}', b'{"token":"t","beats":[],"x":1}', b"[" * 60_000,
     b'{"token":"t","beats":[{"id":"b","at_ms":NaN,"position_ms":0,"played_ms":0,"rate":1}]}'],
)  # fmt: skip
def test_a_message_of_another_shape_is_refused(body):
    with pytest.raises(BadMessage):
        read_beats(body)


def test_too_much_at_once_is_refused_as_that():
    for body in (b" " * 65_537, json.dumps({"token": "t", "beats": [BEAT] * 101}).encode()):
        with pytest.raises(BadMessage) as refusal:
            read_beats(body)
        assert refusal.value.status == 413
    assert len(read_beats(json.dumps({"token": "t", "beats": [BEAT] * 100}).encode()).beats) == 100


def test_a_renewal_holds_a_token_and_nothing_else():
    assert read_token(b'{"token":"t"}') == "t"
    with pytest.raises(BadMessage):
        read_token(b'{"token":"t","territory":"GB"}')


@given(st.binary(max_size=400))
def test_no_bytes_whatever_are_more_than_refused(body):
    with pytest.raises(BadMessage):
        read_beats(body)
