"""A relay on this machine: from a picture to its listing, what a copied stream costs, glass to glass, a long rewind.

`./footlights bench live`. Encoders, gate, switcher, packager, origin and Chromium share the machine: the glass-to-glass
figure holds all of them. The clock is sixteen boxes in the picture, hundredths of a second of the wall clock in binary,
which the page reads back from what the browser shows.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footlights.services.live.adapters.program import program
from footlights.services.live.core.playlist import SegmentLine, event_playlist
from footlights.services.live.tests.relay import Relay, open_relay, turn
from tests.browser import open_chromium, open_context, watch
from tests.house import TERRITORY_HEADER, open_house
from tests.tour.live import PLAYS, end_demo, find_event, list_runs, start_demo

if TYPE_CHECKING:
    from footlights.project.testing.bench import Row

SECONDS = 20.0


def run() -> list[Row]:
    """Return the rows."""
    with tempfile.TemporaryDirectory(prefix="relay-") as folder:
        return [*_relay(Path(folder)), *_glass_to_glass(), *_rewind(), *_twenty_hours()]


def _relay(folder: Path) -> list[Row]:
    with open_relay(folder, ("a", "b")) as relay:
        relay.send("a", picture="testsrc2=size=1280x720:rate=25", codec=_CODEC)
        relay.plan(turn(0, "a", 0, 600))
        relay.wait(lambda: relay.on() == "a", 60)
        before = _cpu(relay)
        late = _listing(relay)
        used = {name: (after - before[name]) / SECONDS for name, after in _cpu(relay).items()}
    late.sort()
    p50, p95 = statistics.median(late), late[int(len(late) * 0.95)]
    note = f"{len(late)} parts; the end of a part by the relay's clock to its line in edge.json"
    whole = sum(used.values())
    each = ", ".join(f"{name} {share:.1%}" for name, share in used.items())
    return [
        {"name": "last frame → part listed, p50", "value": p50, "unit": "ms", "note": note},
        {
            "name": "last frame → part listed, p95",
            "value": p95,
            "unit": "ms",
            "bar": "≤ 100",
            "holds": p95 <= 100,
        },
        {
            "name": "CPU of one copied 720p25 stream, its inspection left out",
            "value": 100 * whole,
            "unit": "% of a core",
            "bar": "packager ≤ 5",
            "holds": used["packager"] <= 0.05,
            "note": each,
        },
    ]


_CODEC = (
    "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25",
    "-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "2500k",
)  # fmt: skip


def _listing(relay: Relay) -> list[float]:
    """Return by how many milliseconds each part was listed later than it ended."""
    late, last, until = [], None, time.monotonic() + SECONDS
    while time.monotonic() < until:
        edge = relay.read("edge.json")
        parts = edge["parts"].get(str(edge["number"]), []) if edge else []
        if parts and (edge["number"], len(parts)) != last:
            last = edge["number"], len(parts)
            end = edge["at_ms"] + 1000 * sum(part["seconds"] for part in parts)
            late.append(time.time() * 1000 - end)
        time.sleep(0.002)
    return late


def _cpu(relay: Relay) -> dict[str, float]:
    """Return the CPU-seconds that each of the relay's processes has used."""
    ticks = 100.0  # of /proc/PID/stat on Linux
    found = {}
    for name, child in relay.children.items():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        found[name] = (int(fields[11]) + int(fields[12])) / ticks
    return found


_BITS: Final = 16
_CLOCK: Final = ",".join(
    f"drawbox=x={40 * bit}:y=0:w=40:h=40:color=white:t=fill:enable='mod(floor(time(0)*100/{2**bit}),2)'"
    for bit in range(_BITS)
)
_READ: Final = """bits => {
  const video = document.querySelector('video');
  const canvas = document.createElement('canvas');
  canvas.width = 640; canvas.height = 360;
  const pen = canvas.getContext('2d');
  pen.drawImage(video, 0, 0, 640, 360);
  let seen = 0;
  for (let bit = 0; bit < bits; bit++) if (pen.getImageData(40 * bit + 20, 20, 1, 1).data[0] > 127) seen += 2 ** bit;
  const now = Math.floor(Date.now() / 10) % 2 ** bits;
  return ((now - seen + 2 ** bits) % 2 ** bits) / 100;
}"""


