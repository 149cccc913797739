"""`./footlights licences`: what the house stands on, under which licence."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any, Final

from footlights.project.build.places import REPOSITORY

PAGE: Final = REPOSITORY / "docs" / "licences.md"


def add_verbs(commands: Any) -> None:
    """Add the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "licences", help="what the house stands on, under which licence · 所用软件及其许可"
    )
    parser.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print each package with its version and licence, by what it is for."""
    found = list(read())
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    part = ""
    for each in found:
        if each["part"] != part:
            part = each["part"]
            print(f"\n{part}\n")
        print(f"{each['package']:<38}{each['version']:<14}{each['licence']}")
    return 0


def read() -> Iterator[dict[str, str]]:
    """Yield part, package, version and licence of every row of docs/licences.md."""
    part = ""
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) >= 3 and cells[0] != "package":
            yield {"part": part, "package": cells[0], "version": cells[1], "licence": cells[2]}
