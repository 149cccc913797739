"""Nobody opens anything with a token that this house did not sign, or whose time is over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.ids import AssetId, PlayingId, Pseudonym, WorkId
from footlights.kernel.media import token as tokens
from footlights.kernel.media.beat_token import BeatToken, read_beats, sign_beats
from footlights.kernel.territory import GB, Territory

KEY = "a key that only this house has"
words = st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)
seconds = st.integers(0, 4_000_000_000)
paths = st.builds(
    tokens.PathToken,
    asset=words.map(AssetId),
    territory=st.none() | st.sampled_from(["GB", "CN", "HK"]).map(Territory),
    session_mark=words,
    licence=st.just("") | words.filter(lambda w: w != "-"),
    expires_s=seconds,
    issued_s=seconds,
)
beats = st.builds(
    BeatToken,
    playing=words.map(PlayingId),
    asset=words.map(AssetId),
    work=words.map(WorkId),
    viewer=words.map(Pseudonym),
    territory=st.none() | st.just(GB),
    age_band=st.none() | st.just("18-24"),
    duration_ms=seconds,
    session_mark=words,
    licence=st.just("") | words.filter(lambda w: w != "-"),
    started_us=seconds,
    expires_s=seconds,
)


@given(paths)
def test_what_is_signed_is_read_back_until_its_time_is_over(token):
    text = tokens.sign_path(token, KEY)
    assert tokens.read_path(text, KEY, now_s=token.expires_s - 0.001) == token
    with pytest.raises(tokens.Expired):
        tokens.read_path(text, KEY, now_s=token.expires_s)


@given(paths)
def test_a_token_stands_in_a_path_as_it_is(token):
    assert set(tokens.sign_path(token, KEY)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    )


@given(paths, st.data())
def test_a_token_with_any_letter_changed_opens_nothing(token, data):
    text = tokens.sign_path(token, KEY)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("aZ0_-.").filter(lambda c: c != text[at]))
    changed = text[:at] + other + text[at + 1 :]
    with pytest.raises((tokens.Forged, tokens.Malformed)):
        tokens.read_path(changed, KEY, now_s=0)


@given(paths, paths)
def test_a_signature_moved_to_another_token_is_forged(one, two):
    first, second = tokens.sign_path(one, KEY), tokens.sign_path(two, KEY)
    mixed = second.rpartition(".")[0] + "." + first.rpartition(".")[2]
    if one == two:
        return
    with pytest.raises(tokens.Forged):
        tokens.read_path(mixed, KEY, now_s=0)


@given(st.text(max_size=300))
def test_no_text_whatever_opens_anything(text):
    with pytest.raises(tokens.TokenRefused):
        tokens.read_path(text, KEY, now_s=0)


@given(paths)
def test_a_token_of_another_house_is_forged(token):
    with pytest.raises(tokens.Forged):
        tokens.read_path(tokens.sign_path(token, "another key"), KEY, now_s=0)


@given(beats)
def test_a_beat_token_is_read_back(token):
    assert read_beats(sign_beats(token, KEY), KEY, now_s=token.expires_s - 1) == token


@given(beats)
def test_a_beat_token_is_no_path_token_and_the_other_way_round(token):
    with pytest.raises(tokens.TokenRefused):
        tokens.read_path(sign_beats(token, KEY), KEY, now_s=0)
    fields = ("a",) * 6
    with pytest.raises(tokens.Forged):
        tokens.read_fields("path", tokens.sign_fields("beat", fields, KEY), KEY, count=6)


@pytest.mark.parametrize("odd", ["a.b", "a/b", "", "a b", "中", "a\n", "x" * 81])
def test_a_field_that_may_not_stand_in_a_path_is_not_signed(odd):
    good = tokens.PathToken(AssetId("ast"), GB, "mark", "grt", 10, 1)
    with pytest.raises(ValueError, match="token"):
        tokens.sign_path(replace(good, asset=AssetId(odd)), KEY)


def test_every_refusal_is_said_in_both_languages():
    for refusal in tokens.TokenRefused.__subclasses__():
        said = refusal().message
        assert said.en
        assert said.zh
        assert said.en != said.zh


def test_a_session_cannot_be_told_from_its_mark():
    mark = tokens.mark_session("session", KEY)
    assert len(mark) == 16
    assert mark == tokens.mark_session("session", KEY)
    assert mark != tokens.mark_session("session", "another key")
    assert mark != tokens.mark_session("another session", KEY)
