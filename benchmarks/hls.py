"""A hundred viewers at once: HLS clients paced by the film's bit rate, the token asked for each segment, beside nginx.

`python -m benchmarks.hls` runs it alone. Each client keeps one connection, reads the master playlist, a rung's playlist
and then one segment of two seconds (2.5 Mb/s) every two seconds, as a player with a small buffer does; it has a session
and a token of its own. Time to first byte is from the request's last byte to the answer's first. A stall is a segment
that is whole more than a second after it should have been on the screen, two segments being held before the film begins.
The peer serves the same files without asking anything. Both run in turns on the same machine, over loopback.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from benchmarks.segments import SOURCE, _house, _nginx

CLIENTS, SECONDS, ROUNDS = 100, 24, 2
SEGMENT_SECONDS: Final = 2
SEGMENT_BYTES: Final = 2_500_000 // 8 * SEGMENT_SECONDS
HELD: Final = 2  # segments loaded before the film begins
P99_BAR_MS: Final = 200.0
STALL_SECONDS: Final = 1.0
_MAKE: Final = """
import json, os, time, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from footlights.ground.media.adapters import store
from footlights.ground.people import api as people
from footlights.kernel.ids import AssetId, new_id
from footlights.kernel.media.playlists import Segment, Track, master_playlist, media_playlist
from footlights.kernel.media.token import PathToken, mark_session, sign_path
call_command("migrate", verbosity=0)
clients, count, size = {clients}, {count}, {size}
asset = AssetId(new_id("ast"))
show = store.show_folder(asset)
(show / "v720").mkdir(parents=True)
segments = [Segment(f"{{n:05}}.m4s", 2.0, size) for n in range(count)]
for segment in segments:
    (show / "v720" / segment.uri).write_bytes(os.urandom(size))
(show / "v720" / "init.mp4").write_bytes(bytes(800))
(show / "v720" / "index.m3u8").write_text(media_playlist(segments, map_uri="init.mp4"))
track = Track("v720/index.m3u8", "avc1.64001f", tuple(segments), 1280, 720, 25)
(show / "master.m3u8").write_text(master_playlist([track], None))
now, viewers = int(time.time()), []
for number in range(clients):
    name, value, _ = people.session_cookie(f"bench-{{number}}")
    mark = mark_session(f"bench-{{number}}", settings.MEDIA_KEY)
    token = sign_path(PathToken(asset, None, mark, "grt-bench", now + 3600, now), settings.MEDIA_KEY)
    viewers.append([f"/m/{{token}}/{{asset}}", f"{{name}}={{value}}"])
print(json.dumps([str(show), viewers]))
"""


@dataclass
class Seen:
    """What the clients of one round saw."""

    first_bytes: list[float] = field(default_factory=list)
    stalls: int = 0
    longest: float = 0.0

    def p99(self) -> float:
        """Return the time to first byte that one in a hundred is above, in milliseconds."""
        ordered = sorted(self.first_bytes)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000


def run() -> list[dict[str, object]]:
    """Measure both servers in turns; return the rows."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as folder:
        home = Path(folder)
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("FOOTLIGHTS_")},
            "FOOTLIGHTS_HOME": folder,
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        }
        script = _MAKE.format(clients=CLIENTS, count=SECONDS // SEGMENT_SECONDS, size=SEGMENT_BYTES)
        made = subprocess.run(
            [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
        )
        show, viewers = json.loads(made.stdout)
        with _house(environment) as house, _nginx(home, Path(show)) as nginx:
            own, peer = [], []
            for _ in range(ROUNDS):
                own.append(asyncio.run(_watch_all(house, viewers)))
                if nginx:
                    peer.append(asyncio.run(_watch_all(nginx, [["", ""]] * CLIENTS)))
    return _rows(own, peer)


def _rows(own: list[Seen], peer: list[Seen]) -> list[dict[str, object]]:
    value = statistics.median(seen.p99() for seen in own)
    theirs = statistics.median(seen.p99() for seen in peer) if peer else None
    bar = max(P99_BAR_MS, 2 * theirs) if theirs is not None else P99_BAR_MS
    name = f"{CLIENTS} HLS clients at 2.5 Mb/s, token checked for each segment"
    nginx = "nginx, 1 worker, no check" if peer else ""
    middle = statistics.median(t * 1000 for seen in own for t in seen.first_bytes)
    rounds = ", ".join(f"{seen.p99():.0f}" for seen in own)
    others = ", ".join(f"{seen.p99():.0f}" for seen in peer) or "none here"
    stalls, their_stalls = sum(seen.stalls for seen in own), sum(seen.stalls for seen in peer)
    latest, their_latest = max(s.longest for s in own), max((s.longest for s in peer), default=0.0)
    return [
        {"name": f"{name}: p99 time to first byte", "value": round(value, 1), "unit": "ms", "peer": nginx,
         "peer_value": None if theirs is None else round(theirs, 1),
         "ratio": round(value / theirs, 2) if theirs else None,
         "bar": "<= max(200 ms, 2 × nginx)", "holds": value <= bar,
         "note": f"{ROUNDS} rounds of {SECONDS} s in turns: p99 {rounds} beside {others}; middle {middle:.1f} ms; {sum(len(s.first_bytes) for s in own):,} requests"},
        {"name": f"{name}: stalls over {STALL_SECONDS:g} s", "value": stalls, "unit": "stalls", "peer": nginx,
         "peer_value": their_stalls if peer else None, "ratio": None, "bar": "none", "holds": stalls == 0,
         "note": f"latest segment {latest:.2f} s behind its moment, nginx {their_latest:.2f} s"},
    ]  # fmt: skip


async def _watch_all(server: str, viewers: list[list[str]]) -> Seen:
    seen = Seen()
    begun = time.monotonic()
    await asyncio.gather(
        *(
            _watch(server, path, cookie, begun + SEGMENT_SECONDS * number / len(viewers), seen)
            for number, (path, cookie) in enumerate(viewers)
        )
    )
    return seen


async def _watch(server: str, path: str, cookie: str, begins: float, seen: Seen) -> None:
    """Watch to the end: viewers come one after another within a segment's length."""
    await asyncio.sleep(max(0.0, begins - time.monotonic()))
    place = urlsplit(server)
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 20)
    try:
        for name in ("master.m3u8", "v720/index.m3u8", "v720/init.mp4"):
            await _get(reader, writer, f"{path}/{name}", cookie, seen)
        start = time.monotonic()
        for number in range(SECONDS // SEGMENT_SECONDS):
            due = start + max(0, number - HELD) * SEGMENT_SECONDS  # when there is room for it
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await _get(reader, writer, f"{path}/v720/{number:05}.m4s", cookie, seen)
            late = time.monotonic() - (start + number * SEGMENT_SECONDS) if number >= HELD else 0.0
            seen.longest = max(seen.longest, late)
            seen.stalls += late > STALL_SECONDS
    finally:
        writer.close()


async def _get(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, cookie: str, seen: Seen
) -> None:
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"
    writer.write(asked.encode())
    await writer.drain()
    sent = time.monotonic()
    first = await reader.readexactly(1)
    seen.first_bytes.append(time.monotonic() - sent)
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if " 200 " not in head.partition("\r\n")[0]:
        raise RuntimeError(f"{path}: {head[:200]}")
    left = int(head.partition("content-length:")[2].partition("\r\n")[0])
    while left:
        block = await reader.read(min(left, 1 << 16))
        if not block:
            raise RuntimeError(f"{path} was cut off")
        left -= len(block)


def main() -> None:
    """Print the rows."""
    print(json.dumps(run(), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
