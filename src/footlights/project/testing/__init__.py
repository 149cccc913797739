"""`./footlights test`, `bench`, `tour` and `shots`: what tells whether the house stands, how fast it is, and what it does."""

from __future__ import annotations

import argparse

from footlights.project.testing import bench, command, tour


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `test`, `bench`, `tour` and `shots` to the house's commands."""
    command.add_verbs(verbs)
    bench.add_verbs(verbs)
    tour.add_verbs(verbs)
