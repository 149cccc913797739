"""Decodes the source that is wanted, small, in a process of its own, to see black, still and silent."""

from __future__ import annotations

import asyncio
import contextlib
import os

from footlights.services.live.core.flv import FILE_HEADER, Tag, TagKind, read_sample, write_tag
from footlights.services.live.core.signs import HEIGHT, LOOKS_A_SECOND, SOUND_RATE, WIDTH, Signs

from . import lifeline
from .program import program

_LIMIT = 2 << 20


class Inspector:
    """Looks at one source until it is closed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.signs = Signs()
        self.child: asyncio.subprocess.Process | None = None
        self.has_key = False
        self.starting = False
        self.tasks: list[asyncio.Task[None]] = []

    async def take(self, configs: list[Tag], tag: Tag) -> None:
        """Give it the next tag; it begins with a key frame."""
        if not self.has_key:
            sample = read_sample(tag)
            if self.starting or sample is None or tag.kind is not TagKind.VIDEO or not sample.is_key:
                return
            self.starting = True
            await self._start()
            assert self.child is not None
            assert self.child.stdin is not None
            self.child.stdin.write(FILE_HEADER + b"".join(map(write_tag, configs)))
            self.has_key = True
        pipe = self.child.stdin if self.child else None
        if pipe is not None and not pipe.is_closing() and pipe.transport.get_write_buffer_size() < _LIMIT:
            pipe.write(write_tag(tag))

    async def _start(self) -> None:
        read_end, write_end = os.pipe()
        try:
            self.child = await asyncio.create_subprocess_exec(
                program(), "-hide_banner", "-v", "quiet", "-threads", "1", "-probesize", "4096",
                "-analyzeduration", "0", "-f", "flv", "-i", "pipe:0",
                "-map", "0:v:0", "-vf", f"fps={LOOKS_A_SECOND},scale={WIDTH}:{HEIGHT}:flags=area,format=gray",
                "-flush_packets", "1", "-f", "rawvideo", "pipe:1",
                "-map", "0:a:0", "-ac", "1", "-ar", str(SOUND_RATE), "-flush_packets", "1",
                "-f", "s16le", f"pipe:{write_end}",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL, pass_fds=(write_end,), preexec_fn=lifeline.die_with_parent,
            )  # fmt: skip
        finally:
            os.close(write_end)
        sound = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(sound), os.fdopen(read_end, "rb")
        )
        assert self.child.stdout is not None
        self.tasks = [
            asyncio.ensure_future(self._see(self.child.stdout)),
            asyncio.ensure_future(self._hear(sound)),
        ]

    async def _see(self, pipe: asyncio.StreamReader) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                self.signs.see(await pipe.readexactly(WIDTH * HEIGHT))

    async def _hear(self, pipe: asyncio.StreamReader) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                self.signs.hear(await pipe.readexactly(SOUND_RATE * 2 // LOOKS_A_SECOND))

    def close(self) -> None:
        """Stop looking."""
        for task in self.tasks:
            task.cancel()
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                self.child.kill()

    async def wait(self) -> None:
        """Wait until it has gone."""
        if self.child is not None:
            await self.child.wait()