def _glass_to_glass() -> list[Row]:
    """Send a clock through the whole house to Chromium and read how late it is shown."""
    with open_house() as house, open_chromium() as chromium:
        house.do("sign_a_memorandum")
        relay = house.do("plan_a_relay")["relay"]
        house.ask("live", "do", "start", relay)
        event = next(each for each in house.ask("live", "list") if each["event"] == relay)
        sender = next(each for each in event["contributors"] if each["way"] == "rtmp")
        house.ask("live", "take", relay, sender["id"])
        to = f"rtmp://127.0.0.1:{house.environment['FOOTLIGHTS_LIVE_RTMP']}/live/{sender['key']}"
        time.sleep(3)
        encoder = subprocess.Popen(
            [
                program(), "-v", "error", "-nostdin", "-re", "-f", "lavfi", "-i", "color=black:s=640x360:r=25",
                "-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000", "-vf", _CLOCK,
                "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25",
                "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "flv", to,
            ],
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            with open_context(chromium, extra_http_headers={TERRITORY_HEADER: "GB"}) as context:
                shown = watch(context)
                shown.go(f"{house.url}/en/live/{relay}")
                shown.page.wait_for_function(PLAYS, timeout=60_000)
                shown.page.wait_for_timeout(12_000)
                late = []
                for _ in range(100):
                    late.append(float(shown.page.evaluate(_READ, _BITS)))
                    shown.page.wait_for_timeout(100)
        finally:
            encoder.kill()
            encoder.wait()
    late.sort()
    return [
        {"name": "glass to glass in headless Chromium, p50", "value": statistics.median(late), "unit": "s"},
        {
            "name": "glass to glass in headless Chromium, p95", "value": late[94], "unit": "s",
            "bar": "≤ 3.0", "holds": late[94] <= 3.0, "note": "100 looks in 10 s, 12 s after the page opened",
        },
    ]  # fmt: skip


def _rewind() -> list[Row]:
    segments = [
        SegmentLine(
            n, 2.0, 500_000, 50, n % 20, 1_800_000_000_000 + n * 2000, n // 1800, n % 1800 == 0 and n > 0
        )
        for n in range(36_000)
    ]
    began = time.perf_counter()
    whole = event_playlist(segments, allowed=lambda slot: True, is_over=False).encode()
    seconds = time.perf_counter() - began
    zipped = len(gzip.compress(whole, 5)) / 1000
    delta = len(event_playlist(segments, allowed=lambda slot: True, is_over=False, skip=True)) / 1000
    return [
        {
            "name": "rewind playlist of 36,000 segments, gzip", "value": zipped, "unit": "kB", "bar": "≤ 400",
            "holds": zipped <= 400, "note": f"{len(whole) / 1000:.0f} kB plain, written in {seconds * 1000:.0f} ms",
        },
        {"name": "its refresh (delta update)", "value": delta, "unit": "kB", "bar": "≤ 20", "holds": delta <= 20},
    ]  # fmt: skip


def _twenty_hours() -> list[Row]:
    """Run a relay of five contributors, twenty hours of its running order in a minute; return what was on."""
    with open_house() as house:
        demo, event = start_demo(house, "--contributors", "5", "--hours", "20", "--in", "60s")
        name = event["event"]
        try:
            demo.wait(timeout=240)
        finally:
            end_demo(demo)
        ended = time.monotonic()
        house.wait_until(lambda: bool(find_event(house, name)["has_replay"]), 120)
        waited = time.monotonic() - ended
        runs, slots = list_runs(house, name), event["slots"]
        chapters = find_event(house, name)["chapters"]
    shown = {run["slot"] for run in runs if run["contributor"]}
    slates = sum(run["contributor"] == "" and run["slot"] is not None for run in runs)
    note = f"five contributors, rendered and sent by RTMP and SRT on this machine; {slates} times on the slate within a slot"
    return [
        {
            "name": "twenty hours of relay on a compressed clock (generated): slots shown",
            "value": len(shown),
            "unit": "slots",
            "bar": f"= {len(slots)}, a chapter each",
            "holds": len(shown) == len(slots) == len(chapters),
            "note": note,
        },
        {
            "name": "its replay on the work's page, after the end",
            "value": round(waited, 1),
            "unit": "s",
            "bar": "≤ 60",
            "holds": waited <= 60,
        },
    ]
