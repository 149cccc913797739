"""`./footlights tour`: the whole house gone through in Chromium, told in one HTML file."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from footlights.project.build.places import PYTHON, REPOSITORY
from footlights.project.testing import command


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `tour` to the house's commands."""
    parser = verbs.add_parser(
        "tour", help="see the whole house at work, in one HTML file · 以一份 HTML 参观全馆"
    )
    parser.add_argument("--out", type=Path, default=Path("tour.html"), metavar="FILE")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Open a house of its own, go through every stop, and write the file; 1 when a stop failed.

    Raises CannotGoOn when there is no Chromium and none can be brought.
    """
    command.prepare(["browser"])
    words = [str(PYTHON), "-m", "tests.tour", "--out", str(chosen.out.resolve())]
    return subprocess.run(words, cwd=REPOSITORY, check=False).returncode
