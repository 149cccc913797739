"""The switcher of one event, a process of its own: ``python -m …switcher_child FOLDER``.

Sources come in by in.sock, one stream goes out to the packager by out.sock; plan.json says who is to be on, state.json
who is, and asrun.jsonl who was. Killed, it goes on where the packager says the relay ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from footlights.services.live.core import frames
from footlights.services.live.core.flv import Garbage, Tag, TagKind, read_sample, read_tags
from footlights.services.live.core.rundown import SLATE, Plan, Wanted, plan_from_json, want
from footlights.services.live.core.switch import Change, Format, Packet, Switch

from . import lifeline
from .inspector import Inspector

_TICK_SECONDS = 0.02
_TELL_SECONDS = 0.25
_KEEP = 20_000  # items at most that wait for a packager that is away


class Feed:
    """What came from a source: its configurations and when it was last heard."""

    def __init__(self) -> None:
        self.configs: dict[TagKind, Tag] = {}


class Switcher:
    """One event's switcher."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = Plan(())
        self.plan_read = 0
        self.wanted = Wanted(SLATE, -1, 0, "start")
        self.switch: Switch | None = None
        self.feeds: dict[str, Feed] = {}
        self.inspector: Inspector | None = None
        self.recent: list[Packet | Change] = []
        self.packager: asyncio.StreamWriter | None = None
        self.started = time.monotonic()
        self.zero_ms = 0
        self.told_at = 0.0
        self.runs = 0

    async def run(self) -> None:
        """Switch until the plan is over, or cancelled."""
        self._find_zero()
        path = self.folder / "in.sock"
        path.unlink(missing_ok=True)
        await self._reach()
        server = await asyncio.start_unix_server(self._meet, str(path))
        try:
            while not self.plan.is_over:
                self._tick()
                await asyncio.sleep(_TICK_SECONDS)
                if self.packager is None or self.packager.is_closing():
                    await self._reach()
            assert self.packager is not None
            self.packager.write(frames.write_frame(None))
            await self.packager.drain()
        finally:
            server.close()
            if self.inspector is not None:
                self.inspector.close()
                await self.inspector.wait()
            if self.packager is not None:
                self.packager.close()

    def now_ms(self) -> float:
        """Return the time since the relay began, by a clock that is never set."""
        return (time.monotonic() - self.started) * 1000 + self.begun_ms

    def _find_zero(self) -> None:
        path, wall_ms = self.folder / "timeline.json", time.time() * 1000
        said = lifeline.read_json(path)
        if said is None:
            said = {"zero_ms": round(wall_ms)}
            lifeline.write_json(path, said)
        self.zero_ms = int(said["zero_ms"])
        self.begun_ms = wall_ms - self.zero_ms
        with contextlib.suppress(OSError):
            self.runs = (self.folder / "asrun.jsonl").read_bytes().count(b"\n")

    async def _reach(self) -> None:
        """Find the packager, learn where the relay ended, and hand it again what it may not have."""
        while True:
            try:
                reader, writer = await asyncio.open_unix_connection(str(self.folder / "out.sock"))
                ends = json.loads(await asyncio.wait_for(reader.readline(), 2))
                break
            except (OSError, ValueError, TimeoutError):
                await asyncio.sleep(0.05)
                if self.switch is not None:
                    self._tick()
        self.packager = writer
        if self.switch is None:
            slate = read_clip(self.folder / "slate.flv")
            begin = float(ends["end_ms"])
            if not begin:
                begin = round(self.now_ms())
            self.switch = Switch(slate, start_ms=begin)
        else:
            writer.write(b"".join(map(frames.write_frame, self.recent)))

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert self.switch is not None
        name = ""
        try:
            name = (await reader.readline()).decode().strip()
            feed = self.feeds[name] = Feed()
            buffer = bytearray()
            while block := await reader.read(1 << 16):
                buffer += block
                for tag in read_tags(buffer):
                    await self._take(name, feed, tag)
        except (Garbage, OSError, UnicodeDecodeError) as fault:
            lifeline.say(f"warning {name}: {fault}")
        except asyncio.CancelledError:
            pass  # the relay ends; a stream's task that is cancelled would be told of as a fault
        finally:
            writer.close()
            if name and self.feeds.get(name) is feed:
                del self.feeds[name]
                self.switch.drop(name, self.now_ms())
                self._let_out()

    async def _take(self, name: str, feed: Feed, tag: Tag) -> None:
        assert self.switch is not None
        sample = read_sample(tag)
        if sample is None or self.feeds.get(name) is not feed:
            return
        if sample.is_config:
            feed.configs[tag.kind] = tag
            if len(feed.configs) == 2:
                bodies = {kind: read_sample(each) for kind, each in feed.configs.items()}
                video, audio = bodies[TagKind.VIDEO], bodies[TagKind.AUDIO]
                assert video is not None
                assert audio is not None
                self.switch.connect(name, Format(video.body, audio.body))
            return
        if len(feed.configs) < 2:
            return
        packet = Packet(tag.kind is TagKind.VIDEO, tag.at_ms, sample.body, sample.is_key, sample.shift_ms)
        self.switch.push(name, packet, self.now_ms())
        self._let_out()
        if name == self.wanted.source:
            await self._inspect(name, feed, tag)

    async def _inspect(self, name: str, feed: Feed, tag: Tag) -> None:
        if self.inspector is None or self.inspector.source != name:
            if self.inspector is not None:
                self.inspector.close()
            self.inspector = Inspector(name)
        await self.inspector.take(list(feed.configs.values()), tag)

    def _tick(self) -> None:
        assert self.switch is not None
        self._read_plan()
        now = self.now_ms()
        self.wanted = want(self.plan, round(self.zero_ms + now))
        if self.inspector is not None and self.inspector.source in self.switch.sources:
            self.switch.sources[self.inspector.source].sick = self.inspector.signs.sick(self.wanted.hold_ms)
        self.switch.tick(self.wanted, now)
        self._let_out()
        if time.monotonic() - self.told_at >= _TELL_SECONDS:
            self._tell()

    def _read_plan(self) -> None:
        path = self.folder / "plan.json"
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            return
        if changed != self.plan_read and (said := lifeline.read_json(path)) is not None:
            self.plan, self.plan_read = plan_from_json(said), changed

    def _let_out(self) -> None:
        assert self.switch is not None
        out = self.switch.take()
        if not out:
            return
        self._remember(out)
        if self.packager is not None and not self.packager.is_closing():
            self.packager.write(b"".join(map(frames.write_frame, out)))
        for item in out:
            if isinstance(item, Change):
                self._note_run(item)

    def _remember(self, out: list[Packet | Change]) -> None:
        """Keep what a packager that was killed may not have: from the last key frame but one."""
        self.recent += out
        if any(isinstance(item, Packet) and item.is_video and item.is_key for item in out):
            keys = [
                place
                for place, item in enumerate(self.recent)
                if isinstance(item, Packet) and item.is_video and item.is_key
            ]
            away = self.packager is None or self.packager.is_closing()
            if len(keys) > 3 and (not away or len(self.recent) > _KEEP):
                cut = keys[-3]
                change = [item for item in self.recent[:cut] if isinstance(item, Change)][-1:]
                self.recent = [*change, *self.recent[cut:]]

    def _note_run(self, change: Change) -> None:
        """Write into the as-run log."""
        told = {
            "n": self.runs, "at_ms": self.zero_ms + change.at_ms, "seen_ms": round(self.zero_ms + self.now_ms()),
            "source": change.source, "slot": change.slot, "why": change.why,
        }  # fmt: skip
        with (self.folder / "asrun.jsonl").open("a") as file:
            file.write(json.dumps(told) + "\n")
        lifeline.sync_later(self.folder / "asrun.jsonl")
        self.runs += 1
        self._tell()

    def _tell(self) -> None:
        assert self.switch is not None
        self.told_at = time.monotonic()
        now = self.now_ms()
        alarms = self.inspector.signs.alarms() if self.inspector else {}
        told: dict[str, Any] = {
            "at_ms": round(self.zero_ms + now), "on": self.switch.on, "slot": self.switch.slot,
            "why": self.switch.why, "wanted": self.wanted.source, "wanted_slot": self.wanted.slot,
            "alarms": alarms, "alarms_of": self.inspector.source if self.inspector else "",
            "sources": {
                name: {"heard": source.is_heard(now), "steady": source.is_steady(now), "sick": source.sick}
                for name, source in self.switch.sources.items()
            },
        }  # fmt: skip
        lifeline.write_json(self.folder / "state.json", told)


