"""What record acknowledges is in the log, once; what it can't keep it says, and the writer lives on."""

from __future__ import annotations

import signal
import socket
import stat
import threading
import time

import pytest

from footlights.ground.events import api
from footlights.ground.events.adapters import client
from footlights.ground.events.adapters.place import find_place
from footlights.ground.events.types import LogRefused, WriterAway
from footlights.kernel.clock import microseconds

from .serving import NOON, event, running_writer


def test_an_event_comes_back_as_it_was_told(home):
    told = event(title="静海", seconds=12, share=0.5, is_first=True, nothing=None)
    with running_writer(home):
        assert api.record([told]) == 1

    [stored] = api.read(0)
    assert stored.event == told
    assert stored.position > 0


def test_an_event_sent_again_counts_once(home):
    told = [event() for _ in range(10)]
    with running_writer(home):
        assert api.record(told) == 10
        assert api.record(told) == 0
        assert api.record([*told, event()]) == 1

    assert len(api.read(0)) == len(list(api.every_event("test.happened"))) == 11


def test_a_reader_goes_on_where_it_was(home):
    with running_writer(home):
        api.record([event(number=number) for number in range(5)])
        place = api.read(0, limit=3)[-1].position
        api.record([event(number=5), event("test.other", number=6)])

        assert [each.event.body["number"] for each in api.read(place)] == [3, 4, 5, 6]
        assert [each.event.body["number"] for each in api.read(place, name="test.other")] == [6]
        assert api.head() == api.read(0)[-1].position


def test_a_house_without_a_log_has_no_events(home):
    assert (api.read(0), api.head(), list(api.every_event("test.happened"))) == ([], 0, [])


def test_a_writer_that_is_away_is_said_to_be(home):
    assert not api.is_writer_alive()
    with pytest.raises(WriterAway):
        client.send(home, [("evt-1", "test.happened", 0, {})], patience=0.2)


def test_a_writer_that_comes_back_while_a_client_waits_goes_unnoticed(home):
    outcome, rows = [], [("evt-1", "test.happened", 0, {})]
    with running_writer(home):
        api.record([event()])
    thread = threading.Thread(target=lambda: outcome.append(client.send(home, rows, patience=30)))
    thread.start()
    time.sleep(0.3)
    with running_writer(home):
        thread.join(30)

    assert outcome == [1]


def test_a_second_writer_of_a_house_is_refused(home):
    with running_writer(home), pytest.raises(AssertionError), running_writer(home) as second:
        assert second.wait(10) == 0


def test_a_malformed_frame_is_refused_and_the_connection_goes_on(home):
    good = b'[["evt-1","n",0,{}]]'
    with running_writer(home), socket.socket(socket.AF_UNIX) as line:
        line.connect(str(find_place(home)))
        for payload in (
            b"\xff\xfe", b"", b"{}", b"7", b"[7]", b"[[]]", b'[["evt-1","n","noon",{}]]', b'[["evt-1","n",0,{},1]]', b"[" * 9_999
        ):  # fmt: skip
            line.sendall(len(payload).to_bytes(4, "big") + payload)
            assert b"refused" in line.recv(1000), payload
            line.sendall(len(good).to_bytes(4, "big") + good)
            assert b"kept" in line.recv(1000)


def test_a_row_that_no_reader_could_read_is_refused_with_its_batch_alone(home):
    good = ("evt-good", "test.happened", 0, {})
    with running_writer(home):
        for row in (
            ("evt-1", "n", -1, {}),
            ("evt-1", "n", 1 << 60, {}),
            ("evt-1", "n", 253_402_300_800_000_000, {}),
            ("evt-1", "n", "soon", {}),
            ("evt-1", "n", None, {}),
            ("evt-1", "n", 0, "{}"),
            ("evt-1", "n", 0, []),
            ("evt-1", "n", 0),
            ("", "n", 0, {}),
            ("e" * 65, "n", 0, {}),
            ("evt-1", "", 0, {}),
            (["evt-1"], "n", 0, {}),
        ):
            with pytest.raises(LogRefused):
                client.send(home, [good, row])
        assert api.read(0) == []
        assert client.send(home, [good]) == 1


def test_what_is_no_frame_at_all_ends_its_own_connection_only(home):
    with running_writer(home) as writer:
        for garbage in (b"GET / HTTP/1.1\r\n\r\n", b"\xff\xff\xff\xff", b"\x00\x00\x10\x00half"):
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(str(find_place(home)))
                line.sendall(garbage)
        assert api.record([event()]) == 1
        assert writer.poll() is None


@pytest.mark.parametrize("body", [{"x": float("nan")}, {"x": float("inf"), "y": None}, {"x": 1 << 80}])
def test_a_number_that_json_cannot_tell_never_reaches_the_writer(home, body):
    with pytest.raises(ValueError, match=r"JSON can tell|64-bit"):
        api.record([event(**body)])


@pytest.mark.parametrize("id", ["evt\t1", "evt\n1", "evt-静"])
def test_an_id_with_a_separator_never_reaches_the_writer(home, id):
    with pytest.raises(ValueError, match="id or name"):
        api.record([event(id=id)])


def test_a_full_disk_refuses_keeps_nothing_by_half_and_recovers(home):
    # The writer's files may grow no further: SQLite meets what it meets on a full disk.
    with running_writer(home) as writer:
        api.record([event()])
        writer.send_signal(signal.SIGUSR1)
        with pytest.raises(LogRefused):
            api.record([event(text="x" * 1000) for _ in range(200)])
        assert len(api.read(0)) == 1
        writer.send_signal(signal.SIGUSR2)
        assert api.record([event()]) == 1
        assert writer.poll() is None
    assert len(api.read(0)) == 2


def test_only_this_user_may_write_to_the_log(home):
    with running_writer(home):
        assert stat.S_IMODE(find_place(home).stat().st_mode) == 0o600


def test_many_clients_at_once_are_each_answered(home):
    kept = []

    def send(number: int) -> None:
        kept.append(sum(api.record([event(number=number) for _ in range(7)]) for _ in range(20)))

    with running_writer(home):
        threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert kept == [140] * 8
    assert len(api.read(0)) == 8 * 140


def test_a_stopped_writer_leaves_no_socket_and_a_log_that_can_be_read(home):
    with running_writer(home) as writer:
        api.record([event()])
        writer.send_signal(signal.SIGTERM)
        assert writer.wait(5) == 0

    assert not find_place(home).exists()
    assert api.read(0)[0].event.at == NOON
    assert microseconds(api.read(0)[0].received_at) > microseconds(NOON)
