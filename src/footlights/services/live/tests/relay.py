"""A real relay in a folder: gate, switcher and packager as processes, and encoders that send to them."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from footlights.services.live.adapters.program import program
from footlights.services.live.adapters.slate import make_slate
from footlights.services.live.core.rundown import Plan, Turn, plan_to_json

SOURCE = Path(__file__).resolve().parents[4]
CHILDREN = "footlights.services.live.adapters."
PASSPHRASE = "a-passphrase-of-the-relay"


def free_ports(count: int, kind: int = socket.SOCK_STREAM) -> list[int]:
    held = [socket.socket(socket.AF_INET, kind) for _ in range(count)]
    for each in held:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


@dataclass
class Encoder:
    """A contributor's encoder."""

    process: subprocess.Popen[bytes]
    log: Path

    def end(self, number: int = signal.SIGKILL) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(number)
        self.process.wait(timeout=10)


@dataclass
class Relay:
    """A relay that runs."""

    folder: Path
    port: int
    srt: dict[str, int]
    sources: Sequence[str]
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    encoders: list[Encoder] = field(default_factory=list)
    turns: tuple[Turn, ...] = ()

    def start(self, name: str) -> None:
        """Start (again) one of gate, switcher and packager."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, "-m", f"{CHILDREN}{name}_child", str(self.folder)],
                env={**os.environ, "PYTHONPATH": str(SOURCE)},
                stdin=subprocess.DEVNULL,
                stderr=log,
            )

    def kill(self, name: str) -> None:
        """Kill one of them, with no word of warning."""
        self.children[name].kill()
        self.children[name].wait()

    def plan(self, *turns: Turn, hand: str | None = None, over: bool = False) -> None:
        self.turns = turns or self.turns
        draft = self.folder / ".plan"
        draft.write_text(json.dumps(plan_to_json(Plan(self.turns, hand, over))))
        draft.replace(self.folder / "plan.json")

    def read(self, name: str) -> Any:
        try:
            return json.loads((self.folder / name).read_text("utf-8"))
        except (OSError, ValueError):
            return None

    def lines(self, name: str) -> list[Any]:
        path = self.folder / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def wait(self, holds: Callable[[], Any], seconds: float = 15) -> Any:
        patience = time.monotonic() + seconds
        while not (found := holds()):
            if time.monotonic() > patience:
                raise TimeoutError(f"{self.read('state.json')} {self.read('gate.json')}")
            time.sleep(0.02)
        return found

    def on(self) -> str | None:
        """Return who is on."""
        state = self.read("state.json")
        return None if state is None else state["on"]

    def send(
        self, source: str, *, key: str | None = None, srt: bool = False, passphrase: str = PASSPHRASE,
        picture: str = "testsrc2=size=320x180:rate=25", sound: str = "sine=frequency=330:sample_rate=48000",
        codec: Sequence[str] = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25"),
        audio: Sequence[str] = ("-c:a", "aac", "-b:a", "64k"), filters: str = "null",
    ) -> Encoder:  # fmt: skip
        """Start an encoder that sends as a contributor does."""
        if srt:
            at = f"srt://127.0.0.1:{self.srt[source]}?mode=caller&passphrase={passphrase}&pbkeylen=16"
            to = ["-f", "mpegts", at]
        else:
            to = ["-f", "flv", f"rtmp://127.0.0.1:{self.port}/live/{key or 'key-of-' + source}"]
        log = self.folder / f"encoder-{len(self.encoders)}.log"
        film = clip(picture, sound, tuple(codec), tuple(audio) if sound else (), filters)
        with log.open("wb") as words:
            process = subprocess.Popen(
                [
                    program(),
                    "-v",
                    "info",
                    "-nostdin",
                    "-re",
                    "-stream_loop",
                    "-1",
                    "-i",
                    str(film),
                    "-c",
                    "copy",
                    *to,
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=words,
            )
        self.encoders.append(Encoder(process, log))
        return self.encoders[-1]

    def end(self) -> None:
        """End the event and wait until all of it is packaged."""
        self.plan(over=True)
        self.wait(lambda: (self.read("edge.json") or {}).get("is_over"))

    def whole(self) -> Path:
        """Write what came out as one playlist and return it."""
        from footlights.services.live.core.playlist import SegmentLine, replay_playlist, segment_name

        segments = [SegmentLine(**line) for line in self.lines("segments.jsonl")]
        path = self.folder / "show" / "whole.m3u8"
        path.write_text(replay_playlist(segments, [segment_name(s.number) for s in segments]))
        return path


@cache
def clip(picture: str, sound: str, codec: tuple[str, ...], audio: tuple[str, ...], filters: str) -> Path:
    """Return 40 seconds of what an encoder sends, made once, so that sending it costs next to nothing."""
    folder = Path(tempfile.mkdtemp(prefix="clip-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sounds = ["-f", "lavfi", "-i", sound] if sound else []
    subprocess.run(
        [
            program(), "-v", "error", "-y", "-f", "lavfi", "-i", picture, *sounds, "-t", "40", "-vf", filters,
            *codec, "-pix_fmt", "yuv420p", *audio, str(folder / "clip.mkv"),
        ],
        check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return folder / "clip.mkv"


@cache
def slate() -> Path:
    """Return a small slate, made once."""
    folder = Path(tempfile.mkdtemp(prefix="slate-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    red = ["-f", "lavfi", "-i", "color=c=0x5c1f1c:s=320x180", "-frames:v", "1"]
    subprocess.run([program(), "-v", "error", "-y", *red, str(folder / "card.png")], check=True)
    make_slate(folder / "card.png", folder / "slate.flv", width=320, height=180)
    return folder / "slate.flv"


@contextmanager
def open_relay(
    folder: Path, sources: Sequence[str] = ("a", "b"), *, srt: bool = False, rehearsal: bool = True
) -> Iterator[Relay]:
    """Run a relay in a folder, and leave no process of it behind."""
    (port,) = free_ports(1)
    ports = dict(zip(sources, free_ports(len(sources), socket.SOCK_DGRAM), strict=True)) if srt else {}
    doors = [
        {
            "source": each, "key": sha256(f"key-of-{each}".encode()).hexdigest(), "passphrase": PASSPHRASE,
            "srt_port": ports.get(each, 0), "socket": str(folder / "in.sock"), "rehearsal": rehearsal,
        }
        for each in sources
    ]  # fmt: skip
    (folder / "doors.json").write_text(json.dumps({"host": "127.0.0.1", "port": port, "doors": doors}))
    shutil.copyfile(slate(), folder / "slate.flv")
    relay = Relay(folder, port, ports, sources)
    relay.plan()
    try:
        for name in ("packager", "switcher", "gate"):
            relay.start(name)
        relay.wait(lambda: relay.read("gate.json") and relay.read("state.json"))
        yield relay
    finally:
        for encoder in relay.encoders:
            encoder.end()
        for child in relay.children.values():
            child.terminate()
        for child in relay.children.values():
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def turn(number: int, source: str, begin: float, seconds: float, hold: float = 10) -> Turn:
    """Return a slot that begins so many seconds from now."""
    now = time.time() * 1000
    return Turn(
        number, source, round(now + begin * 1000), round(now + (begin + seconds) * 1000), round(hold * 1000)
    )
