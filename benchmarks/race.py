"""Race: laps verified by one core, boards of ten million, and what a phone loads before it drives.

`python -m benchmarks.race` runs it alone. A lap is a hundred seconds of driving; the house and its board are thrown away.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAP_S = 100
BESTS = 10_000_000
ASKS = 200
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO race_best (board, person, time_ms, run)
SELECT 'gullhaven', printf('p%08d', i), 240000 + (abs(random()) % 60000 + abs(random()) % 60000 + abs(random()) % 60000) / 3, 'run' FROM n
"""
COUNTS = (
    "INSERT INTO race_millisecond (board, ms, count) SELECT board, time_ms, count(*) FROM race_best GROUP BY board, time_ms",
    "INSERT INTO race_second (board, second, count) SELECT board, ms / 1000, sum(count) FROM race_millisecond GROUP BY board, ms / 1000",
)
# What the page and its game are made of, compressed as a server with brotli would send it.
WEIGH = """
const [zlib, fs] = [require("zlib"), require("fs")];
const sizes = JSON.parse(process.argv[1]).map((f) => zlib.brotliCompressSync(fs.readFileSync(f), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }).length);
console.log(JSON.stringify(sizes));
"""


def run() -> list[dict[str, object]]:
    """Return the rows, measured in a process with a house of its own."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as home:
        environment = {
            **os.environ,
            "FOOTLIGHTS_HOME": home,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        }
        environment.pop("FOOTLIGHTS_DATABASE_URL", None)
        command = [sys.executable, "-m", "benchmarks.race", "--measure"]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
    found: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure() -> list[dict[str, object]]:
    import django  # noqa: PLC0415  # this process's own house

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return [*_verifying(), *_boards(), _weight()]


def _verifying() -> list[dict[str, object]]:
    from footlights.services.race import api  # noqa: PLC0415

    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for track in ("gullhaven", "night-river"):
            for seed in (1, 2):
                files.append((Path(folder) / f"{track}-{seed}.json", track, seed))
        seconds = sum(api.drive_run(track, "tern", seed, file).time_ms / 1000 for file, track, seed in files)
        for kernel, least, name, rounds in (
            ("wasm", 600, "wasmtime", 40),
            ("python", 0, "Python, the reference", 2),
        ):
            api.verify_run(files[0][0], kernel)
            begun = time.process_time()
            for _ in range(rounds):
                assert all(api.verify_run(file, kernel).verified for file, _, _ in files)
            spent = time.process_time() - begun
            laps = rounds * seconds / LAP_S / spent
            rows.append(
                {
                    "name": f"verified from a file, {name}", "value": laps, "unit": "laps/s and core",
                    "bar": f">= {least}" if least else "", "holds": laps >= least if least else None,
                    "note": "file read, inputs unpacked, driven again, states and time compared; processor time",
                }
            )  # fmt: skip
    return rows


def _boards() -> list[dict[str, object]]:
    from django.db import connection  # noqa: PLC0415

    from footlights.kernel.ids import PersonId  # noqa: PLC0415
    from footlights.services.race import api  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX race_best_order")
        cursor.execute(FILL.format(count=BESTS))
        cursor.execute("CREATE INDEX race_best_order ON race_best (board, time_ms, id)")
        for sql in COUNTS:
            cursor.execute(sql)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT time_ms FROM race_best WHERE id % 50021 = 7 LIMIT 200")
        times = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM race_best WHERE time_ms < %s", [times[3]])
        assert api.rank("gullhaven", times[3]) == cursor.fetchone()[0] + 1
    people = [PersonId(f"p{(7919 * i) % BESTS + 1:08d}") for i in range(ASKS)]
    asked: list[tuple[str, Callable[[int], object]]] = [
        ("exact rank", lambda i: api.rank("gullhaven", times[i % len(times)])),
        ("neighbours, five each way, named", lambda i: api.list_around("gullhaven", people[i])),
        ("top 100, named", lambda i: api.list_top("gullhaven")),
    ]
    return [_p95(name, ask) for name, ask in asked]


def _p95(name: str, ask: Callable[[int], object]) -> dict[str, object]:
    spent = []
    for i in range(ASKS):
        begun = time.perf_counter()
        ask(i)
        spent.append((time.perf_counter() - begun) * 1000)
    p95 = statistics.quantiles(spent, n=20)[-1]
    return {
        "name": f"{name}, of {BESTS:,} bests on SQLite", "value": p95, "unit": "ms p95",
        "bar": "<= 2" if "rank" in name else "", "holds": p95 <= 2 if "rank" in name else None,
        "note": f"median {statistics.median(spent):.2f} ms over {ASKS}; the whole call of the door",
    }  # fmt: skip


def _weight() -> dict[str, object]:
    from footlights.project.build.frontend import npm  # noqa: PLC0415
    from footlights.project.shell.built import DIST  # noqa: PLC0415
    from footlights.services.race.core.tracks import list_tracks  # noqa: PLC0415

    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    wanted, names = ["index.ts", "islands/race/element.ts", "islands/race/game.ts"], set()
    while wanted:
        entry = manifest[wanted.pop()]
        if entry["file"] not in names:
            names |= {entry["file"], *entry.get("css", ())}
            wanted += entry.get("imports", ())
    with tempfile.TemporaryDirectory() as folder:
        track = Path(folder) / "track.json"
        track.write_text(json.dumps([value for point in list_tracks()[0].points for value in point]), "utf-8")
        files = [str(DIST / name) for name in sorted(names)] + [str(DIST / "race.wasm"), str(track)]
        words, env = npm()
        node = str(words[0]) if len(words) > 1 else "node"
        done = subprocess.run(
            [node, "-e", WEIGH, json.dumps(files)], env={**os.environ, **env}, capture_output=True, text=True, check=True
        )  # fmt: skip
    size = sum(json.loads(done.stdout)) / 1000
    return {
        "name": "first drivable frame", "value": size, "unit": "kB brotli", "bar": "<= 300", "holds": size <= 300,
        "note": "scripts, styles, kernel and one circuit; fonts not counted",
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_measure() if "--measure" in sys.argv else run()))
