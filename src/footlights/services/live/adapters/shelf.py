"""What the packager has listed, as the web process knows it: looked at only while somebody waits or asks."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from footlights.services.live.core.playlist import Edge, SegmentLine

from .folder import read_edge

LOOK_SECONDS = 0.015
WAIT_SECONDS = 6.0  # three target durations (rfc8216bis, 6.2.5.2)


class Shelf:
    """One relay's segments and edge."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.segments: list[SegmentLine] = []
        self.edge: Edge | None = None
        self.changed = 0
        self.read_to = 0
        self.changes = asyncio.Condition()
        self.waiting = 0
        self.watcher: asyncio.Task[None] | None = None

    def look(self) -> bool:
        """Read what is new; return whether anything is."""
        try:
            changed = (self.folder / "edge.json").stat().st_mtime_ns
        except OSError:
            return False
        if changed == self.changed:
            return False
        edge = read_edge(self.folder)
        if edge is None:
            return False
        self.changed, self.edge = changed, edge
        if edge.number > len(self.segments) or edge.is_over:
            self._read_segments()
        return True

    def _read_segments(self) -> None:
        try:
            with (self.folder / "segments.jsonl").open("rb") as file:
                file.seek(self.read_to)
                block = file.read()
        except OSError:
            return
        whole = block[: block.rfind(b"\n") + 1]
        self.read_to += len(whole)
        self.segments += [SegmentLine(**json.loads(line)) for line in whole.splitlines()]

    async def wait_for(self, number: int, part: int | None) -> bool:
        """Wait until a segment or a part of it is there; return whether it is."""
        self.look()
        if self.edge is None or self.edge.has(number, part):
            return self.edge is not None
        self.waiting += 1
        try:
            if self.watcher is None or self.watcher.done():
                self.watcher = asyncio.ensure_future(self._watch())
            async with asyncio.timeout(WAIT_SECONDS), self.changes:
                await self.changes.wait_for(lambda: self.edge is not None and self.edge.has(number, part))
            return True
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1

    async def _watch(self) -> None:
        while self.waiting:
            if self.look():
                async with self.changes:
                    self.changes.notify_all()
            await asyncio.sleep(LOOK_SECONDS)
