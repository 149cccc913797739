"""A real relay: encoders send, the gate judges, the switcher switches, the packager packages; then all of it is read."""

from __future__ import annotations

import random
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from footlights.services.live.core.playlist import SegmentLine

from .fragments import decode, read_all, steps
from .relay import Relay, open_relay, turn

HIGH = (
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-profile:v",
    "high",
    "-bf",
    "2",
    "-g",
    "25",
    "-keyint_min",
    "25",
)
MAIN = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "main", "-g", "30")
BASE = (
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-tune",
    "zerolatency",
    "-profile:v",
    "baseline",
    "-g",
    "12",
)
NOT_DARK_MS = 1000


def segments_of(relay: Relay) -> list[SegmentLine]:
    return [SegmentLine(**line) for line in relay.lines("segments.jsonl")]


def is_whole(relay: Relay) -> None:
    """What came out has no hole, decodes without a word, and no picture is lost on the way."""
    segments = segments_of(relay)
    read = read_all(relay.folder / "show", segments)
    pictures, said = decode(relay.folder / "show", segments)

    assert said == ""
    assert pictures == len(read[1]) == sum(segment.pictures for segment in segments)
    assert max(steps(read[1])) <= 0.1
    assert max(steps(read[2])) <= 0.13  # a last frame of sound may be made to last longer; none is missing


def slate_after(relay: Relay, at: float, runs: int) -> float:
    """Wait until the slate is on after a moment; return how many milliseconds that took."""
    lost = relay.wait(lambda: [r for r in relay.lines("asrun.jsonl")[runs:] if r["source"] == ""])[0]
    return float(lost["seen_ms"] - at * 1000)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("r")


@pytest.fixture
def relay(folder: Path) -> Iterator[Relay]:
    with open_relay(folder, ("a", "b", "c"), srt=True) as opened:
        yield opened


def test_three_encoders_set_differently_hand_over_and_nothing_is_lost(relay: Relay):
    relay.send("a", codec=BASE)
    relay.send("b", codec=HIGH, srt=True, picture="testsrc2=size=426x240:rate=25")
    relay.send("c", codec=MAIN, picture="testsrc2=size=320x180:rate=30")
    relay.wait(lambda: all(d["state"] == "sending" for d in relay.read("gate.json")["doors"].values()))
    relay.plan(*(turn(n, source, 2 + n * 4, 4) for n, source in enumerate("abcab")))
    relay.wait(lambda: [r for r in relay.lines("asrun.jsonl") if r["slot"] == 1])
    relay.kill("packager")
    relay.start("packager")
    relay.wait(lambda: [r for r in relay.lines("asrun.jsonl") if r["slot"] == 4], 30)
    time.sleep(2)
    relay.end()

    came = {r["slot"]: r for r in reversed(relay.lines("asrun.jsonl")) if r["slot"] >= 0}
    assert [came[n]["source"] for n in range(5)] == list("abcab")
    late = [came[turn.number]["seen_ms"] - turn.begin_ms for turn in relay.turns]
    assert all(-50 <= ms <= 1000 + 300 for ms in late[1:]), late  # one group of pictures, and a busy machine
    is_whole(relay)


def test_what_is_lost_gives_way_to_the_slate_and_comes_back(relay: Relay):
    first = relay.send("a")
    relay.plan(turn(0, "a", 0, 120))
    relay.wait(lambda: relay.on() == "a")
    runs, killed = len(relay.lines("asrun.jsonl")), time.time()
    first.end()
    assert slate_after(relay, killed, runs) <= NOT_DARK_MS

    second = relay.send("a", codec=HIGH)
    relay.wait(lambda: relay.on() == "a")
    runs, frozen = len(relay.lines("asrun.jsonl")), time.time()
    second.process.send_signal(signal.SIGSTOP)
    assert slate_after(relay, frozen, runs) <= NOT_DARK_MS
    second.process.send_signal(signal.SIGCONT)
    relay.wait(lambda: relay.on() == "a")

    relay.kill("switcher")
    relay.start("switcher")
    relay.wait(lambda: relay.on() == "a")

    runs, shut = len(relay.lines("asrun.jsonl")), time.time()
    relay.kill("gate")
    assert slate_after(relay, shut, runs) <= NOT_DARK_MS
    relay.start("gate")
    relay.wait(lambda: relay.read("gate.json")["doors"]["a"]["state"] == "away")
    relay.send("a", codec=MAIN)
    relay.wait(lambda: relay.on() == "a")
    time.sleep(1)
    relay.end()
    is_whole(relay)


