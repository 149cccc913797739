"""Tags, commands and chunks: what is written is read again, however it is cut; garbage is said to be garbage."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.services.live.core import amf
from footlights.services.live.core.codecs import BadConfig, are_units, read_picture, read_sound
from footlights.services.live.core.flv import (
    FILE_HEADER,
    Garbage,
    Tag,
    TagKind,
    audio_tag,
    read_sample,
    read_tags,
    video_tag,
    write_tag,
)
from footlights.services.live.core.rtmp import BadChunk, Chunks, Message, MessageKind, write_message

AVCC = bytes.fromhex(
    "0142c00cffe1001a6742c00cd901419fb011000003000100000300320f14299001000568cb83cb20".replace(" ", "")
)
TAGS = st.lists(
    st.builds(
        Tag,
        st.sampled_from([TagKind.AUDIO, TagKind.VIDEO]),
        st.integers(0, 2**32 - 1),
        st.binary(max_size=200),
    ),
    max_size=8,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(TAGS, st.integers(1, 50))
def test_tags_are_read_as_they_were_written_however_they_are_cut(tags, step):
    written = FILE_HEADER + b"".join(map(write_tag, tags))
    buffer, found = bytearray(), []
    for begin in range(0, len(written), step):
        buffer += written[begin : begin + step]
        found += read_tags(buffer)

    assert found == tags
    assert not buffer


@given(st.binary(min_size=11, max_size=300))
def test_what_is_no_tag_is_garbage_or_waits_for_more(noise):
    try:
        for tag in read_tags(bytearray(noise)):
            read_sample(tag)
    except Garbage:
        pass


def test_samples_say_what_they_are():
    config = read_sample(video_tag(0, AVCC, is_key=True, is_config=True))
    picture = read_sample(video_tag(40, b"\0\0\0\1\x65", is_key=True, shift_ms=-80))
    sound = read_sample(audio_tag(0, b"\x12\x10", is_config=True))

    assert config is not None
    assert (config.is_config, config.body) == (True, AVCC)
    assert picture is not None
    assert (picture.is_key, picture.shift_ms, picture.body) == (True, -80, b"\0\0\0\1\x65")
    assert sound is not None
    assert sound.is_config


@pytest.mark.parametrize(
    ("body", "codec"),
    [(b"\x90hvc1", "HEVC"), (b"\x90av01", "AV1"), (b"\x1c\0\0\0\0x", "HEVC"), (b"\x12x", "Sorenson H.263")],
)
def test_pictures_of_another_codec_are_called_by_its_name(body, codec):
    sample = read_sample(Tag(TagKind.VIDEO, 0, body))

    assert sample is not None
    assert sample.codec == codec


def test_sound_of_another_codec_is_called_by_its_name():
    sample = read_sample(Tag(TagKind.AUDIO, 0, b"\x2f\xff"))

    assert sample is not None
    assert sample.codec == "MP3"


@given(st.lists(VALUES, max_size=4))
def test_values_are_read_as_they_were_written(values):
    assert amf.read(amf.write(*values)) == values


@given(st.binary(max_size=100))
def test_what_is_no_value_is_refused(noise):
    with contextlib.suppress(amf.BadAmf):
        amf.read(noise)


MESSAGES = st.lists(
    st.builds(
        Message,
        st.sampled_from([int(MessageKind.AUDIO), int(MessageKind.VIDEO), int(MessageKind.COMMAND)]),
        st.integers(0, 2**32 - 1),
        st.just(1),
        st.binary(min_size=1, max_size=400),
    ),
    max_size=6,
)


@given(MESSAGES, st.integers(1, 97))
def test_messages_are_read_as_they_were_written_however_they_are_cut(messages, step):
    written = b"".join(map(write_message, messages))
    reader, found = Chunks(), []
    for begin in range(0, len(written), step):
        found += reader.feed(written[begin : begin + step])

    assert found == messages


@given(st.binary(max_size=400))
def test_what_is_no_chunk_is_refused_or_waits_for_more(noise):
    with contextlib.suppress(BadChunk):
        Chunks().feed(noise)


def test_a_message_beyond_all_measure_is_refused():
    with pytest.raises(BadChunk):
        Chunks().feed(b"\x03\0\0\0\xff\xff\xff\x09\1\0\0\0")


def test_sound_says_its_rate_and_channels():
    assert read_sound(b"\x11\x90") == read_sound(bytes([0b00010001, 0b10010000]))
    assert (read_sound(b"\x11\x90").rate, read_sound(b"\x11\x90").channels) == (48000, 2)
    with pytest.raises(BadConfig):
        read_sound(b"\x11")


@given(st.binary(max_size=60))
def test_a_configuration_is_read_or_refused(noise):
    for read in (read_picture, read_sound):
        with contextlib.suppress(BadConfig):
            read(noise)


@given(st.binary(max_size=60))
def test_noise_is_no_row_of_units_unless_it_adds_up(noise):
    if are_units(noise):
        assert noise[4] & 0x80 == 0


def test_units_with_their_lengths_add_up():
    assert are_units(b"\0\0\0\2\x65x\0\0\0\1\x41")
    assert not are_units(b"\0\0\0\2\x65x\0\0\0\2\x41")
