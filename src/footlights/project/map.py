"""`./footlights map`: what stands where. docs/ARCHITECTURE.md embeds it; a test fails when that is stale."""

from __future__ import annotations

import argparse
import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from footlights.kernel.text import Both
from footlights.project.discovery import STOREYS, Folder, folders

REPOSITORY = Path(__file__).resolve().parents[3]
PAGE = REPOSITORY / "docs" / "ARCHITECTURE.md"
BEGIN, END = "<!-- map: made by ./footlights map --write -->\n", "<!-- end of the map -->\n"
LANGUAGES = {".py": "Python", ".ts": "TypeScript", ".html": "templates", ".css": "CSS", ".md": "Markdown"}
COUNTED = ("src", "tests", "benchmarks", "frontend", "docs")
NOT_OURS = {"node_modules", "__pycache__", "migrations", "dist", "build", "results"}


def events_of(folder: Folder) -> tuple[str, ...]:
    """Return the names of the events that a folder's events.py tells the house."""
    paths = [folder.path / "events.py", *sorted((folder.path / "events").glob("*.py"))]
    named = re.compile(rf"{folder.name}\.[a-z_]+")
    found = {
        node.value: None
        for path in paths
        if path.exists()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.fullmatch(node.value)
    }
    return tuple(sorted(found))


def lines_by_language(root: Path = REPOSITORY) -> Counter[str]:
    """Return how many lines the repository has in each language, migrations and built files left out."""
    lines: Counter[str] = Counter()
    for path in _sources(root):
        lines[LANGUAGES[path.suffix]] += path.read_text("utf-8").count("\n")
    return lines


def markdown() -> str:
    """Return the map as docs/ARCHITECTURE.md holds it: one table, lowest storey last."""
    rows = ["| storey | folder | what it is | needs | events |", "|---|---|---|---|---|"]
    for storey in reversed(STOREYS):
        for folder in _on(storey):
            told = " ".join(f"`{name}`" for name in events_of(folder))
            rows.append(
                f'| {storey} | **{folder.name}** | {folder.summary.en}<br><span lang="zh-Hans">'
                f"{folder.summary.zh}</span> | {' '.join(folder.needs)} | {told} |"
            )
    return "\n".join(rows) + "\n"


def plain() -> str:
    """Return the map as a terminal shows it."""
    said = []
    for storey in reversed(STOREYS):
        said.append(storey)
        for folder in _on(storey):
            said.append(f"  {folder.name:<12}{folder.summary.en}")
            said.append(f"  {'':<12}{folder.summary.zh}")
            if folder.needs:
                said.append(f"  {'':<12}needs {' '.join(folder.needs)}")
            if events := events_of(folder):
                said.append(f"  {'':<12}tells {' '.join(events)}")
    counted = ", ".join(f"{language} {count:,}" for language, count in lines_by_language().most_common())
    return "\n".join([*said, "", f"lines: {counted}"]) + "\n"


def embedded(page: str) -> str:
    """Return the page with today's map between its two markers.

    Raises ValueError when a marker is missing.
    """
    before, opening, rest = page.partition(BEGIN)
    _, closing, after = rest.partition(END)
    if not opening or not closing:
        raise ValueError(f"{PAGE.name} lacks the map's markers")
    return before + opening + markdown() + closing + after


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `map` to the house's commands."""
    said = Both("print what stands where", "打印各部分的位置与用途")
    parser = verbs.add_parser("map", help=str(said))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help=str(Both("as a table", "输出表格")))
    form.add_argument(
        "--write",
        action="store_true",
        help=str(Both("into docs/ARCHITECTURE.md", "写入 docs/ARCHITECTURE.md")),
    )
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    if chosen.write:
        PAGE.write_text(embedded(PAGE.read_text("utf-8")), "utf-8")
    else:
        print(markdown() if chosen.markdown else plain(), end="")
    return 0


def _on(storey: str) -> list[Folder]:
    return [folder for folder in folders() if folder.storey == storey]


def _sources(root: Path) -> Iterator[Path]:
    for top in COUNTED:
        for folder, inner, names in os.walk(root / top):
            inner[:] = sorted(set(inner) - NOT_OURS)  # os.walk goes where this says
            yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix in LANGUAGES)