def test_the_door_is_shut_to_wrong_keys_second_publishers_and_other_codecs(relay: Relay):
    def reasons() -> list[str]:
        return [each["reason"] for each in relay.read("gate.json")["refusals"]]

    wrong = relay.send("a", key="a-key-of-nobody")
    relay.wait(lambda: "key" in reasons())
    assert relay.read("gate.json")["doors"]["a"]["state"] == "away"
    assert wrong.process.wait(timeout=10) != 0

    relay.send("a")
    relay.wait(lambda: relay.read("gate.json")["doors"]["a"]["state"] == "sending")
    second = relay.send("a")
    relay.wait(lambda: "second" in reasons())
    assert second.process.wait(timeout=10) != 0
    assert relay.read("gate.json")["doors"]["a"]["state"] == "sending"

    relay.send(
        "c",
        codec=(
            "-c:v",
            "flv1",
        ),
    )
    relay.wait(lambda: "codec" in reasons())
    assert "H.263" in relay.read("gate.json")["doors"]["c"]["refusal"]["message"]["en"]


def test_key_frames_too_far_apart_are_refused_at_rehearsal_with_a_reason(relay: Relay):
    relay.send("a", codec=("-c:v", "libx264", "-preset", "ultrafast", "-g", "125", "-sc_threshold", "0"))
    relay.wait(lambda: relay.read("gate.json")["doors"]["a"]["state"] == "refused")
    refusal = relay.read("gate.json")["doors"]["a"]["refusal"]

    assert refusal["reason"] == "gop"
    assert "2 s" in refusal["message"]["en"]
    assert "关键帧" in refusal["message"]["zh"]


def test_a_wrong_passphrase_gets_nothing_in(relay: Relay):
    stranger = relay.send("b", srt=True, passphrase="not-the-passphrase")

    assert stranger.process.wait(timeout=20) != 0
    assert relay.read("gate.json")["doors"]["b"]["state"] == "away"


def test_noise_at_the_door_is_shown_out(relay: Relay):
    for noise in (
        b"GET / HTTP/1.1\r\n\r\n",
        random.Random(1).randbytes(4000),
        b"\x03" + bytes(1536) + b"\xff" * 4000,
    ):
        with socket.create_connection(("127.0.0.1", relay.port)) as line:
            line.settimeout(10)
            line.sendall(noise)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass

    assert relay.children["gate"].poll() is None
    relay.send("a")
    relay.wait(lambda: relay.read("gate.json")["doors"]["a"]["state"] == "sending")


@pytest.mark.long
def test_a_ballet_keeps_its_blackouts_and_the_desk_is_told_of_them(relay: Relay):
    dark = "drawbox=color=black:t=fill:enable='lt(mod(t,14),10)'"
    relay.send("a", filters=dark)
    relay.plan(turn(0, "a", 0, 120, hold=12))
    relay.wait(lambda: relay.on() == "a")
    runs = len(relay.lines("asrun.jsonl"))
    relay.wait(lambda: relay.read("state.json")["alarms"].get("black"), 30)
    time.sleep(28)
    assert len(relay.lines("asrun.jsonl")) == runs  # two blackouts of ten seconds, and no slate

    relay.plan(turn(0, "a", 0, 120, hold=4))
    relay.wait(lambda: relay.lines("asrun.jsonl")[-1]["why"] == "black", 30)
    relay.end()
    is_whole(relay)


@pytest.mark.long
def test_twenty_faults_never_leave_it_dark(relay: Relay):
    """Kill, freeze and garbage, in an order that chance has drawn."""
    chance, times = random.Random(7), []
    relay.plan(turn(0, "a", 0, 600))
    sender = relay.send("a")
    for fault in chance.sample(["kill", "freeze", "garbage"] * 7, 20):
        time.sleep(chance.uniform(0.5, 2))
        runs = relay.wait(lambda: is_on_again(relay), 30)
        at = time.time()
        if fault == "kill":
            sender.end()
        elif fault == "freeze":
            sender.process.send_signal(signal.SIGSTOP)
        else:
            sender.end()
            spoil(relay)
        times.append(slate_after(relay, at, runs))
        if fault == "freeze":
            sender.process.send_signal(signal.SIGCONT)
        else:
            sender = relay.send("a", codec=chance.choice([BASE, HIGH, MAIN]))
    relay.wait(lambda: relay.on() == "a", 30)
    relay.end()

    print(f"20 faults: slate after {sorted(round(ms) for ms in times)} ms")
    assert max(times) <= NOT_DARK_MS
    is_whole(relay)


def is_on_again(relay: Relay) -> int:
    """Return how long the as-run log is while the contributor is on, else 0."""
    lines = relay.lines("asrun.jsonl")
    return len(lines) if lines and lines[-1]["source"] == "a" else 0


def spoil(relay: Relay) -> None:
    """Send what begins like a stream and goes on as noise."""
    with socket.create_connection(("127.0.0.1", relay.port)) as line:
        line.sendall(b"\x03" + bytes(1536))
        line.recv(4096)
        line.sendall(bytes(1536) + random.Random(2).randbytes(20_000))
