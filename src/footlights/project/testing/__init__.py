"""`./footlights test` and `./footlights bench`: what tells whether the house stands, and how fast it is."""

from __future__ import annotations

import argparse

from footlights.project.testing import bench, command


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `test` and `bench` to the house's commands."""
    command.add_verbs(verbs)
    bench.add_verbs(verbs)