def read_clip(path: Path) -> tuple[Format, tuple[Packet, ...], int]:
    """Return a short clip as format, packets and length in milliseconds; it begins with a key frame at 0."""
    configs: dict[TagKind, bytes] = {}
    packets: list[Packet] = []
    for tag in read_tags(bytearray(path.read_bytes())):
        sample = read_sample(tag)
        if sample is None:
            continue
        if sample.is_config:
            configs[tag.kind] = sample.body
        else:
            is_video = tag.kind is TagKind.VIDEO
            packets.append(Packet(is_video, tag.at_ms, sample.body, sample.is_key, sample.shift_ms))
    pictures = [p.at_ms for p in packets if p.is_video]
    length = pictures[-1] - pictures[0] + (pictures[1] - pictures[0])
    kept = tuple(
        Packet(p.is_video, p.at_ms - pictures[0], p.body, p.is_key, p.shift_ms)
        for p in packets
        if 0 <= p.at_ms - pictures[0] < length
    )
    return Format(configs[TagKind.VIDEO], configs[TagKind.AUDIO]), kept, length


def main() -> int:
    """Run the switcher of the folder named on the command line."""
    folder = Path(sys.argv[1])
    return lifeline.run(folder / "switcher.lock", Switcher(folder).run)


if __name__ == "__main__":
    sys.exit(main())
