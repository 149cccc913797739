"""Millions of viewings counted exactly, day by day: the house's command beside polars on the same files.

`python -m benchmarks.count [--counted N] [--folder DIR]` runs it alone; 220,000,000 need some 12 GB of disk in DIR.
Each is a process with at most two threads. CPU-seconds are of the counting, starting left out on both sides; peak
memory is the operating system's account of the whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

COUNTED = 22_000_000
CPU_BAR = 5.0  # CPU-seconds for 22 million rows
MEMORY_BAR_MB = 1_000.0
# The same rule in polars' own words; the frame of each day is lazy, so only the columns needed are read.
POLARS = """
import sys
import time
from pathlib import Path
import polars as pl

began, total = time.process_time(), 0
for path in sorted(Path(sys.argv[1]).glob("*.parquet")):
    enough = pl.min_horizontal(pl.lit(30_000), pl.col("duration_ms").cast(pl.Int64) // 2)
    total += (
        pl.scan_parquet(path)
        .filter(
            (pl.col("duration_ms") >= 10_000)
            & (pl.min_horizontal(pl.col("played_ms").cast(pl.Int64), 2 * pl.col("wall_ms").cast(pl.Int64)) >= enough)
        )
        .select("viewer", "work", (pl.col("at").dt.timestamp("us") // 1_800_000_000).alias("slot"))
        .unique()
        .select(pl.len())
        .collect()
        .item()
    )
print(total, time.process_time() - began)
"""


def run(counted: int = COUNTED, folder: Path | None = None) -> list[dict[str, object]]:
    """Return the rows: CPU-seconds and peak memory."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-", dir=folder) as place:
        generate = ["insight", "generate", "--counted", str(counted), "--out", place, "--json"]
        subprocess.run([*_house(), *generate], check=True, stdout=subprocess.DEVNULL)
        size = sum(path.stat().st_size for path in Path(place).iterdir() if path.is_file())
        told, ours_whole, ours_mb = _measure([*_house(), "insight", "count", place, "--json"])
        ours = json.loads(told)
        said, peer_whole, peer_mb = _measure([sys.executable, "-c", POLARS, place])
    peer, ours_cpu, peer_cpu = int(said.split()[0]), ours["cpu_seconds"], float(said.split()[1])
    if not ours["counted"] == peer == counted:
        raise RuntimeError(f"{ours['counted']} counted, polars {peer}, made {counted}")
    rows = ours["rows"]
    note = (
        f"{counted:,} counted of {rows:,} rows in {len(ours['days'])} days, {size / 1e9:.2f} GB of Parquet; "
        f"equal answers; {ours_whole:.1f} and {peer_whole:.1f} CPU-s with starting"
    )
    each = ours_cpu * 22e6 / rows
    name = f"{counted / 1e6:.0f} million viewings counted exactly"
    polars = f"polars {version('polars')}, 2 threads"
    return [
        {"name": name, "value": round(each, 3), "unit": "CPU-s per 22 M rows", "peer": polars,
         "peer_value": round(peer_cpu * 22e6 / rows, 3), "ratio": round(ours_cpu / peer_cpu, 3),
         "bar": f"<= {CPU_BAR:g} CPU-s", "holds": each <= CPU_BAR, "note": note},
        {"name": f"{name}: peak memory", "value": round(ours_mb), "unit": "MB", "peer": polars,
         "peer_value": round(peer_mb), "ratio": round(ours_mb / peer_mb, 3),
         "bar": f"<= {MEMORY_BAR_MB:g} MB", "holds": ours_mb <= MEMORY_BAR_MB, "note": "maximum resident set"},
    ]  # fmt: skip


def _house() -> list[str]:
    return [sys.executable, "-m", "footlights.project.cli"]


def _measure(words: Sequence[str]) -> tuple[str, float, float]:
    """Run a process and return what it printed, its CPU-seconds and its peak memory in MB."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "2"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return said, usage.ru_utime + usage.ru_stime, peak


def main() -> None:
    """Measure what the words say, and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counted", type=int, default=COUNTED)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    print(json.dumps(run(chosen.counted, chosen.folder), indent=1))


if __name__ == "__main__":
    main()
