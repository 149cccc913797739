"""`./footlights tour` and `./footlights shots`: the house gone through in Chromium, told in one file."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from footlights.project.build.places import PYTHON, REPOSITORY
from footlights.project.testing import command


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `tour` and `shots` to the house's commands."""
    for name, module, file, said in (
        (
            "tour",
            "tests.tour",
            "tour.html",
            "see the whole house at work, in one HTML file · 以一份 HTML 参观全馆",
        ),
        ("shots", "tests.tools.contact_sheet", "shots.png", "every page on one sheet · 全部页面的缩略图"),
    ):
        parser = verbs.add_parser(name, help=said)
        parser.add_argument("--out", type=Path, default=Path(file), metavar="FILE")
        parser.set_defaults(run=run, module=module)


def run(chosen: argparse.Namespace) -> int:
    """Open a house of its own, go through it, and write the file; 1 when something was not as it should be.

    Raises CannotGoOn when there is no Chromium and none can be brought.
    """
    command.prepare(["browser"])
    words = [str(PYTHON), "-m", chosen.module, "--out", str(chosen.out.resolve())]
    return subprocess.run(words, cwd=REPOSITORY, check=False).returncode
