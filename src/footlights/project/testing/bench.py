"""`./footlights bench NAME`: run its benchmarks, print their table, keep it under benchmarks/results."""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import TypedDict

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both
from footlights.project.build.environment import peer_packages
from footlights.project.build.places import REPOSITORY, terminal_language
from footlights.project.build.steps import Run
from footlights.project.testing import command, machine

RESULTS = REPOSITORY / "benchmarks" / "results"
BENCHES = {
    "ground": ("http", "segments", "events", "search"),
    "ring": ("count", "ladder", "hls"),
    "shelf": ("shelf_votes", "shelf_pages", "shelf_imports"),
    "live": ("relay",),
    "channels": ("messages",),
    "race": ("race",),
    "origin": ("origin",),
    "consult": ("consult",),
    "style": ("style",),
    "lab": ("shots", "programmes"),
}
NEED_CHROMIUM = ("live", "race")
NEED_NGINX = ("ground", "ring")
PEERS = Both("What is measured beside the house", "用来对比的软件")
PACKAGES = ("django", "granian", "duckdb", "polars", "av", "psycopg")


class Row(TypedDict, total=False):
    """One measurement: a value beside its peer's in the same run, and whether their ratio holds the bar."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float | None
    ratio: float | None
    bar: str
    holds: bool | None
    note: str


def collect(name: str, only: Sequence[str] = ()) -> list[Row]:
    """Return the rows of every benchmark of a name, in their order."""
    sys.path.insert(0, str(REPOSITORY))
    rows: list[Row] = []
    for module in BENCHES[name]:
        if not only or module in only:
            print(f"bench {name}: {module} …", file=sys.stderr, flush=True)
            rows += importlib.import_module(f"benchmarks.{module}").run()
    return rows


def conditions(name: str) -> dict[str, str]:
    """Return what the figures depend on: the command, the versions, the kind of machine (never its name)."""
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in PACKAGES)
    return {
        "command": f"./footlights bench {name}",
        "on": utc_now().astimezone(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        "python": platform.python_version(),
        "packages": versions,
    }


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| measured | value | peer | ratio | bar | holds | note |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        peer = f"{row['peer']}: {_figure(row.get('peer_value'))}" if row.get("peer") else ""
        holds = {True: "yes", False: "**no**", None: ""}[row.get("holds")]
        lines.append(
            f"| {row['name']} | {_figure(row['value'])} {row['unit']} | {peer} | {_figure(row.get('ratio'))} "
            f"| {row.get('bar', '')} | {holds} | {row.get('note', '')} |"
        )
    return "\n".join(lines) + "\n"


def page(name: str, facts: Mapping[str, str], rows: Sequence[Row]) -> str:
    """Return the result as benchmarks/results keeps it for a reader."""
    said = "\n".join(f"- {key}: {value}" for key, value in facts.items())
    return f"# bench {name}\n\n{said}\n\n{table(rows)}"


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `bench` to the house's commands."""
    parser = verbs.add_parser("bench", help="measure, beside a peer · 测量，并与同类比较")
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument(
        "only",
        nargs="*",
        metavar="PART",
        help="some of its parts: "
        + "; ".join(f"{name}: {' '.join(parts)}" for name, parts in BENCHES.items()),
    )
    parser.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    _prepare(chosen.name)
    rows, facts = collect(chosen.name, chosen.only), conditions(chosen.name)
    document = json.dumps({**facts, "rows": rows}, ensure_ascii=False, indent=1) + "\n"
    print(document if chosen.json else table(rows), end="")
    if not chosen.only:  # a part of a benchmark never replaces the whole
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{chosen.name}.md").write_text(page(chosen.name, facts, rows), "utf-8")
        (RESULTS / f"{chosen.name}.json").write_text(document, "utf-8")
    return 1 if any(row.get("holds") is False for row in rows) else 0


def _prepare(name: str) -> None:
    """Bring what a benchmark runs beside: the peers' environment, a Chromium, nginx where it can be had."""
    command.prepare(["browser"] if name in NEED_CHROMIUM else [])
    Run(terminal_language(), None).carry_out(peer_packages(PEERS))
    if name in NEED_NGINX:
        machine.bring_nginx()


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
