"""The packager of one event, a process of its own: ``python -m …packager_child FOLDER``.

What the switcher lets out becomes fragments, each listed as soon as it lies whole in its segment's file: edge.json tells
of the parts, segments.jsonl of whole segments. Killed, it closes what it had listed and goes on behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from footlights.services.live.core import frames
from footlights.services.live.core.cutting import Cutter, Part
from footlights.services.live.core.fmp4 import write_init
from footlights.services.live.core.playlist import (
    PARTS_SECONDS,
    PartLine,
    SegmentLine,
    init_name,
    segment_name,
)
from footlights.services.live.core.switch import Change, Packet

from . import lifeline

_PARTS_KEPT = PARTS_SECONDS + 3  # segments whose parts are told of; none is shorter than a second or so


class Packager:
    """One event's packager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.show = folder / "show"
        self.show.mkdir(mode=0o700, exist_ok=True)
        self.done = asyncio.Event()
        self.cutter: Cutter | None = None
        self.change: Change | None = None
        self.inits: dict[str, int] = {}
        self.init = -1
        self.lasts = {True: -1, False: -1}
        self.number = self.size = self.fragments = self.pictures = 0
        self.begun_ms = -1
        self.is_break = False
        self.parts: dict[int, list[PartLine]] = {}
        self.last_init = -1
        self.zero_ms = 0
        self.current: asyncio.StreamWriter | None = None
        self._recover()

    def _recover(self) -> None:
        """Go on where a packager before this one was killed: what it listed is closed as it stands."""
        for path in sorted(self.show.glob("init*.mp4")):
            self.inits[sha256(path.read_bytes()).hexdigest()] = int(path.stem[4:])
        with contextlib.suppress(OSError):
            lines = (self.folder / "segments.jsonl").read_bytes().splitlines()
            if lines:
                last = json.loads(lines[-1])
                self.number, self.last_init = int(last["number"]) + 1, int(last["init"])
        edge = lifeline.read_json(self.folder / "edge.json")
        if edge is None:
            return
        self.lasts = {True: int(edge["lasts"][0]), False: int(edge["lasts"][1])}
        self.fragments = int(edge["fragments"])
        self.zero_ms = int(edge["zero_ms"])
        self.parts = {int(k): [PartLine(**p) for p in v] for k, v in edge["parts"].items()}
        if edge["number"] == self.number and self.parts.get(self.number):
            self.size = sum(part.size for part in self.parts[self.number])
            os.truncate(self.show / segment_name(self.number), self.size)
            self.init, self.is_break = int(edge["init"]), bool(edge["is_break"])
            self.begun_ms = int(edge["at_ms"]) - self.zero_ms
            self.pictures = int(edge["pictures"])
            self._close_segment(int(edge["slot"]))

    async def run(self) -> None:
        """Package until the switcher says that it is over, or cancelled."""
        path = self.folder / "out.sock"
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self._meet, str(path), limit=1 << 22)
        try:
            await self.done.wait()
        finally:
            server.close()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.current is not None:
            self.current.close()
        self.current = writer
        if not self.zero_ms:
            self.zero_ms = int(lifeline.read_json(self.folder / "timeline.json")["zero_ms"])
        end = max(self.lasts.values())
        writer.write(json.dumps({"end_ms": end + 40 if end >= 0 else 0}).encode() + b"\n")
        try:
            while True:
                head = await reader.readexactly(frames.HEAD_BYTES)
                item = frames.read_frame(head, await reader.readexactly(frames.body_size(head)))
                if item is None:
                    self._finish()
                    return
                if isinstance(item, Change):
                    self._turn(item)
                else:
                    self._add(item)
        except (asyncio.IncompleteReadError, OSError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def _turn(self, change: Change) -> None:
        """Begin a segment for another source or slot; another format needs another initialisation."""
        if change == self.change:
            return
        goes_on = self.change is not None and change.source == self.change.source
        if self.cutter is not None:
            self._list(self.cutter.cut(change.at_ms, is_last=not goes_on), self._slot)
            self._close_segment(self._slot)
        self.change = change
        init = write_init(change.format.video, change.format.audio)
        name = sha256(init).hexdigest()
        if name not in self.inits:
            self.inits[name] = len(self.inits)
            path = self.show / init_name(self.inits[name])
            path.with_suffix(".draft").write_bytes(init)
            path.with_suffix(".draft").replace(path)
        if self.cutter is None or self.inits[name] != self.init or not goes_on:
            self.cutter = Cutter(change.format, self.fragments + 1, change.at_ms)
        else:
            self.cutter.begin_segment()
        self.init = self.inits[name]

    @property
    def _slot(self) -> int:
        return self.change.slot if self.change else -1

    def _add(self, packet: Packet) -> None:
        if self.cutter is None or packet.at_ms <= self.lasts[packet.is_video]:
            return
        if self.cutter.ends_segment(packet):
            self._list(self.cutter.cut(packet.at_ms), self._slot)
            self._close_segment(self._slot)
            self.cutter.begin_segment()
        self._list(self.cutter.add(packet), self._slot)

    def _list(self, part: Part | None, slot: int) -> None:
        """Put a part at the end of its segment's file and tell of it."""
        if part is None or self.cutter is None:
            return
        if not self.parts.get(self.number):
            self.parts[self.number] = []
            self.begun_ms = part.begun_ms
            self.is_break = self.last_init not in (-1, self.init)
            (self.show / segment_name(self.number)).write_bytes(b"")
        with (self.show / segment_name(self.number)).open("ab", buffering=0) as file:
            file.write(part.body)
        line = PartLine(round(part.seconds, 5), self.size, len(part.body), part.is_independent)
        self.parts[self.number].append(line)
        self.size += len(part.body)
        self.pictures += part.pictures
        self.fragments = self.cutter.number - 1
        self.lasts = {
            True: max(part.last_video_ms, self.lasts[True]),
            False: max(part.last_audio_ms, self.lasts[False]),
        }
        self._tell(slot)

    def _close_segment(self, slot: int) -> None:
        parts = self.parts.get(self.number)
        if not parts:
            return
        path = self.show / segment_name(self.number)
        lifeline.sync_later(path)
        line = SegmentLine(
            number=self.number,
            seconds=round(sum(part.seconds for part in parts), 5),
            size=self.size,
            pictures=self.pictures,
            init=self.init,
            at_ms=self.zero_ms + self.begun_ms,
            slot=slot,
            is_break=self.is_break,
        )
        with (self.folder / "segments.jsonl").open("a") as file:
            file.write(json.dumps(asdict(line)) + "\n")
        lifeline.sync_later(self.folder / "segments.jsonl")
        self.number, self.size, self.pictures, self.last_init = self.number + 1, 0, 0, self.init
        self.is_break = False
        for old in [number for number in self.parts if number < self.number - _PARTS_KEPT]:
            del self.parts[old]
        self._tell(slot)

    def _tell(self, slot: int, *, is_over: bool = False) -> None:
        told: dict[str, Any] = {
            "number": self.number, "init": self.init, "at_ms": self.zero_ms + self.begun_ms, "slot": slot,
            "is_break": self.is_break, "is_over": is_over, "lasts": [self.lasts[True], self.lasts[False]],
            "fragments": self.fragments, "zero_ms": self.zero_ms, "pictures": self.pictures,
            "parts": {str(number): [asdict(p) for p in parts] for number, parts in self.parts.items()},
        }  # fmt: skip
        lifeline.write_json(self.folder / "edge.json", told)

    def _finish(self) -> None:
        if self.cutter is not None:
            self._list(self.cutter.cut(), self._slot)
            self._close_segment(self._slot)
        self._tell(-1, is_over=True)
        self.done.set()


def main() -> int:
    """Run the packager of the folder named on the command line."""
    folder = Path(sys.argv[1])
    return lifeline.run(folder / "packager.lock", lambda: Packager(folder).run())


if __name__ == "__main__":
    sys.exit(main())
