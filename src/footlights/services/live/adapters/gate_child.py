"""The gate, a process of its own: contributors' encoders come in by RTMP with a key, or by SRT with a passphrase.

``python -m footlights.services.live.adapters.gate_child FOLDER``: doors.json in it says who may come; what comes is
judged and handed to the event's switcher. Nothing is taken before the key is right.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import re
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from footlights.kernel.text import Both
from footlights.services.live.core.flv import Garbage, Tag, TagKind, read_tags, write_tag
from footlights.services.live.core.judge import BUSY, GARBAGE, WRONG_KEY, Judge, Refused
from footlights.services.live.core.publish import Publisher, handshake_reply
from footlights.services.live.core.rtmp import BadChunk

from . import lifeline
from .program import program

_SHAKE_SECONDS = 5.0
_IDLE_SECONDS = 10.0  # an encoder that says nothing for this long has gone
_LIMIT = 4 << 20  # bytes that may wait for the switcher; beyond it a contributor is let go
WRONG_PASSPHRASE = Both("A caller's SRT passphrase was wrong.", "有呼叫方的 SRT 口令不正确。")


class Door:
    """One contributor's way in."""

    def __init__(self, gate: Gate, facts: dict[str, Any]) -> None:
        self.gate = gate
        self.facts = facts
        self.source = str(facts["source"])
        self.judge: Judge | None = None
        self.state, self.since, self.by = "away", time.time(), ""
        self.refusal: dict[str, Any] | None = None
        self.configs: dict[TagKind, Tag] = {}
        self.switcher: asyncio.StreamWriter | None = None
        self.tried = 0.0
        self.srt: asyncio.Task[None] | None = None

    def open(self, by: str) -> Both | None:
        """Let a publisher in, or say why not."""
        if self.state == "sending":
            self.gate.note(self.source, "second", BUSY)
            return BUSY
        self.judge = Judge(is_rehearsal=bool(self.facts["rehearsal"]))
        self.state, self.since, self.by = "sending", time.time(), by
        self.configs.clear()
        return None

    async def take(self, tags: list[Tag] | tuple[Tag, ...]) -> None:
        """Judge tags and hand them on.

        Raises Refused.
        """
        assert self.judge is not None
        out = bytearray()
        for tag in tags:
            sample = self.judge.look(tag)
            if sample is None:
                continue
            if sample.is_config:
                self.configs[tag.kind] = tag
            out += write_tag(tag)
        if self.switcher is None and time.monotonic() - self.tried > 0.1:
            await self._reach()
        elif self.switcher is not None and out:
            self.switcher.write(out)
            if self.switcher.transport.get_write_buffer_size() > _LIMIT or self.switcher.is_closing():
                self._lose()

    async def _reach(self) -> None:
        """Find the switcher; it is told the formats first, and pictures from the next key frame on."""
        self.tried = time.monotonic()
        try:
            reader, self.switcher = await asyncio.open_unix_connection(str(self.facts["socket"]))
        except OSError:
            return
        self.switcher.write(self.source.encode() + b"\n")
        self.switcher.write(b"".join(write_tag(tag) for tag in self.configs.values()))
        task = asyncio.ensure_future(self._until_gone(reader, self.switcher))
        self.gate.tasks.add(task)
        task.add_done_callback(self.gate.tasks.discard)

    async def _until_gone(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            await reader.read()
        if self.switcher is writer:
            self._lose()

    def _lose(self) -> None:
        if self.switcher is not None:
            self.switcher.close()
        self.switcher = None

    def close(self, refusal: Refused | None = None) -> None:
        """Note that the publisher has gone, or was sent away."""
        self._lose()
        self.state, self.since = "away", time.time()
        if refusal is not None:
            self.state = "refused"
            self.gate.note(self.source, refusal.reason, refusal.message)

    def told(self) -> dict[str, Any]:
        """Return how it stands."""
        facts = self.judge.facts() if self.judge else None
        picture, sound = (facts.picture, facts.sound) if facts else (None, None)
        return {
            "state": self.state, "since": self.since, "by": self.by, "refusal": self.refusal,
            "picture": [picture.codec, picture.width, picture.height] if picture else None,
            "sound": [sound.codec, sound.rate, sound.channels] if sound else None,
            "gop_ms": facts.gop_ms if facts else 0, "rate": facts.frame_rate if facts else 0,
            "kilobits": facts.kilobits if facts else 0,
        }  # fmt: skip


class Gate:
    """All doors of the house."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.doors: dict[str, Door] = {}
        self.refusals: list[dict[str, Any]] = []
        self.port = 0
        self.server: asyncio.Server | None = None
        self.read_at = 0
        self.tasks: set[asyncio.Task[Any]] = set()

    def note(self, source: str, reason: str, message: Both) -> None:
        """Keep a refusal for the control room."""
        told = {"at": time.time(), "source": source, "reason": reason, "message": message.as_json()}
        self.refusals = [*self.refusals[-19:], told]
        if source in self.doors:
            self.doors[source].refusal = told
        lifeline.say(f"info refused {source or 'a stranger'}: {reason}")

    async def run(self) -> None:
        """Keep the doors as doors.json says, and tell how they stand, until cancelled."""
        try:
            while True:
                await self._read_doors()
                self._tell()
                await asyncio.sleep(0.2)
        finally:
            for door in self.doors.values():
                if door.srt is not None:
                    door.srt.cancel()
            if self.server is not None:
                self.server.close()

    def _tell(self) -> None:
        doors = {name: door.told() for name, door in self.doors.items()}
        told = {"at": time.time(), "port": self.port, "doors": doors, "refusals": self.refusals}
        lifeline.write_json(self.folder / "gate.json", told)

    async def _read_doors(self) -> None:
        path = self.folder / "doors.json"
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            return
        if changed == self.read_at:
            return
        said = lifeline.read_json(path)
        if said is None:
            return
        self.read_at = changed
        if self.server is None:
            self.server = await self._listen(str(said["host"]), int(said["port"]))
            self.port = self.server.sockets[0].getsockname()[1]
        wanted = {str(each["source"]): each for each in said["doors"]}
        for gone in set(self.doors) - set(wanted):
            door = self.doors.pop(gone)
            if door.srt is not None:
                door.srt.cancel()
            door.close()
        for name, facts in wanted.items():
            if name in self.doors:
                self.doors[name].facts = facts
                continue
            self.doors[name] = Door(self, facts)
            if facts.get("srt_port"):
                self.doors[name].srt = asyncio.ensure_future(listen_srt(self.doors[name], str(said["host"])))

    async def _listen(self, host: str, port: int) -> asyncio.Server:
        try:
            return await asyncio.start_server(self._meet, host, port)
        except OSError as fault:
            lifeline.say(f"warning RTMP port {port} is taken ({fault}); another one is used")
            return await asyncio.start_server(self._meet, host, 0)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        door: list[Door] = []

        def admit(key: str) -> Both | None:
            digest = sha256(key.encode()).hexdigest()
            found = [d for d in self.doors.values() if hmac.compare_digest(str(d.facts["key"]), digest)]
            if not found:
                self.note("", "key", WRONG_KEY)
                return WRONG_KEY
            refusal = found[0].open("RTMP")
            if refusal is None:
                door.append(found[0])
            return refusal

        refused: Refused | None = None
        try:
            await self._talk(reader, writer, Publisher(admit), door)
        except Refused as refusal:
            refused = refusal
        except (BadChunk, Garbage):
            refused = Refused("garbage", GARBAGE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, asyncio.CancelledError):
            pass
        finally:
            if door:
                door[0].close(refused)
            writer.close()

    async def _talk(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        publisher: Publisher,
        door: list[Door],
    ) -> None:
        async with asyncio.timeout(_SHAKE_SECONDS):
            writer.write(handshake_reply(await reader.readexactly(1537)))
            await reader.readexactly(1536)
        while True:
            async with asyncio.timeout(_IDLE_SECONDS if door else _SHAKE_SECONDS):
                block = await reader.read(1 << 16)
            if not block:
                return
            outcome = publisher.feed(block)
            if outcome.reply:
                writer.write(outcome.reply)
                await writer.drain()
            if door and outcome.tags:
                await door[0].take(outcome.tags)
            if door and door[0].source not in self.doors:
                return
            if outcome.hang_up:
                await asyncio.sleep(0.2)  # so that the reason is read before the line goes dead
                return


async def listen_srt(door: Door, host: str) -> None:
    """Wait for a contributor on its SRT port, again and again."""
    while True:
        address = (
            f"srt://{host}:{door.facts['srt_port']}?mode=listener&passphrase={door.facts['passphrase']}"
            "&pbkeylen=16&latency=120000&timeout=2000000"
        )
        child = await asyncio.create_subprocess_exec(
            program(), "-hide_banner", "-nostdin", "-v", "warning", "-analyzeduration", "700000",
            "-probesize", "400000", "-f", "mpegts", "-i", address, "-map", "0:v:0?", "-map", "0:a:0?",
            "-c", "copy", "-flush_packets", "1", "-flvflags", "no_duration_filesize", "-f", "flv", "pipe:1",
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, limit=1 << 20, preexec_fn=lifeline.die_with_parent,
        )  # fmt: skip
        words = asyncio.ensure_future(_hear(door, child.stderr))
        refused: Refused | None = None
        try:
            await _follow_srt(door, child.stdout)
        except Refused as refusal:
            refused = refusal
        except Garbage:
            refused = Refused("garbage", GARBAGE)
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            words.cancel()
            await child.wait()
            if door.state == "sending" and door.by == "SRT":
                door.close(refused)
        await asyncio.sleep(0.2)


async def _follow_srt(door: Door, pipe: asyncio.StreamReader | None) -> None:
    assert pipe is not None
    buffer, is_open = bytearray(), False
    while block := await pipe.read(1 << 16):
        buffer += block
        tags = read_tags(buffer)
        if tags and not is_open:
            if door.open("SRT") is not None:
                return
            is_open = True
        if is_open:
            await door.take(tags)


_REJECTED = re.compile(r"incorrect passphrase|BADSECRET|REJECT.*1010|wrong password|\bkmreq.*fail", re.I)


async def _hear(door: Door, pipe: asyncio.StreamReader | None) -> None:
    """Tell the control room when a caller's passphrase was wrong."""
    assert pipe is not None
    while line := await pipe.readline():
        if _REJECTED.search(line.decode("utf-8", "replace")):
            door.gate.note(door.source, "passphrase", WRONG_PASSPHRASE)


def main() -> int:
    """Run the gate of the folder named on the command line."""
    folder = Path(sys.argv[1])
    return lifeline.run(folder / "gate.lock", Gate(folder).run)


if __name__ == "__main__":
    sys.exit(main())
